//! The one database: a pool of connections, and the transactions that everything is read and written in.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::{Pool, PooledConnection};

use super::attempt::{Attempt, persistently};
use super::dates::{self, UnreadableDate};
use super::fitness::FileState;
use super::migrate;
use super::place::{Disk, Place};
use super::pool::Manager;
use super::serving::Serving;
use super::transaction::{Keeping, Undone};
use super::turn::{Taken, Turn};
use super::{DbConnection, DbError, DbResult, Engine, Failure, Target};
use crate::config::DatabaseSettings;
use crate::private::Exposed;

mod glance;
mod pen;
mod server;

pub use pen::Pen;

/// A pool of connections to the one database.
#[derive(Clone)]
pub struct Database {
    pool: Pool<Manager>,
    target: Target,
    exposed: Arc<[Exposed]>,
    /// Writers of this process queue here.
    turn: Arc<Turn>,
    /// The file that was opened, where it is one.
    place: Arc<Place>,
    wait: Duration,
    /// What takes so long is named in the log.
    slow: Duration,
}

impl Database {
    /// Opens the database; a SQLite file and its folder are made when missing, for their owner
    /// alone, and tightened where they were open to others. Nothing is migrated.
    ///
    /// # Errors
    /// An address that is neither `sqlite://` nor `postgres://`, a server that does not answer, or
    /// [`DbError::TooNew`] for tables that this program is too old for, [`DbError::Incomplete`] where nothing says so.
    pub fn open(settings: &DatabaseSettings) -> DbResult<Self> {
        let database = Self::open_any(settings)?;
        database.refuse_newer()?;
        Ok(database)
    }

    /// The same whatever program has made the tables: for what copies them and understands nothing of them.
    ///
    /// # Errors
    /// As [`Database::open`], but for tables that are too new.
    pub fn open_any(settings: &DatabaseSettings) -> DbResult<Self> {
        let wait = Duration::from_secs(settings.wait_seconds.max(1).into());
        let target = Target::parse(&settings.url)?;
        let exposed = target.prepare(wait)?.into();
        let place = Arc::new(Place::of(target.file()).map_err(|error| target.unreachable(&error))?);
        let manager = Manager::new(target.clone(), Arc::clone(&place), settings);
        let pool = Pool::builder()
            .max_size(settings.pool.max(1))
            .min_idle(Some(1))
            .connection_timeout(wait)
            .build(manager)
            .map_err(|error| DbError::Unreachable { target: target.to_string(), reason: error.to_string() })?;
        let slow = Duration::from_millis(settings.slow_ms.into());
        Ok(Self { pool, target, exposed, turn: Arc::default(), place, wait, slow })
    }

    /// Which engine holds the data.
    pub fn engine(&self) -> Engine {
        self.target.engine()
    }

    /// Where the data is, without a password.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The room on the disk of an embedded database; `None` where the data is on a server.
    pub fn disk(&self) -> Option<Disk> {
        self.place.disk()
    }

    /// The files of the database that others could open when it was opened here.
    pub fn exposed(&self) -> &[Exposed] {
        &self.exposed
    }

    /// Runs a reading function in one transaction: all its queries see the same state. It is called again where the
    /// connection broke off.
    ///
    /// # Errors
    /// What the function returns, or [`DbError::Busy`] when no connection is free.
    pub fn read<T, E: Failure>(&self, mut read: impl FnMut(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        self.past_unreadable_dates(|| {
            self.file().noting_damage(persistently(|| {
                self.connection().map_err(Attempt::of)?.run(|c| c.in_read_transaction(&mut read))
            }))
        })
    }

    /// Runs a function in one transaction that may write; an error rolls everything back. It is called again, a few times,
    /// where the database gave the transaction up or the connection broke off before it was committed.
    ///
    /// # Errors
    /// What the function returns; [`DbError::Busy`] when the database is locked for too long; [`DbError::Unsure`] where
    /// nobody knows whether it was committed.
    pub fn write<T, E: Failure>(&self, write: impl FnMut(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        self.write_kept(Keeping::Disk, write)
    }

    /// The same without waiting for the disk: what is written outlives the process at once, and a power cut after the next
    /// [`Database::write`] or a moment.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_briefly<T, E: Failure>(&self, write: impl FnMut(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        self.write_kept(Keeping::System, write)
    }

    fn write_kept<T, E: Failure>(
        &self,
        keeping: Keeping,
        mut write: impl FnMut(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.past_unreadable_dates(|| self.write_once(keeping, &mut write))
    }

    fn write_once<T, E: Failure>(
        &self,
        keeping: Keeping,
        mut write: impl FnMut(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.as_writer(self.wait, || {
            persistently(|| {
                let mut connection = self.connection().map_err(Attempt::of)?;
                let life = connection.life;
                let attempt = connection.run(|c| c.in_write_transaction(keeping, migrate::admit, &mut write));
                // It goes back before another is asked for.
                drop(connection);
                let became_of = |transaction| self.connection()?.became_of(transaction, life);
                attempt.or_else(|attempt| attempt.resolved(became_of))
            })
        })
    }

    /// The same for a small write that is worth no waiting: where anybody is in the way it is not done.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_at_once<T, E: Failure>(&self, write: impl FnMut(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        self.as_writer(Duration::ZERO, || {
            let busy = || DbError::Busy { reason: "no connection is free".to_owned() };
            let mut connection = self.pool.try_get().ok_or_else(busy)?;
            connection.lose_patience()?;
            let done = connection.in_write_transaction(Keeping::Disk, migrate::admit, write);
            connection.find_patience(self.wait)?;
            done.map_err(|attempt| attempt.error)
        })
    }

