//! Everything that differs between SQLite and PostgreSQL.
#![expect(clippy::disallowed_types, reason = "the one place that knows backends")]

use std::fmt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use chrono::NaiveDateTime;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::expression::{SqlLiteral, UncheckedBind};
use diesel::internal::derives::as_expression::Bound;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamp};
use diesel::{PgConnection, SqliteConnection};

use super::error::is_understood;
use super::place::{files_of, make};
use super::reach::{address, is_for_writing};
use super::{DbError, DbResult};
use crate::clock;
use crate::domain::typed::SearchWords;
use crate::private::{self, Exposed};

/// A connection to either database; queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// The embedded file.
    Sqlite(SqliteConnection),
    /// The server.
    Postgres(PgConnection),
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded file.
    Sqlite,
    /// The server.
    Postgres,
}

/// Runs one body on whichever concrete connection it is: for what diesel cannot express on both at once
/// (batch inserts, upserts).
macro_rules! on_either {
    ($connection:expr, $name:ident => $body:expr) => {
        match $connection {
            $crate::db::DbConnection::Sqlite($name) => $body,
            $crate::db::DbConnection::Postgres($name) => $body,
        }
    };
}
pub(super) use on_either;

/// So long after a file was refused it is asked for again.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// So many rows go into one statement: SQLite takes 32,766 values in each, and no table of ours has sixty columns.
pub(super) const ROWS: usize = 500;

/// Stores rows of a table, [`ROWS`] a statement.
macro_rules! insert_many {
    ($connection:expr, $table:expr, $rows:expr) => {{
        for part in $rows.chunks($crate::db::dialect::ROWS) {
            $crate::db::dialect::on_either!($connection, c => diesel::insert_into($table).values(part).execute(c))?;
        }
        $crate::db::DbResult::Ok(())
    }};
}
pub(super) use insert_many;

/// For what is asked thousands of times and finds what it wants by keys: PostgreSQL plans each query once for all that may be bound to
/// it (planning a join takes longer than running it), and never to go through a whole table, however small that was at the time.
pub(super) const BY_KEYS: &str = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off";

/// A condition that diesel has no words for: SQL with one text in it.
pub(super) type TextCondition = SqlLiteral<Bool, UncheckedBind<SqlLiteral<Bool>, Bound<Text, String>>>;

/// Whether a column has these words anywhere in it, by the same rule on both: capital and small letters of ASCII are one,
/// all others as they are, and no sign of the words is a wildcard.
pub(super) fn contains(engine: Engine, column: &str, words: &SearchWords) -> TextCondition {
    let escaped = words.as_str().replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    let lower = match engine {
        Engine::Sqlite => format!("lower({column}) LIKE "),
        // The server's own collation would know more letters than SQLite does.
        Engine::Postgres => format!("lower({column} COLLATE \"C\") LIKE "),
    };
    sql::<Bool>(&lower).bind::<Text, _>(format!("%{}%", escaped.to_ascii_lowercase())).sql(r" ESCAPE '\'")
}

impl DbConnection {
    /// Which of the two it is.
    pub(super) fn engine(&self) -> Engine {
        match self {
            DbConnection::Sqlite(_) => Engine::Sqlite,
            DbConnection::Postgres(_) => Engine::Postgres,
        }
    }

    /// Lets this connection wait for no lock from now on, outside of a transaction.
    pub(super) fn lose_patience(&mut self) -> DbResult<()> {
        Ok(match self {
            DbConnection::Sqlite(c) => c.batch_execute("PRAGMA busy_timeout = 0"),
            // None at all would mean for ever.
            DbConnection::Postgres(c) => c.batch_execute("SET lock_timeout = '50ms'"),
        }?)
    }

    /// Lets it wait as it did before.
    pub(super) fn find_patience(&mut self, wait: Duration) -> DbResult<()> {
        Ok(match self {
            DbConnection::Sqlite(c) => c.batch_execute(&format!("PRAGMA busy_timeout = {}", wait.as_millis())),
            DbConnection::Postgres(c) => c.batch_execute(&format!("SET lock_timeout = {}", wait.as_millis())),
        }?)
    }

    /// Plans each query of this transaction as [`BY_KEYS`] has it.
    pub(crate) fn plan_once(&mut self) -> DbResult<()> {
        if let DbConnection::Postgres(c) = self {
            c.batch_execute(BY_KEYS)?;
        }
        Ok(())
    }

    /// Waits for its turn to write a table, until the transaction ends; SQLite has one writer at a time anyway.
    pub(super) fn take_turn_at(&mut self, table: &str) -> DbResult<()> {
        if let DbConnection::Postgres(c) = self {
            c.batch_execute(&format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))?;
        }
        Ok(())
    }

    /// The language of the server's errors, where trouble is not known by its words in it.
    pub(super) fn strange_language(&mut self) -> DbResult<Option<String>> {
        let DbConnection::Postgres(c) = self else { return Ok(None) };
        let language: String = diesel::select(sql::<Text>("current_setting('lc_messages')")).get_result(c)?;
        Ok(Some(language).filter(|language| !is_understood(language)))
    }

    /// What time it is on the server, in UTC.
    pub(super) fn server_time(&mut self) -> DbResult<Option<NaiveDateTime>> {
        let DbConnection::Postgres(c) = self else { return Ok(None) };
        let now = diesel::select(sql::<Timestamp>("clock_timestamp() AT TIME ZONE 'UTC'"));
        Ok(Some(now.get_result(c)?))
    }

    /// Whether the connection still answers.
    pub fn ping(&mut self) -> DbResult<()> {
        Ok(self.batch_execute("SELECT 1")?)
    }
}

