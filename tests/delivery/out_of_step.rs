//! An answer that agrees, but to something else than was asked, is no acceptance; nor is one that nobody asked for.

use duban::mail::Outcome;

use super::*;
use crate::support::relay::{Relay, Says, hand_over};

const LAST_ERROR: &str = "SELECT last_error AS line FROM mails WHERE last_error IS NOT NULL";

#[test]
fn a_server_that_answers_another_step_before_the_message_took_nothing() {
    for (fault, said) in [(Fault::GoOnAtSender, "354"), (Fault::GreetingAtReader, "220"), (Fault::OkAtData, "250")] {
        let house = House::with_a_mail();
        house.server.fail(&[fault]);
        let round = house.deliver();
        assert_eq!((round.accepted, round.doubtful, round.put_off), (0, 0, 1), "{fault:?}: {round:?}");
        let why = &lines(&house.ctx.db, LAST_ERROR)[0];
        assert!(why.contains(&format!("out of step ({said})")), "{fault:?}: {why}");
        assert_eq!(house.at("2024-05-17 09:10").accepted, 1, "{fault:?}: on a line of its own");
        assert_eq!(house.server.taken().len(), 1, "{fault:?}");
    }
}

#[test]
fn a_server_that_answers_every_mail_out_of_step_uses_none_of_them_up() {
    for fault in [Fault::GoOnAtSender, Fault::GreetingAtReader, Fault::OkAtData] {
        let house = House::with_a_mail();
        house.with_many(40);
        house.server.fail_always(fault);
        let round = house.deliver();
        assert_eq!((round.accepted, round.failed), (0, 0), "{fault:?}: {round:?}");
        assert!(round.all_refused.is_some(), "{fault:?}: {round:?}");
        let untouched = "SELECT count(*) FROM mails WHERE state = 'pending' AND attempts = 0";
        assert_eq!(number(&house.ctx.db, untouched), 41, "{fault:?}");
        house.server.fail_always(Fault::None);
        house.at("2024-05-17 09:02");
        house.at("2024-05-17 09:10");
        assert_eq!(house.server.taken().len(), 41, "{fault:?}");
    }
}

#[test]
fn an_answer_of_another_step_after_the_message_leaves_it_in_doubt() {
    for (fault, said) in [(Fault::GoOnAfterDot, "354"), (Fault::GreetingAfterDot, "220")] {
        let house = House::with_a_mail();
        house.server.fail(&[fault]);
        let round = house.deliver();
        assert_eq!((round.accepted, round.doubtful), (0, 1), "{fault:?}: {round:?}");
        assert_eq!(house.states(), ["handed 1 0"], "{fault:?}");
        let why = &lines(&house.ctx.db, LAST_ERROR)[0];
        assert!(why.contains(&format!("out of step ({said})")), "{fault:?}: {why}");
        assert_eq!(house.at("2024-05-17 09:10").accepted, 1, "{fault:?}");
        assert_eq!(house.server.taken().len(), 1, "{fault:?}");
    }
}

/// A relay that answers a step twice, and takes no message at all.
fn twice_at(step: &'static str, says: Says) -> Relay {
    Relay::start(move |now| match now {
        now if now == step => Some(says.clone()),
        "." => Some(Says::Bytes(b"554 5.7.1 content refused\r\n".to_vec())),
        _ => None,
    })
}

#[test]
fn an_answer_too_many_is_not_taken_for_that_to_the_next_step() {
    let later = Duration::from_millis(60);
    for (step, says) in [
        ("greeting", Says::Bytes(b"220 test\r\n220 test\r\n".to_vec())),
        ("EHLO", Says::Bytes(b"250 test\r\n250 test\r\n".to_vec())),
        ("MAIL", Says::Bytes(b"250 ok\r\n250 ok\r\n".to_vec())),
        ("RCPT", Says::Bytes(b"250 ok\r\n250 ok\r\n".to_vec())),
        ("RCPT", Says::Bytes(b"250 ok\r\n2".to_vec())),
        ("DATA", Says::Bytes(b"354 go on\r\n250 taken\r\n".to_vec())),
        ("DATA", Says::Bytes(b"354 go on\r\n354 go on\r\n".to_vec())),
        ("EHLO", Says::Then("250 test\r\n", later, "250 test\r\n")),
        ("MAIL", Says::Then("250 ok\r\n", later, "250 ok\r\n")),
        ("RCPT", Says::Then("250 ok\r\n", later, "250 ok\r\n")),
    ] {
        let outcome = hand_over(twice_at(step, says.clone()).settings());
        let is_trouble = matches!(&outcome, Outcome::Broken(_) | Outcome::NoConnection(_) | Outcome::Doubt(_));
        assert!(is_trouble, "{step}, {says:?}: {outcome:?}");
    }
}

#[test]
fn of_two_opposite_answers_to_a_message_neither_is_believed() {
    for (answer, taken) in [
        ("250 early\r\n554 5.7.1 refused\r\n", false),
        ("250 early\r\n451 later\r\n", false),
        ("250 taken\r\n421 closing down\r\n", true),
        ("250 taken\r\n250 taken\r\n", true),
    ] {
        let outcome = hand_over(Relay::at(".", Says::Bytes(answer.into())).settings());
        assert_eq!((outcome == Outcome::Accepted, matches!(outcome, Outcome::Doubt(_))), (taken, !taken), "{answer}");
    }
}

#[test]
fn one_answer_too_many_counts_no_mail_as_accepted() {
    for (at, twice) in [("RCPT", "250 ok\r\n250 ok\r\n"), ("DATA", "354 go on\r\n250 early\r\n")] {
        let house = House::with_a_mail();
        house.with_many(20);
        let once = std::sync::atomic::AtomicBool::new(true);
        let relay = Relay::start(move |step| match step {
            step if step == at && once.swap(false, std::sync::atomic::Ordering::SeqCst) => {
                Some(Says::Bytes(twice.into()))
            }
            "." => Some(Says::Bytes(b"554 5.7.1 content refused\r\n".to_vec())),
            _ => None,
        });
        let round = deliver(&house.ctx, &Transport::Smtp(Box::new(relay.settings()))).expect("a run");
        assert_eq!((round.accepted, round.doubtful, round.failed), (0, 0, 0), "{at}: {round:?}");
        assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'pending'"), 21, "{at}");
        house.at("2024-05-17 09:10");
        assert_eq!(house.server.taken().len(), 21, "{at}");
    }
}

#[test]
fn a_relay_that_has_heard_enough_of_a_long_message_is_heard() {
    let settings = |says: Says| Relay::at("DATA", says).settings();
    let long = format!("Subject: x\r\n\r\n{}", "x".repeat(70).repeat(60_000));
    for (says, wanted) in [("552 too big\r\n", true), ("250 ok\r\n", false)] {
        let settings = settings(Says::Then("354 go on\r\n", Duration::from_millis(100), says));
        let mut line = Transport::Smtp(Box::new(settings)).open().expect("a line");
        line.address("duban@test.example", "a@test.example").expect("354");
        let outcome = line.hand_over(&long);
        let fits = matches!((&outcome, wanted), (Outcome::Refused(_), true) | (Outcome::Broken(_), false));
        assert!(fits, "{says}: {outcome:?}");
    }
}
