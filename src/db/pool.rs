//! The pool's connections: how they are made, and when they are tried before they are used.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::NaiveDateTime;
use diesel::connection::{AnsiTransactionManager, TransactionManager as _};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::r2d2::ManageConnection;
use diesel::sql_types::Text;

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
    /// Which life of the server it belongs to, where that can be told.
    pub(super) life: Option<NaiveDateTime>,
}

impl Manager {
    pub(super) fn new(target: Target, place: Arc<Place>, settings: &DatabaseSettings) -> Self {
        let wait = Duration::from_secs(settings.wait_seconds.max(1).into());
        let slow = Duration::from_millis(settings.slow_ms.into());
        Self { target, place, wait, slow, broke_off: Mutex::default() }
    }

    /// Whether it answers, and may still write where that is asked of it: a server that was told to take nothing more is of no
    /// use while there is another one.
    fn answers(&self, connection: &mut DbConnection) -> DbResult<()> {
        let DbConnection::Postgres(c) = connection else { return connection.ping() };
        if !self.target.is_for_writing() {
            return connection.ping();
        }
        let refuses: String = diesel::select(sql::<Text>("current_setting('transaction_read_only')")).get_result(c)?;
        match refuses.as_str() {
            "off" => Ok(()),
            _ => Err(DbError::Lost { reason: "the server takes no writes any more".to_owned() }),
        }
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
        let life = connection.life().unwrap_or_else(|error| {
            tracing::debug!(%error, "what became of a commit whose answer is lost cannot be looked up");
            None
        });
        watch(&mut connection, self.slow);
        Ok(Pooled { connection, answered: clock::monotonic(), life })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> DbResult<()> {
        let is_trusted = clock::monotonic().saturating_sub(pooled.answered) < TRUSTED;
        if is_trusted && *self.broke_off() < pooled.answered {
            return Ok(());
        }
        self.answers(&mut pooled.connection).inspect_err(|_| *self.broke_off() = clock::monotonic())
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

impl Pooled {
    /// What became of a transaction of another connection that belonged to that life of the server; `None` where nobody can tell.
    pub(super) fn became_of(&mut self, transaction: i64, life: Option<NaiveDateTime>) -> DbResult<Option<bool>> {
        let is_same_life = life.is_some() && life == self.life;
        Ok(believed(self.was_committed(transaction)?, is_same_life))
    }
}

/// What to make of what the server says of a transaction. One of which nothing had reached the disk, or the standby, leaves its number to
/// another one after a crash or a promotion: that this other was committed says nothing. That it was not holds for both.
fn believed(was_committed: Option<bool>, is_same_life: bool) -> Option<bool> {
    was_committed.filter(|was_committed| is_same_life || !was_committed)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_another_life_of_the_server_a_number_may_be_another_transactions() {
        for was_committed in [None, Some(false), Some(true)] {
            assert_eq!(believed(was_committed, true), was_committed);
        }
        assert_eq!(believed(Some(true), false), None);
        assert_eq!(believed(Some(false), false), Some(false));
    }
}
