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
        Fault::SignInAtReader,
        Fault::RelayingNow,
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
fn a_reader_who_is_refused_as_all_might_be_stops_nobody() {
    for (fault, state) in [(Fault::RelayingNow, "pending"), (Fault::SignInAtReader, "failed")] {
        let house = House::with_a_mail();
        house.with_many(20);
        house.server.fail_for("r1@test.example", fault);
        house.server.fail_for("r2@test.example", fault);
        assert_eq!(house.deliver().accepted, 19, "{fault:?}");
        for minute in [1, 3, 8] {
            house.at(&format!("2024-05-17 09:{minute:02}"));
        }
        let stands = lines(&house.ctx.db, "SELECT state AS line FROM mails WHERE id IN (1001, 1002)");
        assert_eq!(stands, [state; 2], "{fault:?}");
    }
}

#[test]
fn a_server_that_hangs_up_after_messages_leaves_only_a_few_in_doubt() {
    let house = against(Fault::Swallowed);
    for minute in [0, 11, 22] {
        house.at(&format!("2024-05-17 09:{minute:02}"));
    }
    assert!(house.server.asked() <= 12, "{} were tried", house.server.asked());
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE finished_at IS NOT NULL"), 0);
    house.server.fail_always(Fault::None);
    house.at("2024-05-17 09:33");
    house.at("2024-05-17 09:44");
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'accepted'"), 41);
}

#[test]
fn the_one_that_is_tried_is_not_the_one_that_is_always_refused() {
    let house = against(Fault::Relaying);
    assert!(house.deliver().all_refused.is_some());
    house.server.fail_always(Fault::None);
    let refused = lines(&house.ctx.db, "SELECT to_address AS line FROM mails WHERE to_address IS NOT NULL").len();
    assert_eq!(refused, 0, "what was not handed over thaws");
    for id in
        lines(&house.ctx.db, "SELECT CAST(id AS TEXT) AS line FROM mails WHERE struck_at IS NOT NULL AND id > 1000")
    {
        house.server.fail_for(&format!("r{}@test.example", id.parse::<i64>().expect("a key") - 1000), Fault::Content);
    }
    assert!(house.at("2024-05-17 09:10").accepted > 30, "the others leave");
}

#[test]
fn where_all_that_is_left_was_refused_each_gets_its_turn() {
    let house = House::with_a_mail();
    house.with_many(3);
    house.server.fail_always(Fault::Relaying);
    assert!(house.deliver().all_refused.is_some());
    house.server.fail_always(Fault::None);
    house.server.fail_for("r3@test.example", Fault::Content);
    house.server.fail_for("r2@test.example", Fault::Content);
    for minute in [10, 20, 30] {
        house.at(&format!("2024-05-17 09:{minute}"));
    }
    let left = number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'accepted'");
    assert_eq!(left, 2, "{:?}", house.states());
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
        let mut deliver = duban_at(&format!("2024-05-17 {at}"), &house.database);
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
