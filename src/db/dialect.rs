//! Everything that differs between SQLite and PostgreSQL.
#![expect(clippy::disallowed_types, reason = "the one place that knows backends")]

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::ManageConnection;
use diesel::{PgConnection, SqliteConnection};

use super::{DbError, DbResult};

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

/// What a commit waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeping {
    /// The disk has it.
    Disk,
    /// The system has it: it outlives the process, and the disk has it soon.
    System,
}

impl DbConnection {
    /// Runs `write` in a transaction that takes SQLite's write lock at its start: one that reads first and
    /// then writes fails under a concurrent writer whatever the busy timeout.
    pub(super) fn in_write_transaction<T, E: From<DbError>>(
        &mut self,
        keeping: Keeping,
        write: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        match self {
            DbConnection::Sqlite(_) if keeping == Keeping::Disk => self.in_transaction("BEGIN IMMEDIATE", write),
            DbConnection::Sqlite(_) => {
                self.batch_execute("PRAGMA synchronous = NORMAL").map_err(DbError::from)?;
                let done = self.in_transaction("BEGIN IMMEDIATE", write);
                if let Err(error) = self.batch_execute("PRAGMA synchronous = FULL") {
                    tracing::warn!(%error, "commits on this connection no longer wait for the disk");
                }
                done
            }
            DbConnection::Postgres(_) if keeping == Keeping::Disk => self.in_transaction("BEGIN", write),
            DbConnection::Postgres(_) => self.in_transaction("BEGIN; SET LOCAL synchronous_commit = off", write),
        }
    }

    fn in_transaction<T, E: From<DbError>>(
        &mut self,
        begin: &str,
        write: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        on_either!(self, c => AnsiTransactionManager::begin_transaction_sql(c, begin)).map_err(DbError::from)?;
        match write(self) {
            Ok(value) => {
                self.commit().map_err(DbError::from)?;
                Ok(value)
            }
            Err(error) => {
                if let Err(rollback) = self.roll_back() {
                    tracing::error!(%rollback, "a transaction could not be rolled back");
                }
                Err(error)
            }
        }
    }

    fn commit(&mut self) -> QueryResult<()> {
        on_either!(self, c => AnsiTransactionManager::commit_transaction(c))
    }

    fn roll_back(&mut self) -> QueryResult<()> {
        on_either!(self, c => AnsiTransactionManager::rollback_transaction(c))
    }

    /// Whether the connection still answers.
    ///
    /// # Errors
    /// Why it does not.
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
    /// [`DbError::BadUrl`].
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
    /// WAL is a property of the file: it is set here, once, before there is a pool.
    pub(super) fn prepare(&self, wait: Duration) -> DbResult<()> {
        if let Target::File(path) = self {
            make_folder(path).map_err(|error| self.unreachable(&error))?;
        }
        let mut connection = self.connect(wait)?;
        if self.engine() == Engine::Sqlite {
            connection.batch_execute("PRAGMA journal_mode = WAL").map_err(|error| self.unreachable(&error))?;
        }
        Ok(())
    }

    fn connect(&self, wait: Duration) -> DbResult<DbConnection> {
        match self {
            Target::File(path) => {
                let mut c =
                    SqliteConnection::establish(&path.to_string_lossy()).map_err(|error| self.unreachable(&error))?;
                let pragmas = format!(
                    "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;",
                    wait.as_millis()
                );
                c.batch_execute(&pragmas).map_err(|error| self.unreachable(&error))?;
                Ok(DbConnection::Sqlite(c))
            }
            Target::Server(url) => {
                PgConnection::establish(url).map(DbConnection::Postgres).map_err(|error| self.unreachable(&error))
            }
        }
    }

    fn unreachable(&self, error: &dyn fmt::Display) -> DbError {
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

fn make_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder),
        _ => Ok(()),
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

/// Makes and checks the pool's connections.
pub(super) struct Manager {
    target: Target,
    wait: Duration,
}

impl Manager {
    pub(super) fn new(target: Target, wait: Duration) -> Self {
        Self { target, wait }
    }
}

impl ManageConnection for Manager {
    type Connection = DbConnection;
    type Error = DbError;

    fn connect(&self) -> DbResult<DbConnection> {
        self.target.connect(self.wait)
    }

    fn is_valid(&self, connection: &mut DbConnection) -> DbResult<()> {
        connection.ping()
    }

    fn has_broken(&self, connection: &mut DbConnection) -> bool {
        std::thread::panicking()
            || on_either!(connection, c => AnsiTransactionManager::is_broken_transaction_manager(c))
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
