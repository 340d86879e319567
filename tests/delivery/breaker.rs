//! A server that takes nothing from anybody is told apart from a mail that it does not take.

use super::*;
use crate::support::command::{duban_at, refusal};

/// Forty mails and one; the server does that to each.
fn against(fault: Fault) -> House {
    let house = House::with_a_mail();
    house.with_many(40);
    house.server.fail_always(fault);
    house
}

fn untouched(house: &House) -> usize {
    number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'pending' AND attempts = 0 AND strikes = 0")
}

#[test]
fn where_all_are_refused_nothing_is_used_up_and_all_leave_afterwards() {
    for fault in [
        Fault::Relaying,
        Fault::Plain550,
        Fault::NoSuchReader,
        Fault::NoSuchSender,
        Fault::HangUpAtReader,
        Fault::ClosingDown,
        Fault::Content,
        Fault::SignIn,
        Fault::Policy,
    ] {
        let house = against(fault);
        let round = house.deliver();
        assert!(round.all_refused.is_some() || round.no_connection.is_some(), "{fault:?}: {round:?}");
        assert_eq!(untouched(&house), 41, "{fault:?}");
        assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM suspended_addresses"), 0, "{fault:?}");
        assert!(house.server.asked() <= 8, "{fault:?}: {} readers were named", house.server.asked());
        let asked = house.server.asked();
        house.at("2024-05-17 09:01");
        assert!(house.server.asked() <= asked + 1, "{fault:?}: more than one is tried");
        house.server.fail_always(Fault::None);
        assert!(house.at("2024-05-17 09:02").accepted >= 30, "{fault:?}");
        house.at("2024-05-17 09:08");
        assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'accepted'"), 41, "{fault:?}");
        assert_eq!(house.server.taken().len(), 41, "{fault:?}");
    }
}

#[test]
fn a_single_mail_that_is_refused_is_given_up_after_three_times() {
    let house = House::with_a_mail();
    house.with_many(9);
    house.server.fail_for("r5@test.example", Fault::Content);
    let round = house.deliver();
    assert_eq!((round.accepted, round.put_off, round.all_refused), (9, 1, None));
    assert_eq!(house.at("2024-05-17 09:01").put_off, 1);
    assert_eq!(house.at("2024-05-17 09:03").failed, 1);
    assert_eq!(
        lines(&house.ctx.db, "SELECT state || ' ' || attempts AS line FROM mails WHERE id = 1005"),
        ["failed 3"]
    );
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM suspended_addresses"), 0);
}

#[test]
fn where_nothing_else_was_taken_it_may_be_the_server_and_the_mail_waits() {
    let house = House::with_a_mail();
    house.server.fail_always(Fault::Content);
    for minute in [0, 1, 3, 8, 18, 33] {
        assert_eq!(house.at(&format!("2024-05-17 09:{minute:02}")).put_off, 1, "{minute}");
    }
    assert_eq!(house.states(), ["pending 6 0"]);
    house.server.fail_always(Fault::None);
    assert_eq!(house.at("2024-05-17 09:48").accepted, 1);
}

#[test]
fn addresses_that_are_none_are_known_for_it_while_others_are_taken() {
    let house = House::with_a_mail();
    house.with_many(20);
    for reader in 1..=6 {
        house.server.fail_for(&format!("r{reader}@test.example"), Fault::NoSuchReader);
    }
    let round = house.deliver();
    assert_eq!((round.accepted, round.bounced), (15, 6), "{round:?}");
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM suspended_addresses"), 6);
}

#[test]
fn what_the_server_puts_off_for_everybody_is_tried_with_everybody() {
    let house = against(Fault::Busy);
    let round = house.deliver();
    assert_eq!((round.put_off, round.all_refused), (41, None));
    house.server.fail_always(Fault::None);
    assert_eq!(house.at("2024-05-17 09:01").accepted, 41);
}

#[test]
fn mails_leave_over_several_lines_and_no_more_than_are_set() {
    let house = House::with_a_mail();
    house.with_many(60);
    assert_eq!(house.deliver().accepted, 61);
    assert!((2..=4).contains(&house.server.most_lines()), "{}", house.server.most_lines());
}

#[test]
fn who_delivers_by_hand_is_told_which_server_does_not_answer_and_how_it_refuses() {
    let house = House::with_a_mail();
    let refused = |at: &str, port: u16, language: &str| {
        let mut deliver = duban_at(&format!("2024-05-17 {at}"), &house._database);
        deliver.arg("deliver").env("DUBAN__MAIL__HOST", "127.0.0.1").env("DUBAN__MAIL__PORT", port.to_string());
        refusal(deliver.env("DUBAN__LANGUAGE", language))
    };
    let line = refused("09:00", 1, "zh");
    for said in ["无法连接邮件服务器 127.0.0.1:1（设置 mail.host 和 mail.port）：连接失败：", "Connection refused"]
    {
        assert!(line.contains(said), "{line}");
    }
    house.server.fail_always(Fault::Plain550);
    let line = refused("09:00", house.server.port(), "zh");
    assert!(line.contains("永久拒收（550）："), "{line}");
    let line = refused("09:20", house.server.port(), "en");
    assert!(line.contains("Refused for good (550): "), "{line}");
}
