//! A courier that dies with a mail in hand: another one takes it over. One that lives keeps what it has.

use std::sync::Barrier;

use duban::actions::release_mails;
use duban::db::{DbError, beats};

use super::*;

#[test]
fn what_a_dead_courier_had_in_hand_is_taken_over() {
    let house = House::with_a_mail();
    execute(&house.ctx.db, "UPDATE mails SET state = 'leased', owner = 'courier/dead', attempts = 1, fence = 1");
    let courier = Courier::with_patience(Duration::from_millis(50));
    let run = |courier: &Courier| courier.deliver(&house.ctx, &house.transport()).expect("a run");
    assert_eq!(run(&courier).held_by_others, 1, "it may be alive");
    std::thread::sleep(Duration::from_millis(60));
    assert_eq!(run(&courier).held_by_others, 1, "while nobody looked it may have been as blind as we");
    std::thread::sleep(Duration::from_millis(60));
    let third = run(&courier);
    assert_eq!((third.released, third.accepted), (1, 1));
    assert_eq!(house.states(), ["accepted 2 0"]);
}

#[test]
fn what_a_dead_courier_was_handing_over_is_in_doubt() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::AfterDot]);
    assert_eq!(house.deliver().doubtful, 1);
    execute(&house.ctx.db, "UPDATE mails SET owner = 'courier/dead'");
    let courier = Courier::with_patience(Duration::ZERO);
    let run = courier.deliver(&house.ctx, &house.transport()).expect("a run");
    assert_eq!((run.released, run.accepted), (1, 0), "it waits for ten minutes");
    house.ctx.clock.set(parse_local("2024-05-17 09:10").expect("a time"));
    assert_eq!(courier.deliver(&house.ctx, &house.transport()).expect("a run").accepted, 1);
    let taken = house.server.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0], taken[1]);
}

#[test]
fn what_was_claimed_in_doubt_and_never_sent_again_is_no_more_in_doubt_than_before() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::Swallowed]);
    assert_eq!(house.deliver().doubtful, 1);
    let courier = Courier::with_patience(Duration::ZERO);
    for hour in 10..16 {
        execute(
            &house.ctx.db,
            "UPDATE mails SET state = 'leased', owner = 'courier/dead', doubts = doubts + 1, fence = fence + 1, attempts = attempts + 1",
        );
        house.ctx.clock.set(parse_local(&format!("2024-05-17 {hour}:00")).expect("a time"));
        let run = courier.deliver(&house.ctx, &house.transport()).expect("a run");
        assert_eq!((run.released, run.accepted), (1, 0));
    }
    assert_eq!(house.at("2024-05-17 16:00").accepted, 1);
    assert_eq!(house.server.taken().len(), 1);
}

/// Where a mail stands and who has it in hand may contradict each other in tables that somebody has mended by hand.
#[test]
fn no_open_mail_waits_for_good_whatever_the_table_says_of_it() {
    for (state, owner, doubts) in [
        ("pending", "'courier/dead'", 0),
        ("pending", "''", 1),
        ("leased", "NULL", 0),
        ("leased", "NULL", 1),
        ("leased", "'courier/dead'", 1),
        ("handed", "'courier/dead'", 1),
        ("handed", "NULL", 1),
    ] {
        let house = House::with_a_mail();
        let rows = format!("UPDATE mails SET state = '{state}', owner = {owner}, doubts = {doubts}, attempts = 1");
        execute(&house.ctx.db, &rows);
        let courier = Courier::with_patience(Duration::from_millis(60));
        let mut left = 0;
        for minute in [0, 10] {
            house.ctx.clock.set(parse_local(&format!("2024-05-17 09:{minute:02}")).expect("a time"));
            let run = courier.deliver_to_the_end(&house.ctx, &house.transport(), &|| true).expect("a run");
            left += run.accepted;
            assert!(minute > 0 || run.accepted + run.released > 0, "{state} {owner}: {run:?}");
        }
        assert_eq!((left, house.server.taken().len()), (1, 1), "{state} {owner}: {:?}", house.states());
        assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE owner IS NOT NULL"), 0);
    }
}

#[test]
fn a_finished_mail_in_somebodys_hands_is_let_go_and_nothing_more() {
    let house = House::with_a_mail();
    assert_eq!(house.deliver().accepted, 1);
    execute(&house.ctx.db, "UPDATE mails SET owner = 'courier/dead'");
    let courier = Courier::with_patience(Duration::from_millis(60));
    let run = courier.deliver_to_the_end(&house.ctx, &house.transport(), &|| true).expect("a run");
    assert_eq!((run.released, run.accepted, run.held_by_others), (0, 0, 0), "{run:?}");
    assert_eq!(house.states(), ["accepted 1 0"]);
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE owner IS NOT NULL"), 0);
}

#[test]
fn a_single_run_takes_over_what_a_killed_one_had_in_hand() {
    let house = House::with_a_mail();
    house.with_many(3);
    execute(
        &house.ctx.db,
        "UPDATE mails SET state = 'leased', owner = 'courier/dead', attempts = 1, fence = 1 WHERE id IN (1, 1001); \
         INSERT INTO beats (name, beat, at) VALUES ('courier/dead', 7, '2024-05-17 00:59:00')",
    );
    let courier = Courier::with_patience(Duration::from_millis(100));
    let run = courier.deliver_to_the_end(&house.ctx, &house.transport(), &|| true).expect("a run");
    assert_eq!((run.accepted, run.released, run.held_by_others), (4, 2, 0), "{run:?}");
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM beats WHERE name LIKE 'courier/%'"), 0);
}

