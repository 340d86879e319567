//! A server with a standby, as an address with two hosts names them: the one is used that takes what is written, and whoever ceases to do so
//! is left. `scripts/soak ha` does the same with two real servers.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use duban::db::{Database, DbConnection, DbError};

use crate::support::app::context;
use crate::support::database::{TestDatabase, execute, number};

/// A connection is asked again whether it is of use after such a while.
const A_WHILE: Duration = Duration::from_millis(60);

fn run(c: &mut DbConnection, statement: &str) -> Result<(), DbError> {
    Ok(c.batch_execute(statement)?)
}

/// The database over one connection, by an address whose first host is away.
fn by_two_hosts(database: &TestDatabase) -> Database {
    let url = database.url.replace('@', "@127.0.0.1:1,");
    let settings =
        [("DATABASE_URL", url.as_str()), ("DUBAN__DATABASE__POOL", "1"), ("DUBAN__DATABASE__WAIT_SECONDS", "1")];
    context(database, &settings).db
}

fn beat(db: &Database) -> Result<(), DbError> {
    db.write(|c| run(c, "INSERT INTO beats (name, beat, at) VALUES ('x', 1, '2024-05-06 01:00:00')"))
}

#[test]
fn a_session_that_may_not_write_any_more_is_left_where_there_is_another_host_and_else_it_still_reads() {
    let database = TestDatabase::new();
    let own = database.migrated();
    if !database.is_postgres() {
        return;
    }
    let db = by_two_hosts(&database);
    db.bare(|c| run(c, "SET default_transaction_read_only = on")).expect("a setting");
    std::thread::sleep(A_WHILE);
    beat(&db).expect("a write by another session");

    let one = context(&database, &[("DUBAN__DATABASE__POOL", "1")]).db;
    one.bare(|c| run(c, "SET default_transaction_read_only = on")).expect("a setting");
    std::thread::sleep(A_WHILE);
    let refused = one.write(|c| run(c, "DELETE FROM beats"));
    assert!(matches!(refused, Err(DbError::Storage { .. })), "{refused:?}");
    assert_eq!((number(&one, "SELECT count(*) FROM beats"), number(&own, "SELECT count(*) FROM beats")), (1, 1));
}

#[test]
fn while_nobody_takes_writes_they_are_refused_and_soon_after_somebody_does_they_go_through() {
    let database = TestDatabase::new();
    let own = database.migrated();
    if !database.is_postgres() {
        return;
    }
    let (db, cut_all) = (by_two_hosts(&database), database.cutter());
    let set = |what: &str| {
        let set = format!("EXECUTE format('ALTER DATABASE %I {what}', current_database())");
        execute(&own, &format!("BEGIN READ WRITE; DO $$ BEGIN {set}; END $$; COMMIT"));
    };
    set("SET default_transaction_read_only = on");
    cut_all();
    let refused = beat(&db);
    assert!(matches!(refused, Err(DbError::Busy { .. })), "{refused:?}");
    set("RESET default_transaction_read_only");
    let began = Instant::now();
    while let Err(error) = beat(&db) {
        assert!(began.elapsed() < Duration::from_secs(10), "{error:?}");
    }
    assert_eq!(number(&db, "SELECT count(*) FROM beats"), 1);
}
