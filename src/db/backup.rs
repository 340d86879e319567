//! A consistent copy of the embedded database while it is in use, and what it says of itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDateTime;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use super::migrate::has_table;
use super::{DbConnection, DbError, DbResult, Target};
use crate::private;

/// The table in which a copy says what it has. A database in use has none: whoever serves a file with it serves a copy that was
/// put there by hand.
pub(super) const RECORD: &str = "backup_record";

/// Under which name the record has the time.
const MADE_AT: &str = "made_at";

/// Before the name of a table whose rows were counted.
const ROWS_OF: &str = "rows of ";

/// How a time stands in the record.
const TIME: &str = "%Y-%m-%d %H:%M:%S";

/// What a copy says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// When it was made, in UTC; `None` where it does not say.
    pub made_at: Option<NaiveDateTime>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, i64>,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    value: String,
}

#[derive(QueryableByName)]
struct Integrity {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Writes a compact copy to a file that does not exist yet, for its owner alone. It is read through, and what it has is written
/// into it.
///
/// # Errors
/// [`DbError::Backup`] where the file exists or cannot be written, or what was written cannot be read; PostgreSQL has `pg_dump`
/// for it.
pub(crate) fn to_file(connection: &mut DbConnection, file: &Path, now: NaiveDateTime) -> DbResult<()> {
    let refused = |reason: String| DbError::Backup { file: file.display().to_string(), reason };
    match connection {
        DbConnection::Postgres(_) => Err(refused("PostgreSQL 请用 pg_dump 备份".to_owned())),
        DbConnection::Sqlite(c) => {
            // SQLite writes into an empty file as into none, and leaves it its mode.
            private::create_new(file).map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => refused("文件已存在，不覆盖".to_owned()),
                _ => refused(error.to_string()),
            })?;
            let copied = sql_query("VACUUM INTO $1").bind::<Text, _>(file.to_string_lossy()).execute(c);
            copied.map_err(DbError::from).and_then(|_| seal(file, now)).map_err(|error| {
                // What is half a copy is none; where even that fails, the refusal names the file.
                drop(fs::remove_file(file));
                refused(said(error))
            })
        }
    }
}

/// What the driver said, without what we say around it.
fn said(error: DbError) -> String {
    match error {
        DbError::Query(error) => error.to_string(),
        DbError::Storage { reason } | DbError::Damaged { reason } => reason,
        other => other.to_string(),
    }
}

/// Reads a copy through and writes into it what it has.
fn seal(file: &Path, now: NaiveDateTime) -> DbResult<()> {
    let mut copy = Target::File(file.to_owned()).connect(Duration::ZERO)?;
    let rows = count_rows(&mut copy)?;
    let mut record = vec![(MADE_AT.to_owned(), now.format(TIME).to_string())];
    record.extend(rows.into_iter().map(|(table, rows)| (format!("{ROWS_OF}{table}"), rows.to_string())));
    copy.batch_execute(&format!(
        "PRAGMA journal_mode = DELETE; DROP TABLE IF EXISTS {RECORD}; \
         CREATE TABLE {RECORD} (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)"
    ))?;
    copy.transaction(|copy| {
        record.iter().try_for_each(|(name, value)| {
            let insert = sql_query(format!("INSERT INTO {RECORD} (name, value) VALUES ($1, $2)"));
            insert.bind::<Text, _>(name).bind::<Text, _>(value).execute(copy).map(drop)
        })
    })?;
    refuse_damaged(&mut copy)?;
    drop(copy);
    let synced = fs::File::open(file).and_then(|file| file.sync_all());
    synced.map_err(|error| DbError::Storage { reason: error.to_string() })
}

/// Reads a file through.
///
/// # Errors
/// [`DbError::Damaged`] with the first thing that is wrong.
pub(super) fn refuse_damaged(connection: &mut DbConnection) -> DbResult<()> {
    let found: Vec<Integrity> = sql_query("PRAGMA integrity_check(1)").load(connection)?;
    match found.into_iter().find(|row| row.integrity_check != "ok") {
        Some(row) => Err(DbError::Damaged { reason: row.integrity_check.replace('\n', " ") }),
        None => Ok(()),
    }
}

/// How many rows each table of an embedded database has, but for the record itself.
pub(super) fn count_rows(connection: &mut DbConnection) -> DbResult<BTreeMap<String, i64>> {
    let all = format!(
        "SELECT name, name AS value FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name <> '{RECORD}'"
    );
    let tables: Vec<Named> = sql_query(all).load(connection)?;
    let count = |Named { name, .. }: Named| {
        let counted = sql_query(format!("SELECT count(*) AS n FROM \"{name}\"")).get_result::<Count>(connection)?;
        Ok((name, counted.n))
    };
    tables.into_iter().map(count).collect()
}

/// What a copy says of itself; `None` where it says nothing.
pub(crate) fn record(connection: &mut DbConnection) -> DbResult<Option<Record>> {
    if !is_copy(connection)? {
        return Ok(None);
    }
    let mut record = Record::default();
    for Named { name, value } in sql_query(format!("SELECT name, value FROM {RECORD}")).load::<Named>(connection)? {
        if name == MADE_AT {
            record.made_at = NaiveDateTime::parse_from_str(&value, TIME).ok();
        }
        if let (Some(table), Ok(rows)) = (name.strip_prefix(ROWS_OF), value.parse()) {
            record.rows.insert(table.to_owned(), rows);
        }
    }
    Ok(Some(record))
}

/// Whether it is a copy that says of itself that it is one.
pub(crate) fn is_copy(connection: &mut DbConnection) -> DbResult<bool> {
    match connection {
        DbConnection::Sqlite(_) => has_table(connection, RECORD),
        DbConnection::Postgres(_) => Ok(false),
    }
}

/// Takes a copy for a database in use from now on.
pub(crate) fn forget_record(connection: &mut DbConnection) -> DbResult<()> {
    match connection {
        DbConnection::Sqlite(c) => Ok(c.batch_execute(&format!("DROP TABLE IF EXISTS {RECORD}"))?),
        DbConnection::Postgres(_) => Ok(()),
    }
}
