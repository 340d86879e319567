//! The writers' turn within the process: SQLite has one writer at a time, and its busy handler is unfair.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::clock;

/// One writer at a time; whoever waits for too long is told so.
#[derive(Default)]
pub(super) struct Turn {
    taken: Mutex<bool>,
    free: Condvar,
}

/// Somebody's turn; it ends when this is dropped.
pub(super) struct Taken<'a>(&'a Turn);

impl Turn {
    /// Waits for a turn, so long at most.
    pub(super) fn take(&self, patience: Duration) -> Option<Taken<'_>> {
        let until = clock::monotonic() + patience;
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken {
            let left = until.checked_sub(clock::monotonic()).filter(|left| !left.is_zero())?;
            taken = self.free.wait_timeout(taken, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        *taken = true;
        Some(Taken(self))
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_comes_to_an_end_even_where_its_writer_panics() {
        let turn = Turn::default();
        let held = turn.take(Duration::ZERO).expect("nobody writes");
        assert!(turn.take(Duration::ZERO).is_none(), "two at a time");
        drop(held);
        let writer = std::panic::AssertUnwindSafe(|| {
            let _held = turn.take(Duration::ZERO).expect("nobody writes");
            std::panic::resume_unwind(Box::new("a defect"));
        });
        assert!(std::panic::catch_unwind(writer).is_err());
        assert!(turn.take(Duration::ZERO).is_some(), "nobody may write any more");
    }
}
