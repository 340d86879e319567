//! Whether the database can be written: a full disk still reads.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::actions::Context;
use crate::clock;
use crate::db::{DbError, beats};

/// The database is tried no more often, however often somebody asks.
const EVERY: Duration = Duration::from_secs(3);

/// A writer in the way is nothing amiss, unless it stays for so long.
const LONG: Duration = Duration::from_secs(30);

/// The last try and what came of it.
#[derive(Debug, Default)]
pub struct WriteCheck(Mutex<Option<Tried>>);

#[derive(Debug, Clone)]
struct Tried {
    at: Duration,
    /// Since when somebody else has been writing.
    busy_since: Option<Duration>,
    amiss: Option<String>,
}

impl WriteCheck {
    /// What is amiss, as of a moment ago; `None` where the database takes what is written.
    pub fn amiss(&self, ctx: &Context) -> Option<String> {
        let now = clock::monotonic();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tried) = last.as_ref().filter(|tried| now.saturating_sub(tried.at) < EVERY) {
            return tried.amiss.clone();
        }
        let written = ctx.db.write_at_once(|c| beats::beat(c, beats::WRITE_CHECK, ctx.clock.now()));
        let busy_since = matches!(written, Err(DbError::Busy { .. }))
            .then(|| last.as_ref().and_then(|tried| tried.busy_since).unwrap_or(now));
        let for_long = busy_since.is_some_and(|since| now.saturating_sub(since) >= LONG);
        let amiss = match written {
            Err(error @ (DbError::Storage { .. } | DbError::Moved { .. } | DbError::Damaged { .. })) => {
                Some(error.to_string())
            }
            Err(error) if for_long => Some(error.to_string()),
            // One that is away or has no tables yet is told of by whoever reads.
            _ => None,
        };
        *last = Some(Tried { at: now, busy_since, amiss: amiss.clone() });
        amiss
    }
}
