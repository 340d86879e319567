//! Whether the file of a database may be written to, and whether it is whole.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::error::is_damage;
use super::place::{Place, Short};
use super::{DbError, DbResult, Failure, Target};
use crate::clock;

/// A damaged file is read through no more often: that takes seconds where it is large.
const AGAIN: Duration = Duration::from_secs(60);

#[derive(QueryableByName)]
struct Check {
    #[diesel(sql_type = Text)]
    quick_check: String,
}

/// The file of a database, as it is asked how it is.
pub(super) struct FileState<'a> {
    /// Which one was opened.
    pub(super) place: &'a Place,
    /// Where the data is.
    pub(super) target: &'a Target,
    /// How long a lock is waited for.
    pub(super) wait: Duration,
}

impl FileState<'_> {
    /// Refuses to write into what is not the file any more that was opened, or not all of it. That costs a few questions to the
    /// system, and no lock.
    pub(super) fn refuse_unfit(&self) -> DbResult<()> {
        self.place.is_there()?;
        match self.place.bad_head().or_else(|| self.cut_off()) {
            Some(reason) => Err(DbError::Damaged { reason }),
            None => Ok(()),
        }
    }

    /// What is missing of a file that was cut off, until it is found to be whole again: whoever writes into it makes it as long
    /// as it was. One that is too short may be whole, where the log still has the rest: SQLite tells, once for each length.
    fn cut_off(&self) -> Option<String> {
        if self.place.known().as_ref().is_some_and(|damage| damage.is_cut) {
            return self.damage();
        }
        let short = self.place.is_short()?;
        let said = match self.read_through() {
            Ok(None) => {
                self.place.note_whole(short);
                return None;
            }
            Ok(Some(said)) => said,
            Err(error) if is_damage(&error.to_string()) => error.to_string(),
            Err(error) => {
                // Nobody can tell now.
                tracing::warn!(%error, ?short, "a file that is too short could not be read through");
                return None;
            }
        };
        let reason = format!("the file was cut off: {} of {} bytes are left; {said}", short.found, short.wanted);
        self.place.note(&reason, Some(clock::monotonic()));
        Some(reason)
    }

    /// What is known to be damaged, from what any query has met; until the file is found to be whole again.
    pub(super) fn damage(&self) -> Option<String> {
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
        // SQLite takes nothing at all for an empty database.
        if self.place.is_short().is_some_and(Short::has_no_head) {
            return Ok(Some("no page is left".to_owned()));
        }
        let mut connection = self.target.connect(self.wait)?;
        // A word of another version is no damage.
        connection.batch_execute("PRAGMA ignore_check_constraints = ON")?;
        let check: Check = sql_query("PRAGMA quick_check(1)").get_result(&mut connection)?;
        Ok(Some(check.quick_check).filter(|said| said != "ok"))
    }

    /// Remembers a damaged file from whatever met it.
    pub(super) fn noting_damage<T, E: Failure>(&self, done: Result<T, E>) -> Result<T, E> {
        if let Some(reason) = done.as_ref().err().and_then(Failure::damage) {
            self.place.note(reason, None);
        }
        done
    }
}
