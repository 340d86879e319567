//! Mails are claimed and read before the last of those that wait has left, and a mail is written down while the server is asked: no
//! line waits for the database, and nothing leaves before it is written down, or when it is in other hands.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use diesel::connection::SimpleConnection as _;
use duban::actions::{ActionError, Claim};
use duban::db::{DbError, Engine};
use duban::letters::{Composing, Later, Readiness};

use super::*;
use crate::support::relay::{Relay, Says};

/// Bytes as they are; what happens before they leave is somebody else's.
struct Bytes<F: Fn(&[Arc<Claim>]) + Sync>(F);

impl<F: Fn(&[Arc<Claim>]) + Sync> Composing for Bytes<F> {
    fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        (self.0)(&[Arc::new(claim.clone())]);
        let raw = format!("Message-ID: <{}>\r\nDate: Fri, 17 May 2024 01:00:00 +0000\r\n\r\n.", claim.mail.message_id);
        Ok(Readiness::Send { to: "reader@test.example".to_owned(), raw: raw.into(), fresh: None })
    }

    fn look_ahead<'a>(&'a self, claims: &[Arc<Claim>]) -> Result<Vec<Later<'a>>, ActionError> {
        (self.0)(claims);
        let quiet = Bytes(|_: &[Arc<Claim>]| {});
        let ready = |claim: &Arc<Claim>| -> Later<'a> {
            let ready = quiet.readiness(claim);
            Box::new(move || ready)
        };
        Ok(claims.iter().map(ready).collect())
    }
}

#[test]
fn the_next_mails_are_read_while_the_last_are_on_their_way() {
    let house = House::with_a_mail();
    house.with_many(200);
    let (read, most_ahead) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let watched = Bytes(|claims: &[Arc<Claim>]| {
        let before = read.fetch_add(claims.len(), Ordering::SeqCst);
        most_ahead.fetch_max(before.saturating_sub(house.server.taken().len()), Ordering::SeqCst);
    });
    let run = Courier::default().deliver_with(&house.ctx, &house.transport(), &watched, &|| true).expect("a run");
    assert_eq!((run.accepted, house.server.taken().len()), (201, 201), "{run:?}");
    let (most_ahead, lines) = (most_ahead.into_inner(), house.transport().lines());
    assert!(most_ahead > lines, "no more than {most_ahead} waited when others were read");
}

#[test]
fn a_message_leaves_once_it_is_written_down_and_the_server_is_asked_meanwhile() {
    let house = House::with_a_mail();
    let (is_locked, was_asked, left_early) = (AtomicBool::new(false), AtomicBool::new(false), AtomicBool::new(false));
    let seen = Arc::new((is_locked, was_asked, left_early));
    let noting = Arc::clone(&seen);
    let relay = Relay::start(move |step| {
        let is_locked = noting.0.load(Ordering::SeqCst);
        match step {
            "DATA" => noting.1.store(is_locked, Ordering::SeqCst),
            "." => noting.2.store(is_locked, Ordering::SeqCst),
            _ => {}
        }
        None
    });
    let (both, db) = (Arc::new(Barrier::new(2)), house.ctx.db.clone());
    let (seen_by, waits) = (Arc::clone(&seen), Arc::clone(&both));
    let locking = Bytes(move |_: &[Arc<Claim>]| {
        let (db, seen, both) = (db.clone(), Arc::clone(&seen_by), Arc::clone(&waits));
        std::thread::spawn(move || {
            let locked = db.write(|c| {
                c.batch_execute("UPDATE mails SET last_error = last_error").map_err(DbError::from)?;
                seen.0.store(true, Ordering::SeqCst);
                both.wait();
                std::thread::sleep(Duration::from_millis(700));
                seen.0.store(false, Ordering::SeqCst);
                Ok::<_, DbError>(())
            });
            locked.expect("a lock");
        });
        waits.wait();
    });
    let transport = Transport::Smtp(Box::new(relay.settings()));
    let run = Courier::default().deliver_with(&house.ctx, &transport, &locking, &|| true).expect("a run");
    assert_eq!(run.accepted, 1, "{run:?}");
    let [_, was_asked, left_early] = [&seen.0, &seen.1, &seen.2].map(|seen| seen.load(Ordering::SeqCst));
    assert!(was_asked, "the server was asked only afterwards");
    assert!(!left_early, "the message left before it was written down");
}

