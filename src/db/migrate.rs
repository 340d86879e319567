//! Migrations, by one process at a time, and which program may run on which tables.
//!
//! Everything that is pending runs in one transaction: a second process waits for it and finds nothing left to do, and one
//! that dies in the middle has done nothing.

use std::collections::BTreeSet;
use std::time::Duration;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::dialect::on_either;
use super::schema::{TABLES, compatibility};
use super::transaction::{Keeping, NUMBER};
use super::{DbConnection, DbError, DbResult};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// The level of this program. A migration that older programs must not run on writes a higher one into `compatibility`, and
/// this number is raised with it; tables that older programs can use leave it as it is.
pub const PROGRAM_LEVEL: i32 = 5;

/// So long a process waits for another one that migrates.
pub(super) const PATIENCE: Duration = Duration::from_secs(3600);

/// A migration as it is remembered, and as people know it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    version: String,
    name: String,
}

/// Runs what is pending on a connection of its own, after everybody who is at it; the names of what ran.
pub(super) fn run(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    let migrations = own(connection);
    if let DbConnection::Sqlite(_) = connection {
        // A table that is built anew is dropped while others refer to it; what refers where is counted at the end.
        connection.batch_execute("PRAGMA foreign_keys = OFF")?;
    }
    let done = connection.in_write_transaction(Keeping::Disk, DbConnection::transaction_number, |c| {
        wait_for_turn(c)?;
        refuse_newer(c)?;
        let names = pending(c)?;
        if names.is_empty() {
            return Ok(names);
        }
        let broken = broken_references(c)?;
        if has_table(c, "posts")? {
            name_double_posts(c)?;
        }
        on_either!(c, c => c.run_pending_migrations(migrations).map(drop)).map_err(failed)?;
        match broken_references(c)? - broken {
            0 => Ok(names),
            n => Err(failed(format!("{n} references lead nowhere"))),
        }
    });
    done.map_err(|attempt| attempt.error)
}

/// Names the posts that stand twice, which a migration merges.
fn name_double_posts(connection: &mut DbConnection) -> DbResult<()> {
    let double: Vec<Name> = sql_query(
        "SELECT people.name || ' ' || posts.role || ' ' || units.name AS name FROM posts \
         JOIN people ON people.id = posts.person_id JOIN units ON units.id = posts.unit_id WHERE posts.until IS NULL \
         GROUP BY people.id, people.name, posts.role, units.id, units.name HAVING count(*) > 1",
    )
    .load(connection)?;
    for Name { name } in double {
        tracing::warn!(post = name, "a post stood twice and is one from now on, from its earliest day");
    }
    Ok(())
}

/// The names of what has not run yet, in order; reads only.
pub(super) fn pending(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    let applied = applied(connection)?;
    let left = known(connection)?.into_iter().filter(|one| !applied.contains(&one.version));
    Ok(left.map(|one| one.name).collect())
}

/// Refuses tables that a newer program has made and that this one is too old for, and such as have to say who may run on them
/// and do not.
pub(super) fn refuse_newer(connection: &mut DbConnection) -> DbResult<()> {
    let known: BTreeSet<String> = known(connection)?.into_iter().map(|one| one.version).collect();
    let applied = applied(connection)?;
    let newest_unknown = applied.iter().rfind(|version| !known.contains(*version));
    match (oldest_program(connection)?, newest_unknown) {
        (Some(needs), _) if needs <= PROGRAM_LEVEL => Ok(()),
        // Migrations are left that will make them say it.
        (None, None) if !known.is_subset(&applied) => Ok(()),
        (None, None) => Err(silent()),
        (needs, migration) => Err(too_new(needs, migration.cloned())),
    }
}

/// The same in the middle of the work, for every write: a newer program may have changed the tables meanwhile. One question
/// by key, which answers with the transaction's number too.
pub(super) fn admit(connection: &mut DbConnection) -> DbResult<Option<i64>> {
    let (row, needs) = (compatibility::table.find(1_i64), compatibility::oldest_program);
    let found: Option<(i32, Option<i64>)> = match connection {
        DbConnection::Sqlite(c) => row.select(needs).first(c).optional()?.map(|needs| (needs, None)),
        DbConnection::Postgres(c) => row.select((needs, sql::<Nullable<BigInt>>(NUMBER))).first(c).optional()?,
    };
    match found {
        Some((needs, _)) if needs > PROGRAM_LEVEL => Err(too_new(Some(needs), None)),
        Some((_, number)) => Ok(number),
        None => Err(silent()),
    }
}

