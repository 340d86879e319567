//! What a request asks of the database, counted over all the threads that work for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::db::{Asked, asked_here};

/// One request's.
#[derive(Debug, Default)]
pub(super) struct Tally {
    statements: AtomicU64,
    micros: AtomicU64,
}

tokio::task_local! {
    /// The tally of the request that is being answered.
    pub(super) static TALLY: Arc<Tally>;
}

impl Tally {
    /// So many statements, and the milliseconds they took.
    pub(super) fn so_far(&self) -> (u64, u64) {
        (self.statements.load(Ordering::Relaxed), self.micros.load(Ordering::Relaxed) / 1_000)
    }

    fn add(&self, asked: Asked) {
        self.statements.fetch_add(asked.statements, Ordering::Relaxed);
        self.micros.fetch_add(u64::try_from(asked.took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// The same work, with what it asks counted for the request that wants it.
pub(super) fn counted<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let tally = TALLY.try_with(Arc::clone).ok();
    move || {
        let before = asked_here();
        let done = work();
        if let Some(tally) = tally {
            tally.add(asked_here().since(before));
        }
        done
    }
}
