//! The wall clock may jump: no mail waits for a time that will not come.

use super::*;

#[test]
fn a_wait_that_was_decided_in_a_time_yet_to_come_is_void() {
    for fault in [Fault::Busy, Fault::HangUpAtReader, Fault::Content, Fault::AfterDot] {
        let house = House::with_a_mail();
        house.server.fail(&[fault]);
        house.at("2024-05-21 09:00");
        assert_eq!(house.at("2024-05-21 09:00").accepted, 0, "{fault:?}: not before its time");
        assert_eq!(house.at("2024-05-20 09:05").accepted, 1, "{fault:?}: the clock was set back by a day");
    }
}

#[test]
fn jumps_back_and_forth_leave_nothing_behind_and_send_nothing_twice() {
    let house = House::with_a_mail();
    house.with_many(30);
    house.server.fail(&[
        Fault::Busy,
        Fault::None,
        Fault::Busy,
        Fault::Busy,
        Fault::HangUpAtReader,
        Fault::None,
        Fault::Busy,
    ]);
    for at in ["2024-05-17 10:00", "2024-05-17 09:00", "2024-05-18 09:00", "2024-05-17 09:05", "2024-05-17 09:20"] {
        house.at(at);
    }
    let ids: std::collections::BTreeSet<_> = house.server.taken().iter().map(|taken| taken.to.clone()).collect();
    assert_eq!((ids.len(), house.server.taken().len()), (31, 31));
}

#[test]
fn what_was_queued_while_the_clock_was_ahead_leaves_when_it_is_set_right() {
    let house = House::with_liaisons(&[GUILIN]);
    execute(&house.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    house.ctx.clock.set(parse_local("2024-05-17 10:00").expect("a time"));
    assert_eq!(tick(&house.ctx).expect("a tick").mails, 1);
    assert_eq!(house.at("2024-05-17 09:00").accepted, 1);
}
