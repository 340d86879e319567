//! That a mail was taken is written down promptly, whatever the next one waits for: what is not written down when we die
//! leaves once more.

use std::process::{Child, Stdio};
use std::time::Instant;

use super::*;
use crate::support::command::{duban_at, terminate};

/// So many mails more, each a reader whom the server lets wait, on so many lines; the first mail is taken at once.
fn waiting(house: &House, lines: usize) {
    house.with_many(lines);
    for reader in 1..=lines {
        house.server.fail_for(&format!("r{reader}@test.example"), Fault::Stall);
    }
}

/// The real `deliver` on one line, at a server that it waits eight seconds for at most.
fn running(house: &House) -> Child {
    let mut run = duban_at("2024-05-17 09:00", &house.database);
    run.arg("deliver").env("DUBAN__MAIL__HOST", "127.0.0.1").env("DUBAN__MAIL__CONNECTIONS", "1");
    run.env("DUBAN__MAIL__PORT", house.server.port().to_string()).env("DUBAN__MAIL__TIMEOUT_SECONDS", "8");
    run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary starts")
}

/// Since when, until so many mails are taken.
fn taken(house: &House, mails: usize) -> Instant {
    let began = Instant::now();
    while house.server.taken().len() < mails {
        assert!(began.elapsed() < Duration::from_secs(20), "no mail is taken");
        std::thread::sleep(Duration::from_millis(1));
    }
    Instant::now()
}

fn accepted(house: &House) -> usize {
    number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'accepted'")
}

/// Waits until the database knows of a mail that was taken `since`: half the time in which the next one hangs.
fn known(house: &House, since: Instant) {
    while accepted(house) < 1 {
        assert!(since.elapsed() < Duration::from_secs(4), "nobody knows that it was taken");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_was_taken_is_known_within_a_moment_though_the_next_one_hangs() {
    let house = House::with_a_mail();
    waiting(&house, 1);
    let Transport::Smtp(settings) = house.transport() else { panic!("a server") };
    let transport = Transport::Smtp(Box::new(MailSettings { connections: 1, timeout_seconds: 8, ..*settings }));
    std::thread::scope(|scope| {
        scope.spawn(|| deliver(&house.ctx, &transport).expect("a run"));
        known(&house, taken(&house, 1));
    });
}

#[test]
fn what_a_killed_run_had_delivered_a_moment_before_is_not_sent_again() {
    let house = House::with_a_mail();
    waiting(&house, 1);
    let mut run = running(&house);
    known(&house, taken(&house, 1));
    run.kill().and_then(|()| run.wait()).expect("it has ended");
    assert_eq!(accepted(&house), 1);
    house.server.fail_for("r1@test.example", Fault::None);
    let courier = Courier::with_patience(Duration::ZERO);
    for at in ["2040-01-02 09:00", "2040-01-02 09:30"] {
        house.ctx.clock.set(parse_local(at).expect("a time"));
        courier.deliver(&house.ctx, &house.transport()).expect("a run");
    }
    let readers: Vec<String> = house.server.taken().into_iter().map(|taken| taken.to).collect();
    assert_eq!(readers.len(), 2, "{readers:?}");
}

#[test]
fn a_run_that_is_told_to_stop_writes_down_what_it_knows() {
    let house = House::with_a_mail();
    waiting(&house, 1);
    let mut run = running(&house);
    taken(&house, 1);
    terminate(&run);
    let code = run.wait().expect("it has ended").code();
    assert_eq!((code, accepted(&house)), (Some(1), 1));
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE owner IS NOT NULL"), 0, "others may go on");
}
