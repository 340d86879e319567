//! Connections that break off.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use duban::db::{DbConnection, DbError};
use duban::domain::id::PlanId;
use duban::domain::person::Role;
use serde_json::json;

use crate::support::api::OFFICE;
use crate::support::app::{TestApp, context};
use crate::support::database::{TestDatabase, cut, lines, number};
use crate::support::office::Office;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn run(c: &mut DbConnection, statement: &str) -> Result<(), DbError> {
    Ok(c.batch_execute(statement)?)
}

/// Ends the connection that asks, from another one.
fn end_own(database: &TestDatabase, c: &mut DbConnection) {
    let own = sql_query("SELECT pg_backend_pid()::text AS line").load::<Line>(c).expect("a number");
    cut(database.url.split('?').next().expect("a server"), &format!("pid = {}", own[0].line));
}

fn beats(database: &TestDatabase) -> Vec<String> {
    lines(&database.open(), "SELECT name AS line FROM beats ORDER BY name")
}

const BEAT: &str = "INSERT INTO beats (name, beat, at) VALUES ('x', 1, '2024-05-06 01:00:00')";

#[test]
fn a_write_whose_connection_breaks_off_is_done_once_on_another_one() {
    let database = TestDatabase::new();
    let (db, cut_all) = (database.migrated(), database.cutter());
    if !database.is_postgres() {
        return;
    }
    for in_the_middle in [false, true] {
        let mut calls = 0;
        let done = db.write(|c| {
            calls += 1;
            if calls == 1 && in_the_middle {
                end_own(&database, c);
            } else if calls == 1 {
                cut_all();
            }
            run(c, "DELETE FROM beats")?;
            run(c, BEAT)?;
            Ok::<_, DbError>(calls)
        });
        assert_eq!((done.expect("done"), calls), (2, 2), "in the middle: {in_the_middle}");
        assert_eq!(beats(&database), ["x"]);
    }
}

/// Its first commit fails on the way.
const FAILS_AT_COMMIT: &str = "CREATE SEQUENCE commits;
    CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('commits') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(5); END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON beats DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION break_off()";

#[test]
fn a_commit_that_the_server_gave_up_is_done_once_on_another_connection() {
    let database = TestDatabase::new();
    let db = database.migrated();
    if !database.is_postgres() {
        return;
    }
    db.bare(|c| run(c, FAILS_AT_COMMIT)).expect("a trigger");
    let mut calls = 0;
    db.write(|c| {
        calls += 1;
        run(c, BEAT)
    })
    .expect("done");
    assert_eq!((calls, beats(&database)), (2, vec!["x".to_owned()]));
}

/// The way to the server, on which the answer to a commit is lost.
struct Way {
    url: String,
    loses_next: Arc<AtomicBool>,
    blocked: Arc<AtomicBool>,
}

impl Way {
    fn to(database: &TestDatabase) -> Self {
        let (head, tail) = database.url.split_once('@').expect("an address");
        let (server, rest) = tail.split_once('/').expect("a server");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("{head}@{}/{rest}", listener.local_addr().expect("an address"));
        let way = Self { url, loses_next: Arc::default(), blocked: Arc::default() };
        let (server, loses_next, blocked) = (server.to_owned(), Arc::clone(&way.loses_next), Arc::clone(&way.blocked));
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if blocked.load(Ordering::Relaxed) {
                    continue;
                }
                let server = TcpStream::connect(&server).expect("the server");
                let mut back = (server.try_clone().expect("a socket"), client.try_clone().expect("a socket"));
                std::thread::spawn(move || std::io::copy(&mut back.0, &mut back.1));
                let loses_next = Arc::clone(&loses_next);
                std::thread::spawn(move || forward(client, server, &loses_next));
            }
        });
        way
    }
}

/// What the client says goes to the server; once the client does not hear what becomes of its commit.
fn forward(mut client: TcpStream, mut server: TcpStream, loses_next: &AtomicBool) {
    let mut bytes = [0; 4096];
    while let Ok(n @ 1..) = client.read(&mut bytes) {
        let is_commit = bytes[..n].windows(6).any(|word| word == b"COMMIT");
        if is_commit && loses_next.swap(false, Ordering::Relaxed) {
            drop(client.shutdown(Shutdown::Both));
        }
        if server.write_all(&bytes[..n]).is_err() {
            return;
        }
    }
}

#[test]
fn where_the_answer_to_a_commit_is_lost_the_server_is_asked_and_else_nobody_knows() {
    let database = TestDatabase::new();
    let direct = database.migrated();
    if !database.is_postgres() {
        return;
    }
    let way = Way::to(&database);
    let db = context_of(&way.url, &database).db;
    let mut calls = 0;
    way.loses_next.store(true, Ordering::Relaxed);
    let done = db.write(|c| {
        calls += 1;
        run(c, BEAT)
    });
    done.expect("it is stored, and the server says so");
    assert_eq!((calls, beats(&database)), (1, vec!["x".to_owned()]));

    let mut calls = 0;
    way.loses_next.store(true, Ordering::Relaxed);
    way.blocked.store(true, Ordering::Relaxed);
    let done = db.write(|c| {
        calls += 1;
        run(c, &BEAT.replace("'x'", "'y'"))
    });
    assert!(matches!(done, Err(DbError::Unsure { .. })), "{done:?}");
    assert_eq!(calls, 1, "it was tried again although it may be stored");
    assert_eq!(number(&direct, "SELECT count(*) FROM beats WHERE name = 'y'"), 1, "it is stored in fact");
}

/// What the application is given, with another address of the same database.
fn context_of(url: &str, database: &TestDatabase) -> duban::actions::Context {
    let one = [("DUBAN__DATABASE__POOL", "1"), ("DUBAN__DATABASE__WAIT_SECONDS", "1")];
    context(database, &[("DATABASE_URL", url), one[0], one[1]])
}

