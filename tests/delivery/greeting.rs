//! A line is open once each step of its beginning was agreed to by the one code that agrees to it.

use duban::config::{MailSettings, MailTls};
use duban::mail::Outcome;

use super::*;
use crate::support::relay::{Relay, Says, hand_over};

/// A relay that offers only that way to sign in, and answers so at a step.
fn offering(auth: &'static str, step: &'static str, answer: &'static str) -> Relay {
    Relay::start(move |now| match now {
        now if now == step => Some(Says::Bytes(format!("{answer}\r\n").into_bytes())),
        "EHLO" => Some(Says::Bytes(format!("250-test\r\n250-STARTTLS\r\n250 {auth}\r\n").into_bytes())),
        "AUTH" if auth.ends_with("LOGIN") => Some(Says::Bytes(b"334 VXNlcm5hbWU6\r\n".to_vec())),
        _ => None,
    })
}

fn signed_in(relay: &Relay) -> MailSettings {
    MailSettings { username: "duban".to_owned(), password: Some("geheim".to_owned()), ..relay.settings() }
}

#[test]
fn each_step_has_the_code_that_agrees_to_it_and_all_others_are_a_refusal() {
    for (step, auth, agrees) in [
        ("greeting", "AUTH PLAIN", "220"),
        ("EHLO", "AUTH PLAIN", "250"),
        ("STARTTLS", "AUTH PLAIN", "220"),
        ("AUTH", "AUTH PLAIN", "235"),
        ("AUTH", "AUTH LOGIN", "334"),
        ("name", "AUTH LOGIN", "334"),
        ("password", "AUTH LOGIN", "235"),
    ] {
        for code in ["200", "211", "220", "221", "235", "250", "251", "334", "354", "421", "454", "500", "535", "554"] {
            if code == agrees {
                continue;
            }
            let answer: &str = format!("{code} hm").leak();
            let relay = offering(auth, step, answer);
            let settings = match step {
                "STARTTLS" => MailSettings { tls: MailTls::Starttls, ..relay.settings() },
                _ => signed_in(&relay),
            };
            let outcome = hand_over(settings);
            let Outcome::NoConnection(said) = &outcome else { panic!("{step} {code}: {outcome:?}") };
            assert!(said.contains(code), "{step}: {said}");
            assert!(!relay.heard().iter().any(|line| line.starts_with("MAIL")), "{step} {code}");
        }
    }
}

#[test]
fn both_ways_of_signing_in_are_known() {
    let relay = offering("AUTH LOGIN PLAIN", "", "");
    assert_eq!(hand_over(signed_in(&relay)), Outcome::Accepted);
    assert!(relay.heard().contains(&"AUTH PLAIN AGR1YmFuAGdlaGVpbQ==".to_owned()), "{:?}", relay.heard());
    let relay = offering("auth=Login", "AUTH", "334 whatever it asks for");
    assert_eq!(hand_over(signed_in(&relay)), Outcome::Accepted);
    let heard = relay.heard();
    assert_eq!(heard[1..4], ["AUTH LOGIN", "ZHViYW4=", "Z2VoZWlt"], "{heard:?}");
    let neither = offering("AUTH GSSAPI", "", "");
    assert!(matches!(hand_over(signed_in(&neither)), Outcome::NoConnection(_)));
}

#[test]
fn what_came_in_the_clear_is_not_heard_in_tls() {
    let relay = Relay::at("STARTTLS", Says::Bytes(b"220 go\r\n250 AUTH PLAIN\r\n".to_vec()));
    let outcome = hand_over(MailSettings { tls: MailTls::Starttls, ..relay.settings() });
    let Outcome::NoConnection(said) = &outcome else { panic!("{outcome:?}") };
    assert!(said.contains("out of step") && said.contains("AUTH PLAIN"), "{said}");
}

#[test]
fn a_relay_that_is_wrong_before_any_mail_uses_none_up() {
    for (step, answer) in [("greeting", "250 hello"), ("greeting", "554 no"), ("EHLO", "220 hello"), ("EHLO", "502 no")]
    {
        let house = House::with_a_mail();
        let relay = Relay::at(step, Says::Bytes(format!("{answer}\r\n").into_bytes()));
        let round = deliver(&house.ctx, &Transport::Smtp(Box::new(relay.settings()))).expect("a run");
        assert!(round.no_connection.is_some(), "{step} {answer}: {round:?}");
        assert_eq!(house.states(), ["pending 0 0"], "{step} {answer}");
        assert_eq!(house.deliver().accepted, 1, "{step} {answer}");
    }
}
