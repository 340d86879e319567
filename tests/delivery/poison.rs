//! One mail never stands in the way of the others, whatever it does.

use duban::actions::{ActionError, Claim};
use duban::db::Engine;
use duban::letters::{Composing, Readiness};
use duban::views::mail_flow;

use super::*;
use crate::support::leftovers::Leftover;

/// What is wrong with the first twenty, in the table and at the server.
fn poison(house: &House) {
    let (sign, nothing) = match house.ctx.db.engine() {
        Engine::Sqlite => ("char", "char(0)"),
        Engine::Postgres => ("chr", "''"),
    };
    execute(
        &house.ctx.db,
        &format!(
            "UPDATE people SET name = 'Wei' || {sign}(13) || {sign}(10) || 'Bcc: x@test.example' WHERE id BETWEEN 1001 AND 1005; \
             UPDATE people SET email = 'no address ' || id WHERE id BETWEEN 1006 AND 1008; \
             UPDATE mails SET kind = 'event', key = 'event/999999/' || id WHERE id = 1009; \
             UPDATE mails SET kind = 'nonsense' WHERE id = 1010; \
             UPDATE mails SET message_id = 'a' || {sign}(13) || {sign}(10) || 'b' || {nothing} WHERE id IN (1011, 1012)"
        ),
    );
    for (reader, fault) in [
        (13, Fault::HangUpAtReader),
        (14, Fault::HangUpAtReader),
        (15, Fault::HangUpAtReader),
        (16, Fault::Stall),
        (17, Fault::Relaying),
        (18, Fault::Content),
        (19, Fault::Plain550),
        (20, Fault::NoSuchReader),
    ] {
        house.server.fail_for(&format!("r{reader}@test.example"), fault);
    }
}

/// Healthy ones behind twenty that are not.
fn with_poisoned(mails: usize) -> House {
    let house = House::with_a_mail();
    house.with_many(mails);
    poison(&house);
    house
}

#[test]
fn a_thousand_mails_behind_twenty_poisoned_ones_all_leave() {
    let house = with_poisoned(1020);
    house.database.may_leave(Leftover::UncomposedMail);
    let round = house.deliver_with_patience_of(1);
    assert!(round.accepted >= 1000, "{round:?}");
    let waiting = "SELECT count(*) FROM mails WHERE state <> 'accepted' AND (id = 1 OR id > 1020)";
    assert_eq!(number(&house.ctx.db, waiting), 0, "a healthy one was left behind");
    for minute in [1, 3, 8, 18, 33, 48] {
        house.ctx.clock.set(parse_local(&format!("2024-05-17 09:{minute:02}")).expect("a time"));
        house.deliver_with_patience_of(1);
    }
    let states = "SELECT id || ' ' || state AS line FROM mails WHERE id BETWEEN 1006 AND 1020 AND id NOT IN (1011, 1012) ORDER BY id";
    let expected = [
        "1006 failed",
        "1007 failed",
        "1008 failed",
        "1009 failed",
        "1010 pending",
        "1013 pending",
        "1014 pending",
        "1015 pending",
        "1016 pending",
        "1017 failed",
        "1018 failed",
        "1019 failed",
        "1020 bounced",
    ];
    assert_eq!(lines(&house.ctx.db, states), expected);
    // A kind of another version is its to send: that mail is left alone.
    let silent = "SELECT count(*) FROM mails WHERE state <> 'accepted' AND last_error IS NULL AND id <> 1010";
    assert_eq!(number(&house.ctx.db, silent), 0, "each says why");
    let flow = house.ctx.db.read(|c| mail_flow(&house.ctx, c)).expect("how mail leaves");
    assert_eq!((flow.due, flow.due_since), (0, None), "what waits for another program does not wait here");
    for taken in house.server.taken() {
        let (head, _) = taken.raw.split_once("\r\n\r\n").expect("a head");
        assert!(!head.contains("\r\nBcc:") && head.contains("\r\nTo: "), "{head}");
    }
    let to_named = house.server.taken().iter().filter(|taken| taken.to == "r1@test.example").count();
    assert_eq!(to_named, 1, "a reader with a bad name gets the mail");
}

#[test]
fn a_server_that_hangs_up_at_the_first_reader_is_called_again_for_the_others() {
    let house = House::with_a_mail();
    house.with_many(3);
    house.server.fail_for("r1@test.example", Fault::HangUpAtReader);
    let round = house.deliver();
    assert_eq!((round.accepted, round.put_off), (3, 1), "{round:?}");
    assert_eq!(
        lines(&house.ctx.db, "SELECT state || ' ' || attempts AS line FROM mails WHERE id = 1001"),
        ["pending 1"]
    );
}

/// Puts the letters together as ever, and panics over one of them.
struct Panicking<'a>(&'a Context);

impl Composing for Panicking<'_> {
    fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        assert_ne!(claim.mail.id.get(), 1001, "no letter like this");
        let raw = format!("Message-ID: <{}>\r\nDate: {}\r\n\r\n.", claim.mail.message_id, self.0.clock.now());
        Ok(Readiness::Send { to: "reader@test.example".to_owned(), raw: raw.into(), fresh: None })
    }
}

#[test]
fn a_mail_that_panics_steps_back_and_fails_by_itself_after_three_tries() {
    let house = House::with_a_mail();
    house.database.may_leave(Leftover::UncomposedMail);
    house.with_many(30);
    let transport = house.transport();
    for (at, accepted, stands) in [("09:00", 30, "pending 1"), ("09:01", 0, "pending 2"), ("09:03", 0, "failed 3")] {
        house.ctx.clock.set(parse_local(&format!("2024-05-17 {at}")).expect("a time"));
        let courier = Courier::default();
        let run = courier.deliver_with(&house.ctx, &transport, &Panicking(&house.ctx), &|| true).expect("a run");
        assert_eq!(run.accepted, accepted, "{at}");
        let state = "SELECT state || ' ' || attempts AS line FROM mails WHERE id = 1001";
        assert_eq!(lines(&house.ctx.db, state), [stands], "{at}");
    }
    let said = &lines(&house.ctx.db, "SELECT last_error AS line FROM mails WHERE id = 1001")[0];
    assert!(said.starts_with("not_composed: ") && said.contains("no letter like this"), "{said}");
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM notices WHERE settled_at IS NULL"), 0);
}

#[test]
fn a_sender_that_is_none_is_no_mails_fault() {
    let house = House::with_a_mail();
    house.with_many(3);
    let mut settings = (*house.ctx.settings).clone();
    settings.mail.from = "no address".to_owned();
    let ctx = Context { settings: std::sync::Arc::new(settings), ..house.ctx.clone() };
    let run = Courier::default().deliver(&ctx, &house.transport());
    assert!(run.is_ok_and(|done| done.accepted == 0 && done.failed == 0), "none is blamed");
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE finished_at IS NOT NULL AND id > 1000"), 0);
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE attempts > 0 AND id > 1000"), 0);
}
