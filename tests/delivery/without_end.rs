//! A relay that never comes to the end of an answer costs neither memory nor more time than is set for the whole of one.

use std::time::{Duration, Instant};

use duban::config::MailTls;
use duban::mail::Outcome;

use super::*;
use crate::support::relay::{Relay, Says, hand_over};

/// Whoever stops listening has still taken in what the buffers between the two hold.
const BUFFERS: usize = 32 * 1024 * 1024;

/// The patience of a second, and what a machine at work may add to it.
const SOON: Duration = Duration::from_secs(4);

const STEPS: [&str; 9] = ["greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", ".", "QUIT"];

/// What became of a mail for which a relay answers so at a step, and how long that took.
fn against(step: &'static str, says: Says) -> (Outcome, Duration, Relay) {
    let relay = Relay::at(step, says);
    let mut settings = relay.settings();
    if step == "STARTTLS" {
        settings.tls = MailTls::Starttls;
    }
    if step == "AUTH" {
        settings.username = "duban".to_owned();
    }
    let began = Instant::now();
    let outcome = hand_over(settings);
    (outcome, began.elapsed(), relay)
}

fn assert_fits(step: &str, outcome: &Outcome) {
    let fits = match step {
        "greeting" | "EHLO" | "STARTTLS" | "AUTH" | "MAIL" => matches!(outcome, Outcome::NoConnection(_)),
        "RCPT" | "DATA" => matches!(outcome, Outcome::Broken(_)),
        "." => matches!(outcome, Outcome::Doubt(_)),
        _ => *outcome == Outcome::Accepted,
    };
    assert!(fits, "{step}: {outcome:?}");
}

#[test]
fn bytes_without_a_line_end_are_not_gathered() {
    for step in STEPS {
        let (outcome, took, relay) = against(step, Says::Flood);
        assert!(relay.poured() < BUFFERS, "{step}: {} bytes were taken", relay.poured());
        assert!(took < SOON, "{step}: {took:?}");
        assert_fits(step, &outcome);
    }
}

#[test]
fn more_lines_than_an_answer_has_are_no_answer() {
    for (line, many) in [("250-x\r\n".to_owned(), 200_000), (format!("250-{}\r\n", "x".repeat(900)), 5_000)] {
        for step in STEPS {
            let code = if step == "DATA" { "354" } else { "250" };
            let lines = line.replace("250", code).repeat(many) + code + " ok\r\n";
            let (outcome, took, _) = against(step, Says::Bytes(lines.into_bytes()));
            assert!(took < SOON, "{step}: {took:?}");
            assert_fits(step, &outcome);
        }
    }
}

#[test]
fn an_answer_has_its_time_however_it_drips() {
    std::thread::scope(|scope| {
        for step in STEPS {
            for says in [Says::Drip, Says::Trickle] {
                scope.spawn(move || {
                    let (outcome, took, _) = against(step, says.clone());
                    assert!(took < SOON, "{step}, {says:?}: {took:?}");
                    assert_fits(step, &outcome);
                });
            }
        }
    });
}

#[test]
fn an_answer_of_many_lines_that_ends_is_one() {
    let long = format!("250-{}\r\n", "x".repeat(506)).repeat(99) + "250 ok\r\n";
    for step in ["EHLO", "MAIL", "RCPT", "."] {
        let (outcome, ..) = against(step, Says::Bytes(long.clone().into_bytes()));
        assert_eq!(outcome, Outcome::Accepted, "{step}");
    }
    let slow = Says::Then("250-a\r\n", Duration::from_millis(300), "250-b\r\n250 c\r\n");
    assert_eq!(against("RCPT", slow).0, Outcome::Accepted);
}

#[test]
fn a_mail_at_a_relay_without_an_end_waits_for_another_run() {
    for says in [Says::Flood, Says::Drip] {
        for (step, state) in [("greeting", "pending 0 0"), ("RCPT", "pending 0 0"), (".", "handed 1 0")] {
            let house = House::with_a_mail();
            let relay = Relay::at(step, says.clone());
            let began = Instant::now();
            let transport = Transport::Smtp(Box::new(relay.settings()));
            let round = deliver(&house.ctx, &transport).expect("a run");
            assert!(began.elapsed() < SOON, "{step}: {:?}", began.elapsed());
            assert_eq!((round.accepted, round.failed), (0, 0), "{step}: {round:?}");
            if step == "RCPT" {
                assert!(matches!(house.states()[0].as_str(), "pending 1 0" | "pending 0 0"), "{:?}", house.states());
            } else {
                assert_eq!(house.states(), [state], "{step}: {round:?}");
            }
            house.at("2024-05-17 09:10");
            assert_eq!(house.server.taken().len(), 1, "{step}");
        }
    }
}

#[test]
fn a_step_back_on_the_line_is_bounded_too() {
    for says in [Says::Flood, Says::Drip] {
        let house = House::with_a_mail();
        house.with_many(1);
        let (ways, busy) = (says.clone(), std::sync::atomic::AtomicBool::new(true));
        let relay = Relay::start(move |step| match step {
            "RCPT" if busy.swap(false, std::sync::atomic::Ordering::SeqCst) => {
                Some(Says::Bytes(b"451 4.3.2 later\r\n".to_vec()))
            }
            "RSET" => Some(ways.clone()),
            _ => None,
        });
        let began = Instant::now();
        let round = deliver(&house.ctx, &Transport::Smtp(Box::new(relay.settings()))).expect("a run");
        assert!(began.elapsed() < SOON && relay.poured() < BUFFERS, "{says:?}: {:?}", began.elapsed());
        assert_eq!((round.accepted, round.put_off), (1, 1), "{says:?}: on a line of its own: {round:?}");
    }
}
