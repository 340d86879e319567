//! Counters that stand at the last number their column takes: mails leave all the same.

use duban::actions::note_job;

use super::*;
use crate::support::leftovers::Leftover;

#[test]
fn a_mail_whose_counters_are_at_their_end_is_put_off_refused_and_sent_like_others() {
    let house = House::with_a_mail();
    house.with_many(3);
    let last = i32::MAX;
    execute(&house.ctx.db, &format!("UPDATE mails SET attempts = {last}, fence = {last}, strikes = {last}"));
    house.server.fail_for("r1@test.example", Fault::Busy);
    house.server.fail_for("r2@test.example", Fault::Content);
    let run = house.deliver();
    assert_eq!((run.accepted, run.put_off), (2, 1), "{run:?}");
    let put_off = format!("attempts = {last} AND fence = 0 AND state = 'pending'");
    assert_eq!(number(&house.ctx.db, &format!("SELECT count(*) FROM mails WHERE {put_off} AND id = 1001")), 1);
    let refused =
        format!("SELECT count(*) FROM mails WHERE strikes = {last} AND finished_at IS NOT NULL AND id = 1002");
    assert_eq!(number(&house.ctx.db, &refused), 1);
    house.server.fail_for("r1@test.example", Fault::None);
    assert_eq!(house.at("2024-05-17 10:00").accepted, 1);
}

#[test]
fn a_mail_in_doubt_without_number_ends_and_the_others_go() {
    let house = House::with_a_mail();
    house.with_many(2);
    let last = i32::MAX;
    execute(
        &house.ctx.db,
        &format!("UPDATE mails SET state = 'handed', doubts = {last}, attempts = {last} WHERE id = 1"),
    );
    assert_eq!(house.deliver().accepted, 2);
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'failed' AND id = 1"), 1);
}

#[test]
fn beats_and_failed_rounds_without_number_go_on() {
    let house = House::with_a_mail();
    house.database.may_leave(Leftover::FailedJob);
    let (long, last) = (i64::MAX, i32::MAX);
    execute(
        &house.ctx.db,
        &format!(
            "INSERT INTO beats (name, beat, at) VALUES ('courier/old', {long}, '2024-05-17 00:59:00'); \
             UPDATE beats SET beat = {long}; \
             INSERT INTO job_failures (job, rounds, since, last_at, reason) \
             VALUES ('deliver', {last}, '2024-05-17 00:00:00', '2024-05-17 00:00:00', '')"
        ),
    );
    duban::actions::beat(&house.ctx, "courier/old").expect("a beat");
    assert_eq!(number(&house.ctx.db, "SELECT beat FROM beats WHERE name = 'courier/old'"), 1);
    tick(&house.ctx).expect("a tick");
    note_job(&house.ctx, "deliver", Some("no connection")).expect("a note");
    assert_eq!(number(&house.ctx.db, "SELECT rounds FROM job_failures"), i32::MAX as usize);
}