#[test]
fn what_others_took_while_the_server_thought_does_not_leave() {
    let house = House::with_a_mail();
    let left = Arc::new(AtomicBool::new(false));
    let noting = Arc::clone(&left);
    let slow = Says::Then("250-one moment\r\n", Duration::from_millis(1_500), "250 ok\r\n");
    let relay = Relay::start(move |step| {
        noting.fetch_or(step == ".", Ordering::SeqCst);
        (step == "RCPT").then(|| slow.clone())
    });
    let transport = Transport::Smtp(Box::new(MailSettings { timeout_seconds: 5, ..relay.settings() }));
    let run = std::thread::scope(|scope| {
        let run = scope.spawn(|| deliver(&house.ctx, &transport).expect("a run"));
        while house.states() != ["handed 1 0"] {
            assert!(!run.is_finished(), "{:?}", house.states());
            std::thread::sleep(Duration::from_millis(5));
        }
        execute(&house.ctx.db, "UPDATE mails SET owner = 'courier/other', fence = fence + 1");
        run.join().expect("no panic")
    });
    assert_eq!((run.accepted, left.load(Ordering::SeqCst)), (0, false), "{run:?}");
    execute(&house.ctx.db, "UPDATE mails SET owner = NULL");
    assert_eq!(house.at("2024-05-17 09:10").accepted, 1);
}

#[test]
fn what_the_server_put_off_before_the_message_is_put_together_anew() {
    let house = House::with_a_mail();
    house.with_many(3);
    house.server.fail_for("r1@test.example", Fault::Busy);
    let run = house.deliver();
    assert_eq!((run.accepted, run.put_off), (3, 1), "{run:?}");
    let kept = "SELECT count(*) FROM mails WHERE id = 1001 AND subject IS NULL AND to_address IS NULL \
                AND NOT EXISTS (SELECT 1 FROM mail_texts WHERE mail_id = 1001)";
    assert_eq!(number(&house.ctx.db, kept), 1, "it says what is so when it leaves");
    house.server.fail_for("r1@test.example", Fault::None);
    execute(&house.ctx.db, "UPDATE people SET email = 'moved@test.example' WHERE id = 1001");
    assert_eq!(house.at("2024-05-17 09:01").accepted, 1);
    assert_eq!(house.server.taken().last().map(|taken| taken.to.clone()).as_deref(), Some("moved@test.example"));
}

/// PostgreSQL counts what is read of an index, for each connection once it has ended.
#[test]
fn what_others_have_in_hand_is_not_gone_through_for_every_mail() {
    let house = House::with_a_mail();
    if house.ctx.db.engine() == Engine::Sqlite {
        return;
    }
    house.with_many(520);
    execute(&house.ctx.db, "ANALYZE mails");
    execute(&house.ctx.db, "UPDATE mails SET state = 'leased', owner = 'courier/other', attempts = 1 WHERE id > 1020");
    let ctx = context(&house.database, &[]);
    ctx.clock.set(house.ctx.clock.local_now());
    let run = deliver(&ctx, &house.over(1)).expect("a run");
    assert_eq!((run.accepted, run.held_by_others), (21, 1), "{run:?}");
    drop(ctx);
    let read = "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'mails_in_hand'";
    let (mut before, mut now) = (0, number(&house.ctx.db, read));
    while now == 0 || now != before {
        std::thread::sleep(Duration::from_millis(300));
        (before, now) = (now, number(&house.ctx.db, read));
    }
    assert!(now < 8 * 500, "{now} of those 500 were looked at for 21 mails");
}
