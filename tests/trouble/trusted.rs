//! A connection that answered a moment ago is used without being asked first; where one broke off, all are asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use diesel::connection::{Connection as _, InstrumentationEvent, SimpleConnection as _};
use duban::db::{Database, DbConnection, DbError};

use crate::support::app::context;
use crate::support::database::TestDatabase;

/// So long a connection is trusted.
const TRUSTED: Duration = Duration::from_millis(50);

fn with_pool(database: &TestDatabase, connections: usize) -> Database {
    let connections = connections.to_string();
    let db = context(database, &[("DUBAN__DATABASE__POOL", &connections)]).db;
    db.migrate().expect("migrations");
    db
}

fn run(c: &mut DbConnection, statement: &str) -> Result<(), DbError> {
    Ok(c.batch_execute(statement)?)
}

fn look(db: &Database) {
    db.read(|c| run(c, "SELECT 2")).expect("an answer");
}

/// How often the one connection of a pool of one is asked whether it answers.
fn pings(db: &Database) -> Arc<AtomicUsize> {
    let pings = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&pings);
    db.bare(|c| {
        c.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event
                && query.to_string().starts_with("SELECT 1")
            {
                seen.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(())
    })
    .expect("a connection");
    pings
}

#[test]
fn a_connection_that_answered_a_moment_ago_is_not_asked_again_and_one_that_was_idle_is() {
    let database = TestDatabase::new();
    let db = with_pool(&database, 1);
    let pings = pings(&db);
    let (mut trusted, mut tries) = (0, 0);
    while trusted < 20 {
        tries += 1;
        assert!(tries < 2_000, "this machine is too slow to tell");
        let began = Instant::now();
        look(&db);
        let before = pings.load(Ordering::Relaxed);
        look(&db);
        if began.elapsed() < TRUSTED {
            assert_eq!(pings.load(Ordering::Relaxed), before, "it was asked {:?} after it answered", began.elapsed());
            trusted += 1;
        }
    }
    let before = pings.load(Ordering::Relaxed);
    for idle in 1..=3 {
        std::thread::sleep(TRUSTED + Duration::from_millis(10));
        look(&db);
        assert_eq!(pings.load(Ordering::Relaxed), before + idle, "whoever was idle may be gone");
    }
}

#[test]
fn one_that_failed_is_asked_before_it_is_used_again() {
    let database = TestDatabase::new();
    let db = with_pool(&database, 1);
    let pings = pings(&db);
    for _ in 0..3 {
        look(&db);
        let before = pings.load(Ordering::Relaxed);
        db.read(|c| run(c, "SELECT nothing")).expect_err("no such column");
        look(&db);
        assert!(pings.load(Ordering::Relaxed) > before, "it was used again unasked");
    }
}

/// So many connections: more than a write is tried.
const MANY: usize = 8;

/// Uses every connection of the pool.
fn use_all(db: &Database) {
    let all = Barrier::new(MANY);
    std::thread::scope(|scope| {
        for _ in 0..MANY {
            scope.spawn(|| {
                db.read(|c| {
                    run(c, "SELECT 2")?;
                    all.wait();
                    Ok::<_, DbError>(())
                })
                .expect("an answer");
            });
        }
    });
}

#[test]
fn where_all_connections_break_off_at_once_a_write_does_not_try_one_after_another() {
    let database = TestDatabase::new();
    let (db, cut_all) = (with_pool(&database, MANY), database.cutter());
    if !database.is_postgres() {
        return;
    }
    let (mut told, mut tries) = (0, 0);
    while told < 3 {
        tries += 1;
        assert!(tries < 400, "this machine is too slow to tell");
        use_all(&db);
        let answered = Instant::now();
        cut_all();
        // Trusted all of them, and dead all of them: more than four tries reach.
        told += usize::from(answered.elapsed() < TRUSTED / 2);
        let done = db.write(|c| run(c, "DELETE FROM beats"));
        assert!(done.is_ok(), "try {tries}: {done:?}");
    }
}
