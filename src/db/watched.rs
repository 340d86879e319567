//! How long statements take: counted for whoever monitors, and named in the log where one takes too long. What is bound to a
//! statement is written down nowhere: it is somebody's.

use std::cell::Cell;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::connection::{Connection as _, Instrumentation, InstrumentationEvent};

use super::DbConnection;
use super::dialect::on_either;
use crate::clock;
use crate::histogram::{Histogram, STATEMENTS};

/// So many characters of a statement are named.
const SQL_CHARS: usize = 2_000;

/// Before what was bound to a statement, where it is shown.
const BINDS: &str = " -- binds: ";

/// How long the statements of this process took, and how many did not succeed or took too long.
pub struct StatementTimes {
    /// All of them.
    pub all: Histogram,
    /// Those that failed.
    pub failed: AtomicU64,
    /// Those that took longer than the setting allows.
    pub slow: AtomicU64,
}

static TIMES: LazyLock<StatementTimes> = LazyLock::new(|| StatementTimes {
    all: Histogram::new(STATEMENTS),
    failed: AtomicU64::new(0),
    slow: AtomicU64::new(0),
});

/// What was asked of the database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// So many statements.
    pub statements: u64,
    /// And so long they took.
    pub took: Duration,
}

thread_local! {
    static HERE: Cell<Asked> = const { Cell::new(Asked { statements: 0, took: Duration::ZERO }) };
}

/// How long the statements of this process took.
pub fn statement_times() -> &'static StatementTimes {
    &TIMES
}

/// What this thread has asked so far.
pub fn asked_here() -> Asked {
    HERE.get()
}

impl Asked {
    /// What was asked since then.
    pub fn since(self, before: Self) -> Self {
        Self { statements: self.statements - before.statements, took: self.took.saturating_sub(before.took) }
    }
}

/// Looks at a connection's statements.
struct Watch {
    slow: Duration,
    begun: Option<Duration>,
}

/// Watches a connection: what takes so long is named in the log; with 0 nothing is.
pub(super) fn watch(connection: &mut DbConnection, slow: Duration) {
    on_either!(connection, c => c.set_instrumentation(Watch { slow, begun: None }));
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => self.begun = Some(clock::monotonic()),
            InstrumentationEvent::FinishQuery { query, error, .. } => {
                let Some(begun) = self.begun.take() else { return };
                let took = clock::monotonic().saturating_sub(begun);
                count(took, error.is_some());
                self.tell(took, &|most| without_binds(&query.to_string(), most));
            }
            _ => {}
        }
    }
}

impl Watch {
    fn tell(&self, took: Duration, sql: &dyn Fn(usize) -> String) {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if !self.slow.is_zero() && took >= self.slow {
            TIMES.slow.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(target: "sql", ms, sql = sql(SQL_CHARS), "a slow statement");
        } else if tracing::enabled!(target: "sql", tracing::Level::TRACE) {
            tracing::trace!(target: "sql", ms, sql = sql(usize::MAX), "a statement");
        }
    }
}

fn count(took: Duration, has_failed: bool) {
    TIMES.all.observe(took);
    TIMES.failed.fetch_add(u64::from(has_failed), Ordering::Relaxed);
    let Asked { statements, took: before } = HERE.get();
    HERE.set(Asked { statements: statements + 1, took: before + took });
}

/// A statement on one line, without what was bound to it, and so many characters of it at most.
fn without_binds(shown: &str, most: usize) -> String {
    let sql = shown.split_once(BINDS).map_or(shown, |(sql, _)| sql);
    let line: String = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_bound_is_named() {
        let shown = "SELECT `people`.`id`\n  FROM `people` WHERE name = ? -- binds: [\"韦 -- binds: x\"]";
        assert_eq!(without_binds(shown, SQL_CHARS), "SELECT `people`.`id` FROM `people` WHERE name = ?");
        assert_eq!(without_binds(&"x".repeat(5_000), 7).len(), 7);
    }
}
