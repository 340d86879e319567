//! Whether this program may write to its database, and whether that is whole.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::place::Short;
use super::{Database, DbError, DbResult, Failure, migrate};
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
    /// was opened, that one was overwritten or cut off, a newer program has made the tables into what this one does not understand,
    /// or nothing says whether one has.
    pub fn unfit(&self) -> Option<DbError> {
        let refused = self.refuse_unfit_file().and_then(|()| self.refuse_newer()).err()?;
        matches!(
            refused,
            DbError::Moved { .. } | DbError::Damaged { .. } | DbError::TooNew { .. } | DbError::Incomplete { .. }
        )
        .then_some(refused)
    }

    /// Refuses to write into what is not the file any more that was opened, or not all of it. That costs a few questions to the
    /// system, and no lock.
    pub(super) fn refuse_unfit_file(&self) -> DbResult<()> {
        self.place.is_there()?;
        match self.place.bad_head().or_else(|| self.cut_off()) {
            Some(reason) => Err(DbError::Damaged { reason }),
            None => Ok(()),
        }
    }

    /// What is missing of a file that was cut off, until it is found to be whole again. One that is too short may be whole,
    /// where the log still has the rest: SQLite tells, once for each length.
    fn cut_off(&self) -> Option<String> {
        if self.place.known().as_ref().is_some_and(|damage| damage.is_cut) {
            return self.damage();
        }
        let short = self.place.is_short()?;
        let Short { wanted, found } = short;
        match self.read_through() {
            Ok(None) => self.place.note_whole(short),
            Ok(Some(said)) | Err(DbError::Damaged { reason: said }) => {
                let reason = format!("the file was cut off: {found} of {wanted} bytes are left; {said}");
                self.place.note(&reason, Some(clock::monotonic()));
                return Some(reason);
            }
            // Nobody can tell now.
            Err(error) => tracing::warn!(%error, found, wanted, "a file that is too short could not be read through"),
        }
        None
    }

    /// The tables of this program that are not there, although all migrations have run.
    ///
    /// # Errors
    /// An unreadable database.
    pub fn missing_tables(&self) -> DbResult<Vec<&'static str>> {
        self.bare(migrate::missing_tables)
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
