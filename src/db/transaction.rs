//! A transaction from its beginning to its end, on either database.
#![expect(clippy::disallowed_types, reason = "a function of the server's is declared for every backend there is")]

use chrono::NaiveDateTime;
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager as _};
use diesel::dsl::sql;
use diesel::expression::functions::declare_sql_function;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Timestamp};

use super::attempt::Attempt;
use super::dialect::{BY_KEYS, on_either};
use super::{DbConnection, DbError, DbResult, Failure};

#[declare_sql_function]
extern "SQL" {
    /// What became of a transaction.
    fn txid_status(transaction: BigInt) -> Nullable<Text>;
}

/// The number of a transaction, in PostgreSQL's words.
pub(super) const NUMBER: &str = "txid_current()";

/// What a commit waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeping {
    /// The disk has it.
    Disk,
    /// The system has it: it outlives the process, and the disk has it soon. For what is written thousands of times, by keys.
    System,
}

/// The outcome of a transaction that is rolled back whatever it is.
pub(super) struct Undone<T, E>(pub(super) Result<T, E>);

impl<T, E: From<DbError>> From<DbError> for Undone<T, E> {
    fn from(error: DbError) -> Self {
        Self(Err(error.into()))
    }
}

impl<T, E: Failure> Failure for Undone<T, E> {
    fn is_collision(&self) -> bool {
        self.0.as_ref().is_err_and(E::is_collision)
    }

    fn is_unreadable_row(&self) -> bool {
        self.0.as_ref().is_err_and(E::is_unreadable_row)
    }

    fn damage(&self) -> Option<&str> {
        self.0.as_ref().err().and_then(E::damage)
    }
}

impl DbConnection {
    /// Runs `write` in a transaction that takes SQLite's write lock at its start: one that reads first and
    /// then writes fails under a concurrent writer whatever the busy timeout. Before that `admit` says whether it may run, and by which
    /// number the server can say afterwards whether it was committed; SQLite says it at once.
    pub(super) fn in_write_transaction<T, E: Failure>(
        &mut self,
        keeping: Keeping,
        admit: fn(&mut Self) -> DbResult<Option<i64>>,
        write: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, Attempt<E, T>> {
        let write = |c: &mut Self| {
            let number = admit(c)?;
            Ok((write(c)?, number))
        };
        match self {
            DbConnection::Sqlite(_) if keeping == Keeping::Disk => self.in_transaction("BEGIN IMMEDIATE", write),
            DbConnection::Sqlite(_) => {
                self.batch_execute("PRAGMA synchronous = NORMAL").map_err(|error| Attempt::of(error.into()))?;
                let done = self.in_transaction("BEGIN IMMEDIATE", write);
                if let Err(error) = self.batch_execute("PRAGMA synchronous = FULL") {
                    tracing::warn!(%error, "commits on this connection no longer wait for the disk");
                }
                done
            }
            // What a server has not put on its disk is gone when it crashes, though we live on.
            DbConnection::Postgres(_) if keeping == Keeping::Disk => self.in_transaction("BEGIN", write),
            // One round, and its statements find by keys.
            DbConnection::Postgres(_) => self.in_transaction(&format!("BEGIN; {BY_KEYS}"), write),
        }
    }

    /// Runs `write` in a transaction that begins so.
    fn in_transaction<T, E: Failure>(
        &mut self,
        begin: &str,
        write: impl FnOnce(&mut Self) -> Result<(T, Option<i64>), E>,
    ) -> Result<T, Attempt<E, T>> {
        on_either!(self, c => AnsiTransactionManager::begin_transaction_sql(c, begin))
            .map_err(|error| Attempt::of(error.into()))?;
        match write(self) {
            Ok((value, number)) => match self.commit().map_err(DbError::of_commit) {
                Ok(()) => Ok(value),
                Err(error) => match (&error, number) {
                    (DbError::Unsure { .. }, Some(number)) => Err(Attempt::in_doubt(error, number, value)),
                    _ => Err(Attempt::of(error)),
                },
            },
            Err(error) => Err(self.give_up(error)),
        }
    }

    /// Runs `write` in a part of the transaction that has begun: an error takes back what it did there, and nothing else.
    ///
    /// # Errors
    /// What the function returns.
    pub fn in_savepoint<T, E: Failure>(&mut self, write: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        on_either!(self, c => AnsiTransactionManager::begin_transaction(c)).map_err(DbError::from)?;
        match write(self) {
            Ok(value) => {
                self.commit().map_err(DbError::from)?;
                Ok(value)
            }
            Err(error) => Err(self.give_up::<T, E>(error).error),
        }
    }

    /// By what the server can say afterwards whether this transaction was committed.
    pub(super) fn transaction_number(&mut self) -> DbResult<Option<i64>> {
        match self {
            DbConnection::Sqlite(_) => Ok(None),
            DbConnection::Postgres(c) => Ok(Some(diesel::select(sql::<BigInt>(NUMBER)).get_result(c)?)),
        }
    }

    /// By what one life of the server is told from another: its counters begin anew with each crash, and a standby has its own.
    pub(super) fn life(&mut self) -> DbResult<Option<NaiveDateTime>> {
        let DbConnection::Postgres(c) = self else { return Ok(None) };
        let life = sql::<Nullable<Timestamp>>("(SELECT stats_reset AT TIME ZONE 'UTC' FROM pg_stat_bgwriter)");
        Ok(diesel::select(life).get_result(c)?)
    }

    /// What became of a transaction of another connection; `None` where nobody knows yet or any more.
    pub(super) fn was_committed(&mut self, transaction: i64) -> DbResult<Option<bool>> {
        let DbConnection::Postgres(c) = self else { return Ok(None) };
        let status: Option<String> = diesel::select(txid_status(transaction)).get_result(c)?;
        Ok(match status.as_deref() {
            Some("committed") => Some(true),
            Some("aborted") => Some(false),
            _ => None,
        })
    }

    /// Runs `read` in a transaction in which every query sees the same state, whoever writes meanwhile.
    pub(super) fn in_read_transaction<T, E: Failure>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, Attempt<E, T>> {
        match self {
            DbConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN DEFERRED"),
            DbConnection::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
                c,
                "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
        }
        .map_err(|error| Attempt::of(error.into()))?;
        match read(self) {
            Ok(value) => {
                // What was read is read, whatever becomes of the connection; a broken one does not go back to the pool.
                drop(self.commit());
                Ok(value)
            }
            Err(error) => Err(self.give_up(error)),
        }
    }

    /// Takes a transaction back. One that cannot be taken back because the connection is gone was never stored: it may be
    /// tried again on another one.
    fn give_up<T, E: Failure>(&mut self, error: E) -> Attempt<E, T> {
        let lost = match self.roll_back().map_err(DbError::from) {
            Ok(()) => false,
            Err(DbError::Lost { .. }) => true,
            Err(rollback) => {
                tracing::error!(%rollback, "a transaction could not be rolled back");
                false
            }
        };
        let again = lost || error.is_collision();
        Attempt { error, again, doubt: None }
    }

    fn commit(&mut self) -> QueryResult<()> {
        on_either!(self, c => AnsiTransactionManager::commit_transaction(c))
    }

    fn roll_back(&mut self) -> QueryResult<()> {
        on_either!(self, c => AnsiTransactionManager::rollback_transaction(c))
    }
}