/// Where the data is.
#[derive(Debug, Clone)]
pub enum Target {
    /// A file, or the file name of a SQLite URL.
    File(PathBuf),
    /// A PostgreSQL URL with its password.
    Server(String),
}

impl Target {
    /// Chooses the engine by the scheme: diesel's own choice lets SQLite accept anything.
    ///
    /// # Errors
    /// [`DbError::BadUrl`] for every other scheme.
    pub fn parse(url: &str) -> DbResult<Self> {
        let bad = || DbError::BadUrl { url: without_password(url) };
        match url.split_once("://") {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Target::File(PathBuf::from(path))),
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => Ok(Target::Server(url.to_owned())),
            _ => Err(bad()),
        }
    }

    pub(super) fn engine(&self) -> Engine {
        match self {
            Target::File(_) => Engine::Sqlite,
            Target::Server(_) => Engine::Postgres,
        }
    }

    /// Tries one connection, so that a wrong address is told at once and not after the pool's patience.
    /// WAL is a property of the file: it is set here, once, before there is a pool. The files of the database that others
    /// could open; they are looked at when the file is known to be one.
    pub(super) fn prepare(&self, wait: Duration) -> DbResult<Vec<Exposed>> {
        let Target::File(path) = self else { return self.connect(wait).map(|_| Vec::new()) };
        make(path).map_err(|error| self.unreachable(&error))?;
        let mut connection = self.connect(wait)?;
        log_ahead(&mut connection, wait).map_err(|error| self.unreachable(&error))?;
        Ok(files_of(path).iter().filter_map(|file| private::tighten(file)).collect())
    }

    pub(super) fn connect(&self, wait: Duration) -> DbResult<DbConnection> {
        match self {
            Target::File(path) => {
                let mut c =
                    SqliteConnection::establish(&path.to_string_lossy()).map_err(|error| self.unreachable(&error))?;
                let pragmas = format!(
                    "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;",
                    wait.as_millis()
                );
                c.batch_execute(&pragmas).map_err(|error| self.unreachable(&error))?;
                Ok(DbConnection::Sqlite(c))
            }
            Target::Server(url) => {
                let mut c = PgConnection::establish(&address(url, wait)).map_err(|error| self.unreachable(&error))?;
                // Trouble is known by its words, and only who may say so changes their language.
                c.batch_execute(
                    "DO $$ BEGIN PERFORM set_config('lc_messages', 'C', false); \
                     EXCEPTION WHEN insufficient_privilege THEN NULL; END $$",
                )
                .map_err(|error| self.unreachable(&error))?;
                // Who stands still in the middle of a transaction, a machine that was frozen, holds nobody else up for longer;
                // nor does who locks a table for longer than a request waits.
                c.batch_execute(&format!(
                    "SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = {}",
                    wait.as_millis()
                ))
                .map_err(|error| self.unreachable(&error))?;
                Ok(DbConnection::Postgres(c))
            }
        }
    }

    /// Whether its sessions are of use only as long as they may write.
    pub(super) fn is_for_writing(&self) -> bool {
        matches!(self, Target::Server(url) if is_for_writing(url))
    }

    /// The file of an embedded one.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Target::File(path) => Some(path),
            Target::Server(_) => None,
        }
    }

    pub(super) fn unreachable(&self, error: &dyn fmt::Display) -> DbError {
        DbError::Unreachable {
            target: self.to_string(),
            reason: error.to_string().trim().replace('\n', "；").replace('\t', ""),
        }
    }
}

/// Shows where the data is, without a password.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::File(path) => write!(f, "sqlite://{}", path.display()),
            Target::Server(url) => f.write_str(&without_password(url)),
        }
    }
}

/// Has the file written by a log. Of several that open a new file at once all but one are refused without waiting: SQLite's
/// own patience does not reach so far.
fn log_ahead(connection: &mut DbConnection, wait: Duration) -> QueryResult<()> {
    let until = clock::monotonic() + wait;
    loop {
        match connection.batch_execute("PRAGMA journal_mode = WAL") {
            Err(error) if error.to_string().contains("locked") && clock::monotonic() < until => {
                thread::sleep(BETWEEN_TRIES)
            }
            done => return done,
        }
    }
}

fn without_password(url: &str) -> String {
    match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (account, host))) => {
            format!("{scheme}://{}:***@{host}", account.split(':').next().unwrap_or_default())
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_chooses_the_engine() {
        assert_eq!(Target::parse("sqlite://var/x.db").unwrap().engine(), Engine::Sqlite);
        assert_eq!(Target::parse("postgres://h/d").unwrap().engine(), Engine::Postgres);
        for url in ["", "var/x.db", "mysql://h/d", "sqlite://"] {
            assert!(matches!(Target::parse(url), Err(DbError::BadUrl { .. })), "{url}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let target = Target::parse("postgres://ann:s3cr:et@db.example/duban").unwrap();
        assert_eq!(target.to_string(), "postgres://ann:***@db.example/duban");
    }
}
