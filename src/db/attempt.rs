//! A transaction that may be tried again: the database gave it up, or its connection broke off before it was committed.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use super::{DbError, DbResult, Failure};

/// So often at most a transaction is tried, and the server asked what became of one.
const TRIES: u32 = 4;

/// Why a transaction did not come to its end.
pub(super) struct Attempt<E, T> {
    /// What to say if it was the last try.
    pub error: E,
    /// Nothing of it is stored, and another try may succeed.
    pub again: bool,
    /// Where the answer to its commit was lost: its number, and what it comes to if it was committed.
    pub doubt: Option<(i64, T)>,
}

impl<E: Failure, T> Attempt<E, T> {
    /// One that failed outside of what it was to do: at its beginning or at its end.
    pub(super) fn of(error: DbError) -> Self {
        let again = matches!(error, DbError::Lost { .. } | DbError::Collided { .. });
        Self { error: error.into(), again, doubt: None }
    }

    /// One whose commit was not answered.
    pub(super) fn in_doubt(error: DbError, transaction: i64, value: T) -> Self {
        Self { error: error.into(), again: false, doubt: Some((transaction, value)) }
    }

    /// Asks the server what became of it: what it comes to, or whether it may be tried again.
    pub(super) fn resolved(self, mut was_committed: impl FnMut(i64) -> DbResult<Option<bool>>) -> Result<T, Self> {
        let Self { error, again, doubt: Some((transaction, value)) } = self else { return Err(self) };
        for tries in 1..=TRIES {
            match was_committed(transaction) {
                Ok(Some(true)) => return Ok(value),
                Ok(Some(false)) => return Err(Self { error, again: true, doubt: None }),
                // No connection was to be had, and that was waited for.
                Err(DbError::Busy { .. }) => break,
                // The old connection's process has not noticed yet.
                Ok(None) | Err(_) => std::thread::sleep(pause(tries)),
            }
        }
        Err(Self { error, again, doubt: None })
    }
}

/// Tries until it succeeds or another try is of no use.
pub(super) fn persistently<T, E>(mut attempt: impl FnMut() -> Result<T, Attempt<E, T>>) -> Result<T, E> {
    let mut tries = 1;
    loop {
        match attempt() {
            Ok(value) => return Ok(value),
            Err(Attempt { error, again, .. }) if !again || tries == TRIES => return Err(error),
            Err(_) => std::thread::sleep(pause(tries)),
        }
        tries += 1;
    }
}

/// Two that got into each other's way do not come back at the same moment.
fn pause(tries: u32) -> Duration {
    let chance = RandomState::new().build_hasher().finish() % 40;
    Duration::from_millis(10 + chance) * tries
}
