//! A look that takes no transaction.

use super::Database;
use crate::db::{DbConnection, DbResult};

impl Database {
    /// Runs a function outside of any transaction, and again where it meets a date that nobody can read: that is moved out of the way.
    ///
    /// # Errors
    /// As [`Database::bare`].
    pub fn glance<T>(&self, mut run: impl FnMut(&mut DbConnection) -> DbResult<T>) -> DbResult<T> {
        self.past_unreadable_dates(|| self.bare(&mut run))
    }
}
