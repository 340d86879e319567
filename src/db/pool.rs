//! The pool's connections: how they are made, and when they are tried before they are used.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, TransactionManager as _};
use diesel::r2d2::ManageConnection;

use super::dialect::{Target, on_either};
use super::place::Place;
use super::watched::watch;
use super::{DbConnection, DbError, DbResult};
use crate::clock;
use crate::config::DatabaseSettings;

/// A connection that answered so short a while ago is taken to answer still, unless another one broke off since. Whoever
/// meets one that does not tries again on another one, for longer than that.
const TRUSTED: Duration = Duration::from_millis(50);

/// Makes and checks connections.
pub(super) struct Manager {
    target: Target,
    place: Arc<Place>,
    wait: Duration,
    /// What takes so long is named in the log.
    slow: Duration,
    /// When one broke off last.
    broke_off: Mutex<Duration>,
}

/// A connection of the pool.
pub(super) struct Pooled {
    connection: DbConnection,
    /// When all that was asked of it was answered last.
    answered: Duration,
}

impl Manager {
    pub(super) fn new(target: Target, place: Arc<Place>, settings: &DatabaseSettings) -> Self {
        let wait = Duration::from_secs(settings.wait_seconds.max(1).into());
        let slow = Duration::from_millis(settings.slow_ms.into());
        Self { target, place, wait, slow, broke_off: Mutex::default() }
    }

    fn broke_off(&self) -> std::sync::MutexGuard<'_, Duration> {
        self.broke_off.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = DbError;

    fn connect(&self) -> DbResult<Pooled> {
        // SQLite would make a new file where there is none.
        self.place.is_there()?;
        let mut connection = self.target.connect(self.wait)?;
        watch(&mut connection, self.slow);
        Ok(Pooled { connection, answered: clock::monotonic() })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> DbResult<()> {
        let is_trusted = clock::monotonic().saturating_sub(pooled.answered) < TRUSTED;
        if is_trusted && *self.broke_off() < pooled.answered {
            return Ok(());
        }
        pooled.connection.ping().inspect_err(|_| *self.broke_off() = clock::monotonic())
    }

    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        let connection = &mut pooled.connection;
        let is_broken = std::thread::panicking()
            || on_either!(connection, c => AnsiTransactionManager::is_broken_transaction_manager(c));
        if is_broken {
            *self.broke_off() = clock::monotonic();
        }
        is_broken
    }
}

impl Pooled {
    /// Runs what is asked of it; what fails is tried before it is trusted again.
    pub(super) fn run<T, E>(&mut self, run: impl FnOnce(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        let done = run(&mut self.connection);
        self.answered = if done.is_ok() { clock::monotonic() } else { Duration::ZERO };
        done
    }
}

impl Deref for Pooled {
    type Target = DbConnection;

    fn deref(&self) -> &DbConnection {
        &self.connection
    }
}

impl DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut DbConnection {
        &mut self.connection
    }
}
