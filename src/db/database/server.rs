//! What only a server has: a clock and a language of its own.

use chrono::NaiveDateTime;

use super::Database;
use crate::db::{DbConnection, DbResult};

impl Database {
    /// The language in which the server words its errors (`lc_messages`), where a deadlock or a lost connection would not be
    /// recognised in it.
    pub fn strange_language(&self) -> DbResult<Option<String>> {
        self.bare(DbConnection::strange_language)
    }

    /// What time it is on the database's server, in UTC; `None` for the embedded one, which has no clock of its own.
    pub fn server_time(&self) -> DbResult<Option<NaiveDateTime>> {
        self.bare(DbConnection::server_time)
    }
}