#[test]
fn what_somebody_alive_has_in_hand_is_left_alone() {
    let house = House::with_a_mail();
    house.with_many(2);
    execute(
        &house.ctx.db,
        "UPDATE mails SET state = 'leased', owner = 'courier/alive', attempts = 1, fence = 1 WHERE id = 1",
    );
    let going = std::sync::atomic::AtomicBool::new(true);
    let run = std::thread::scope(|scope| {
        scope.spawn(|| {
            while going.load(std::sync::atomic::Ordering::Relaxed) {
                duban::actions::beat(&house.ctx, "courier/alive").expect("a beat");
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let courier = Courier::with_patience(Duration::from_secs(20));
        let run = courier.deliver_to_the_end(&house.ctx, &house.transport(), &|| true).expect("a run");
        going.store(false, std::sync::atomic::Ordering::Relaxed);
        run
    });
    assert_eq!((run.accepted, run.released, run.held_by_others), (2, 0, 1), "{run:?}");
}

#[test]
fn a_mail_that_was_in_dying_hands_twice_lets_the_others_go_first() {
    let house = House::with_a_mail();
    house.with_many(2);
    execute(
        &house.ctx.db,
        "UPDATE mails SET state = 'leased', owner = 'courier/dead', attempts = 2, fence = 2 WHERE id = 1",
    );
    let courier = Courier::with_patience(Duration::ZERO);
    assert_eq!(courier.deliver(&house.ctx, &house.transport()).expect("a run").accepted, 2);
    assert_eq!(house.at("2024-05-17 09:01").accepted, 1);
}

#[test]
fn beats_of_couriers_that_ended_without_a_word_are_forgotten() {
    let house = House::with_a_mail();
    execute(
        &house.ctx.db,
        "INSERT INTO beats (name, beat, at) VALUES ('courier/lost', 7, '2024-05-16 00:00:00'), ('scheduler', 1, '2024-05-16 00:00:00') ON CONFLICT DO NOTHING",
    );
    house.deliver();
    assert_eq!(lines(&house.ctx.db, "SELECT name AS line FROM beats"), ["scheduler"]);
}

/// The courier `courier/slow` has a mail in hand and has beaten seven times.
fn with_a_slow_courier() -> House {
    let house = House::with_a_mail();
    execute(
        &house.ctx.db,
        "UPDATE mails SET state = 'leased', owner = 'courier/slow', attempts = 1, fence = 1; \
         INSERT INTO beats (name, beat, at) VALUES ('courier/slow', 7, '2024-05-17 00:59:00')",
    );
    house
}

#[test]
fn whoever_has_beaten_since_it_was_looked_at_keeps_what_it_has() {
    let house = with_a_slow_courier();
    let release = |name, seen| release_mails(&house.ctx, name, seen).expect("an answer");
    for seen in [None, Some(0), Some(6), Some(8)] {
        assert_eq!(release("courier/slow", seen), None, "{seen:?}");
        assert_eq!(house.states(), ["leased 1 0"]);
        assert_eq!(number(&house.ctx.db, "SELECT beat FROM beats WHERE name = 'courier/slow'"), 7);
    }
    assert_eq!(release("courier/slow", Some(7)), Some(1));
    assert_eq!(house.states(), ["pending 1 0"]);
    assert_eq!(release("courier/unheard", None), Some(0));
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM beats WHERE name LIKE 'courier/%'"), 0);
}

#[test]
fn a_beat_that_is_just_being_stored_counts() {
    for seen in [Some(7), None] {
        let (house, both) = (with_a_slow_courier(), Barrier::new(2));
        if seen.is_none() {
            execute(&house.ctx.db, "DELETE FROM beats");
        }
        let released = std::thread::scope(|scope| {
            scope.spawn(|| {
                let now = house.ctx.clock.now();
                let beat = house.ctx.db.write(|c| {
                    beats::beat(c, "courier/slow", now)?;
                    both.wait();
                    std::thread::sleep(Duration::from_millis(300));
                    Ok::<_, DbError>(())
                });
                beat.expect("a beat");
            });
            both.wait();
            release_mails(&house.ctx, "courier/slow", seen).expect("an answer")
        });
        assert_eq!((released, house.states()), (None, vec!["leased 1 0".to_owned()]), "{seen:?}");
    }
}

#[test]
fn while_the_beats_cannot_be_read_nobody_dies() {
    let house = with_a_slow_courier();
    let courier = Courier::with_patience(Duration::from_millis(400));
    let run = || courier.deliver(&house.ctx, &house.transport());
    assert_eq!(run().expect("a run").held_by_others, 1);
    // Neither can the other one beat.
    execute(&house.ctx.db, "ALTER TABLE beats RENAME TO beats_away");
    std::thread::sleep(Duration::from_millis(500));
    assert!(run().is_err());
    execute(&house.ctx.db, "ALTER TABLE beats_away RENAME TO beats");
    let first = run().expect("a run");
    assert_eq!((first.released, first.held_by_others), (0, 1), "it has had no time to beat");
    duban::actions::beat(&house.ctx, "courier/slow").expect("a beat");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(run().expect("a run").held_by_others, 1, "it lives");
    assert_eq!(house.states(), ["leased 1 0"]);
}
