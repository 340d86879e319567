//! When sessions were last used, where the database could not be told: who works while nothing can be written is not idle.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDateTime;

use crate::domain::id::SessionId;

/// The last requests that are not stored, by session.
#[derive(Debug, Default)]
pub struct LastSeen(Mutex<HashMap<SessionId, NaiveDateTime>>);

impl LastSeen {
    /// The later of what is stored and what is remembered here.
    pub fn latest(&self, session: &SessionId, stored: NaiveDateTime) -> NaiveDateTime {
        self.all().get(session).map_or(stored, |seen| stored.max(*seen))
    }

    /// Remembers a request that could not be stored, and forgets those before a time: their sessions are over.
    pub fn remember(&self, session: &SessionId, now: NaiveDateTime, over_before: NaiveDateTime) {
        let mut all = self.all();
        all.retain(|_, seen| *seen > over_before);
        all.insert(session.clone(), now);
    }

    /// A later request is stored.
    pub fn forget(&self, session: &SessionId) {
        self.all().remove(session);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<SessionId, NaiveDateTime>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
