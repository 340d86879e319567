//! Between its queueing and its leaving things change: what a mail was about is done, dated anew, its reader is gone.

use super::*;

#[test]
fn what_was_done_meanwhile_is_not_asked_for() {
    let house = House::with_a_mail();
    execute(
        &house.ctx.db,
        "UPDATE obligations SET status = 'submitted', awaiting = 'lead' WHERE deliverable LIKE '%水泥%'",
    );
    let other = House::with_a_mail();
    execute(&other.ctx.db, "UPDATE obligations SET status = 'submitted', awaiting = 'lead'");
    assert_eq!(house.deliver().accepted, 1);
    let subject = &lines(&house.ctx.db, "SELECT subject AS line FROM mails")[0];
    assert!(subject.contains("焦化") && subject.ends_with("请于5月31日（周五）下班前报送"), "{subject}");
    assert_eq!(other.deliver().cancelled, 1);
    assert_eq!(other.states(), ["cancelled 0 0"]);
    assert!(other.server.taken().is_empty());
    assert_eq!(other.unsettled(), 0);
}

#[test]
fn dates_set_anew_silence_the_old_ones() {
    let house = House::with_a_mail();
    execute(&house.ctx.db, "UPDATE obligations SET due_rev = due_rev + 1");
    assert_eq!(house.deliver().cancelled, 1);
}

#[test]
fn nobody_is_written_to_who_was_disabled() {
    let house = House::with_a_mail();
    let now = house.ctx.clock.now();
    let all = house.ctx.db.read(persons::all).expect("people");
    for person in all {
        house.ctx.db.write(|c| persons::set_disabled(c, person.id, Some(now))).expect("a person");
    }
    assert_eq!(house.deliver().suppressed, 1);
}
