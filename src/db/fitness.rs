//! Whether this program may write to its database, and whether that is whole.

use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::{Database, DbError, DbResult};
use crate::clock;

/// A damaged file is read through no more often: that takes seconds where it is large.
const AGAIN: Duration = Duration::from_secs(60);

#[derive(QueryableByName)]
struct Check {
    #[diesel(sql_type = Text)]
    quick_check: String,
}

impl Database {
    /// Why this program must write nothing here, for as long as that is so: another file stands in the place of the one that
    /// was opened, or a newer program has made the tables into what this one does not understand.
    pub fn unfit(&self) -> Option<DbError> {
        let refused = self.place.is_there().and_then(|()| self.refuse_newer()).err()?;
        matches!(refused, DbError::Moved { .. } | DbError::TooNew { .. }).then_some(refused)
    }

    /// What is known to be damaged, from what any query has met; until the file is found to be whole again.
    pub fn damage(&self) -> Option<String> {
        if let Some(reason) = self.place.bad_head() {
            return Some(reason);
        }
        let now = clock::monotonic();
        let due = {
            let mut known = self.place.known();
            let damage = known.as_mut()?;
            let due = damage.looked_at.is_none_or(|at| now.saturating_sub(at) >= AGAIN);
            damage.looked_at = if due { Some(now) } else { damage.looked_at };
            due
        };
        // Nobody waits meanwhile: whoever meets the damage writes it down, and others are told what is known.
        let found = due.then(|| self.read_through());
        let mut known = self.place.known();
        match (found, known.as_mut()) {
            (Some(Ok(None)), _) => *known = None,
            (Some(Ok(Some(reason))), Some(damage)) => damage.reason = reason,
            (Some(Err(error)), Some(damage)) => damage.reason = error.to_string(),
            _ => {}
        }
        known.as_ref().map(|damage| damage.reason.clone())
    }

    /// Reads through the whole file on a connection of its own; the first thing that is wrong.
    fn read_through(&self) -> DbResult<Option<String>> {
        let mut connection = self.target.connect(self.wait)?;
        let check: Check = sql_query("PRAGMA quick_check(1)").get_result(&mut connection)?;
        Ok(Some(check.quick_check).filter(|said| said != "ok"))
    }
}