/// The same as a condition, for a statement that is a transaction by itself.
pub(super) fn admitted() -> String {
    format!("(SELECT oldest_program FROM compatibility WHERE id = 1) <= {PROGRAM_LEVEL}")
}

/// The tables of this program that are not there.
pub(super) fn missing_tables(connection: &mut DbConnection) -> DbResult<Vec<&'static str>> {
    let query = match connection {
        DbConnection::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table'",
        DbConnection::Postgres(_) => {
            "SELECT CAST(relname AS TEXT) AS name FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid)"
        }
    };
    let there: BTreeSet<String> = sql_query(query).load::<Name>(connection)?.into_iter().map(|row| row.name).collect();
    Ok(TABLES.iter().copied().filter(|table| !there.contains(*table)).collect())
}

/// What is said of tables of which nobody knows who may write to them.
fn silent() -> DbError {
    DbError::Incomplete { reason: "compatibility: nothing says which programs may run here".to_owned() }
}

/// What is said of tables that ask for a newer program: its level, and the migration that this one does not know.
fn too_new(needs: Option<i32>, migration: Option<String>) -> DbError {
    let needs = needs.map_or_else(|| "?".to_owned(), |needs| needs.to_string());
    DbError::TooNew { needs, level: PROGRAM_LEVEL, migration: migration.unwrap_or_default() }
}

fn own(connection: &DbConnection) -> EmbeddedMigrations {
    match connection {
        DbConnection::Sqlite(_) => SQLITE,
        DbConnection::Postgres(_) => POSTGRES,
    }
}

/// SQLite's write lock is the turn, and the transaction has it; PostgreSQL's is a lock of a name, for each schema its own.
fn wait_for_turn(connection: &mut DbConnection) -> DbResult<()> {
    if let DbConnection::Postgres(c) = connection {
        c.batch_execute(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; \
             SELECT pg_advisory_xact_lock(hashtext('duban.migrate'), hashtext(coalesce(current_schema(), '')))",
        )?;
    }
    Ok(())
}

/// Every migration of this program, in order.
fn known(connection: &DbConnection) -> DbResult<Vec<Named>> {
    match connection {
        DbConnection::Sqlite(_) => listed::<Sqlite>(&SQLITE),
        DbConnection::Postgres(_) => listed::<Pg>(&POSTGRES),
    }
}

fn listed<DB: Backend>(source: &impl MigrationSource<DB>) -> DbResult<Vec<Named>> {
    let all = source.migrations().map_err(failed)?;
    let named = all.iter().map(|one| Named { version: one.name().version().to_string(), name: one.name().to_string() });
    let mut named: Vec<Named> = named.collect();
    named.sort();
    Ok(named)
}

/// A version, or the name of a table.
#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// A count.
#[derive(QueryableByName)]
pub(super) struct Number {
    #[diesel(sql_type = BigInt)]
    pub(super) n: i64,
}

/// The versions that have run. The library's own question makes its table where there is none; this one only reads.
fn applied(connection: &mut DbConnection) -> DbResult<BTreeSet<String>> {
    if !has_table(connection, "__diesel_schema_migrations")? {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<Name> = sql_query("SELECT version AS name FROM __diesel_schema_migrations").load(connection)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The oldest program that may run here; `None` on tables that do not say.
fn oldest_program(connection: &mut DbConnection) -> DbResult<Option<i32>> {
    if !has_table(connection, "compatibility")? {
        return Ok(None);
    }
    Ok(compatibility::table.select(compatibility::oldest_program).first(connection).optional()?)
}

/// Whether there is a table of that name.
pub(super) fn has_table(connection: &mut DbConnection, name: &str) -> DbResult<bool> {
    let query = match connection {
        DbConnection::Sqlite(_) => {
            format!("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = '{name}'")
        }
        DbConnection::Postgres(_) => format!("SELECT CAST(count(to_regclass('{name}')) AS BIGINT) AS n"),
    };
    Ok(sql_query(query).get_result::<Number>(connection)?.n > 0)
}

/// How many rows refer to nothing: SQLite does not look while tables are built anew.
fn broken_references(connection: &mut DbConnection) -> DbResult<i64> {
    match connection {
        DbConnection::Sqlite(_) => {
            Ok(sql_query("SELECT count(*) AS n FROM pragma_foreign_key_check").get_result::<Number>(connection)?.n)
        }
        DbConnection::Postgres(_) => Ok(0),
    }
}

fn failed(error: impl std::fmt::Display) -> DbError {
    DbError::Migration { reason: error.to_string() }
}