#[test]
fn a_page_is_read_although_every_connection_was_cut() {
    let database = TestDatabase::new();
    let (db, cut_all) = (database.migrated(), database.cutter());
    for _ in 0..5 {
        cut_all();
        assert_eq!(number(&db, "SELECT count(*) FROM plans"), 0);
    }
}

#[test]
fn a_read_sees_one_state_whoever_writes_meanwhile() {
    let database = TestDatabase::new();
    let (db, other) = (database.migrated(), database.open());
    let counted = db.read(|c| {
        let mut count = || sql_query("SELECT CAST(count(*) AS TEXT) AS line FROM beats").load::<Line>(c);
        let before = count()?.remove(0).line;
        other.write(|c| run(c, BEAT)).expect("another write");
        Ok::<_, DbError>((before, count()?.remove(0).line))
    });
    assert_eq!(counted.expect("an answer"), ("0".to_owned(), "0".to_owned()));
    assert_eq!(number(&db, "SELECT count(*) FROM beats"), 1);
}

#[test]
fn two_that_lock_each_other_out_are_both_done() {
    let database = TestDatabase::new();
    let db = database.migrated();
    if !database.is_postgres() {
        return;
    }
    db.write(|c| run(c, &format!("{BEAT}; {}", BEAT.replace("'x'", "'y'")))).expect("two rows");
    let (both, calls) = (Barrier::new(2), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for order in [["x", "y"], ["y", "x"]] {
            let (db, both, calls) = (&db, &both, &calls);
            scope.spawn(move || {
                let mut first = true;
                db.write(|c| {
                    calls.fetch_add(1, Ordering::Relaxed);
                    run(c, &format!("UPDATE beats SET beat = beat + 1 WHERE name = '{}'", order[0]))?;
                    if std::mem::take(&mut first) {
                        both.wait();
                    }
                    run(c, &format!("UPDATE beats SET beat = beat + 1 WHERE name = '{}'", order[1]))
                })
                .expect("both are done");
            });
        }
    });
    assert!(calls.into_inner() > 2, "they did not lock each other out");
    assert_eq!(lines(&db, "SELECT CAST(beat AS TEXT) AS line FROM beats"), ["3", "3"]);
}

#[test]
fn a_step_with_its_notice_and_a_tick_of_the_plan_pass_each_other() {
    let office = Office::empty("2024-03-01");
    if !office.database.is_postgres() {
        return;
    }
    let touch = "UPDATE obligations SET version = version + 1 WHERE id = (SELECT min(id) FROM obligations)";
    let notice = "INSERT INTO notices (key, plan_id, subject, due_rev, rung, unit_id, role, channel, fired_on, rules, created_at) \
         SELECT 'a-test', plan_id, 'a-test', 0, 'returned', unit_id, 'liaison', 'mail', '2024-03-01', '', '2024-03-01' \
         FROM obligations ORDER BY id LIMIT 1";
    let plan: PlanId = lines(office.db(), "SELECT CAST(id AS TEXT) AS line FROM plans")[0].parse().expect("a number");
    let (both, calls) = (Barrier::new(2), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let step = office.db().write(|c| {
                calls.fetch_add(1, Ordering::Relaxed);
                run(c, touch)?;
                both.wait();
                run(c, notice)
            });
            step.expect("the step");
        });
        scope.spawn(|| {
            let tick = office.db().write(|c| {
                calls.fetch_add(1, Ordering::Relaxed);
                duban::db::plan::plans::lock(c, plan)?;
                both.wait();
                run(c, touch)
            });
            tick.expect("the tick");
        });
    });
    assert_eq!(calls.into_inner(), 2, "one of them had to be tried again");
    assert_eq!(number(office.db(), "SELECT count(*) FROM notices WHERE key = 'a-test'"), 1);
}

#[actix_web::test]
async fn while_connections_are_cut_every_answer_says_what_is_stored() {
    let app = TestApp::start().await;
    let coordinator = app.api_of("qin", OFFICE, Role::Coordinator).await;
    let id = coordinator.list("/obligations", &[("limit", "1")]).await.body["items"][0]["id"].clone();
    let (ended, cut_all) = (Arc::new(AtomicBool::new(false)), app.database.cutter());
    let seen = Arc::clone(&ended);
    let vandal = std::thread::spawn(move || {
        // Some calls get through on a slow machine, and some are cut on a quick one.
        for pause in [20, 60, 250].into_iter().cycle().take_while(|_| !seen.load(Ordering::Relaxed)) {
            cut_all();
            std::thread::sleep(Duration::from_millis(pause));
        }
    });
    let mut answers = Vec::new();
    for n in 0..25 {
        let call = json!({"spoke_with": "韦某", "answer": format!("call {n}.")});
        answers.push(coordinator.post(&format!("/obligations/{id}/calls"), &call).await);
    }
    ended.store(true, Ordering::Relaxed);
    vandal.join().expect("its end");
    for (n, answer) in answers.iter().enumerate() {
        let stored = number(&app.ctx.db, &format!("SELECT count(*) FROM calls WHERE answer = 'call {n}.'"));
        let said = answer.body["detail"].as_str().unwrap_or_default();
        match answer.status {
            200 => assert_eq!(stored, 1, "{n}: {answer:?}"),
            503 if said.contains("may be stored") => assert!(stored <= 1, "{n}: {answer:?}"),
            503 if said.contains("It is stored") => assert_eq!(stored, 1, "{n}: {answer:?}"),
            503 => assert_eq!(stored, 0, "{n}: {answer:?}"),
            _ => panic!("{n}: {answer:?}"),
        }
    }
    assert!(answers.iter().any(|answer| answer.status == 200), "nothing got through");
}