    /// What every write begins with: its turn, for which it waits so long, and a fit file. The rest asks [`migrate::admit`].
    fn as_writer<T, E: Failure>(&self, patience: Duration, run: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let _turn = self.turn(patience)?;
        self.file().refuse_unfit()?;
        self.file().noting_damage(run())
    }

    /// Runs a function on a pooled connection outside of any transaction: for what takes none.
    ///
    /// # Errors
    /// What the function returns, or [`DbError::Busy`] when no connection is free.
    pub fn bare<T>(&self, run: impl FnOnce(&mut DbConnection) -> DbResult<T>) -> DbResult<T> {
        self.file().noting_damage(run(&mut *self.connection()?))
    }

    /// Runs a function in a transaction that is rolled back in any case: what would happen, without its happening.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_and_undo<T, E: Failure>(
        &self,
        mut write: impl FnMut(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        match self.write(|connection| Err::<Infallible, _>(Undone(write(connection)))) {
            Ok(never) => match never {},
            Err(Undone(result)) => result,
        }
    }

    fn connection(&self) -> DbResult<PooledConnection<Manager>> {
        self.pool.get().map_err(|error| DbError::Busy { reason: error.to_string() })
    }

    fn turn(&self, patience: Duration) -> DbResult<Option<Taken<'_>>> {
        let busy = || DbError::Busy { reason: "another write takes its time".to_owned() };
        match self.engine() {
            Engine::Sqlite => self.turn.take(patience).ok_or_else(busy).map(Some),
            Engine::Postgres => Ok(None),
        }
    }

    /// Brings the tables up to date, all or nothing; returns the names of the migrations that ran. Whoever comes second
    /// waits and finds nothing left to do.
    ///
    /// # Errors
    /// The first migration that fails, by name, or tables that this program is too old for.
    pub fn migrate(&self) -> DbResult<Vec<String>> {
        self.file().refuse_unfit()?;
        // A connection of its own: it waits for longer than others, and what it sets goes away with it.
        migrate::run(&mut self.target.connect(migrate::PATIENCE)?)
    }

    /// Refuses tables that a newer program has made and that this one is too old for.
    ///
    /// # Errors
    /// [`DbError::TooNew`], [`DbError::Incomplete`] where nothing says so.
    pub fn refuse_newer(&self) -> DbResult<()> {
        self.bare(migrate::refuse_newer)
    }

    /// The names of migrations that have not run yet.
    pub fn pending_migrations(&self) -> DbResult<Vec<String>> {
        self.bare(migrate::pending)
    }

    /// Begins to serve, for as long as the value and the database are kept: whether another process does already.
    pub fn serve(&self) -> DbResult<Serving> {
        match self.engine() {
            Engine::Sqlite => Ok(Serving::of_file(self.place.held())),
            Engine::Postgres => Serving::on_server(self.target.connect(self.wait)?),
        }
    }

    /// Whether the database answers.
    pub fn ping(&self) -> DbResult<()> {
        self.bare(DbConnection::ping)
    }

    /// How the file is, where it is one.
    fn file(&self) -> FileState<'_> {
        FileState { place: &self.place, target: &self.target, wait: self.wait }
    }

    /// Why this program must write nothing here, for as long as that is so: another file stands in the place of the one that
    /// was opened, that one was overwritten or cut off, a newer program has made the tables into what this one does not understand,
    /// or nothing says whether one has.
    pub fn unfit(&self) -> Option<DbError> {
        let refused = self.file().refuse_unfit().and_then(|()| self.refuse_newer()).err()?;
        use DbError::{Damaged, Incomplete, Moved, TooNew};
        matches!(refused, Moved { .. } | Damaged { .. } | TooNew { .. } | Incomplete { .. }).then_some(refused)
    }

    /// What is known to be damaged, from what any query has met; until the file is found to be whole again.
    pub fn damage(&self) -> Option<String> {
        self.file().damage()
    }

    /// The tables of this program that are not there, although all migrations have run.
    pub fn missing_tables(&self) -> DbResult<Vec<&'static str>> {
        self.bare(migrate::missing_tables)
    }

    /// Runs something; where it meets a date that nobody can read, that is moved out of the way, and it is run again.
    fn past_unreadable_dates<T, E: Failure>(&self, mut run: impl FnMut() -> Result<T, E>) -> Result<T, E> {
        match run() {
            Err(error) if error.is_unreadable_row() => match self.clear_dates() {
                Ok(moved) if moved.is_empty() => Err(error),
                Ok(_) => run(),
                Err(reason) => {
                    tracing::error!(%reason, "a date that cannot be read could not be moved out of the way");
                    Err(error)
                }
            },
            done => done,
        }
    }

    /// Moves every date that nobody can read out of the way, and says where each stood; what was moved.
    pub fn clear_dates(&self) -> DbResult<Vec<UnreadableDate>> {
        let columns = self.bare(dates::amiss)?;
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let moved = self.write_once(Keeping::Disk, |c| dates::clear(c, &columns))?;
        for UnreadableDate { table_name, row, column_name, value } in &moved {
            tracing::error!(table = table_name, id = row, column = column_name, value, "a date cannot be read");
        }
        Ok(moved)
    }
}
