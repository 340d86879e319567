//! Floor 2: the only place that names diesel. One file a noun; `dialect` holds everything per backend.
//!
//! Functions here load and store; they decide nothing. They take a connection, so that an action can
//! call several of them in one transaction.

pub mod audit;
pub mod backup;
pub mod beats;
pub mod calendar;
pub mod calls;
mod dialect;
pub mod draft_indicators;
pub mod draft_measures;
pub mod drafts;
mod error;
pub mod leases;
pub mod ledger;
pub mod leftovers;
pub mod mail_log;
pub mod mails;
pub mod measures;
mod migrate;
pub mod notices;
pub mod obligations;
pub mod outbox;
pub mod people;
pub mod plans;
pub mod posts;
pub mod proposals;
pub mod relay;
pub mod reports;
mod schema;
pub mod sessions;
pub mod suspended;
pub mod units;
pub mod watch;
mod words;

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::r2d2::Pool;

pub use dialect::{DbConnection, Engine, Target};
pub use error::{DbError, DbResult};

use crate::config::DatabaseSettings;
use dialect::{Keeping, Manager};

/// The outcome of a transaction that is rolled back whatever it is.
struct Undone<T, E>(Result<T, E>);

impl<T, E: From<DbError>> From<DbError> for Undone<T, E> {
    fn from(error: DbError) -> Self {
        Self(Err(error.into()))
    }
}

/// A pool of connections to the one database.
#[derive(Clone)]
pub struct Database {
    pool: Pool<Manager>,
    target: Target,
    /// SQLite's busy handler is unfair: writers of this process queue here instead.
    writer: Arc<Mutex<()>>,
}

impl Database {
    /// Opens the database; a SQLite file and its folder are made when missing. Nothing is migrated.
    ///
    /// # Errors
    /// An address that is neither `sqlite://` nor `postgres://`, or a server that does not answer.
    pub fn open(settings: &DatabaseSettings) -> DbResult<Self> {
        let wait = Duration::from_secs(settings.wait_seconds.max(1).into());
        let target = Target::parse(&settings.url)?;
        target.prepare(wait)?;
        let manager = Manager::new(target.clone(), wait);
        let pool = Pool::builder()
            .max_size(settings.pool.max(1))
            .min_idle(Some(1))
            .connection_timeout(wait)
            .build(manager)
            .map_err(|error| DbError::Unreachable { target: target.to_string(), reason: error.to_string() })?;
        Ok(Self { pool, target, writer: Arc::default() })
    }

    /// Which engine holds the data.
    pub fn engine(&self) -> Engine {
        self.target.engine()
    }

    /// Where the data is, without a password.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Runs a reading function on a pooled connection.
    ///
    /// # Errors
    /// What the function returns, or [`DbError::Busy`] when no connection is free.
    pub fn read<T, E: From<DbError>>(&self, read: impl FnOnce(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.pool.get().map_err(|error| DbError::Busy { reason: error.to_string() })?;
        read(&mut connection)
    }

    /// Runs a function in one transaction that may write; an error rolls everything back.
    ///
    /// # Errors
    /// What the function returns, or [`DbError::Busy`] when the database is locked for too long.
    pub fn write<T, E: From<DbError>>(&self, write: impl FnOnce(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        self.write_kept(Keeping::Disk, write)
    }

    /// The same without waiting for the disk: what is written outlives the process at once, and a power cut after the next
    /// [`Database::write`] or a moment.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_briefly<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_kept(Keeping::System, write)
    }

    fn write_kept<T, E: From<DbError>>(
        &self,
        keeping: Keeping,
        write: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let _turn = match self.engine() {
            Engine::Sqlite => Some(self.writer.lock().unwrap_or_else(PoisonError::into_inner)),
            Engine::Postgres => None,
        };
        self.read(|connection| connection.in_write_transaction(keeping, write))
    }

    /// Runs a function in a transaction that is rolled back in any case: what would happen, without its happening.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_and_undo<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        match self.write(|connection| Err::<Infallible, _>(Undone(write(connection)))) {
            Ok(never) => match never {},
            Err(Undone(result)) => result,
        }
    }

    /// Brings the tables up to date; returns the names of the migrations that ran.
    ///
    /// # Errors
    /// The first migration that fails, by name.
    pub fn migrate(&self) -> DbResult<Vec<String>> {
        self.read(migrate::run)
    }

    /// The names of migrations that have not run yet.
    ///
    /// # Errors
    /// An unreadable database.
    pub fn pending_migrations(&self) -> DbResult<Vec<String>> {
        self.read(migrate::pending)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub fn ping(&self) -> DbResult<()> {
        self.read(DbConnection::ping)
    }
}
