//! A connection of its own for whoever writes thousands of times: each statement is a transaction by itself, one round where a
//! transaction takes four.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;

use super::Database;
use crate::clock;
use crate::db::dialect::BY_KEYS;
use crate::db::watched::watch;
use crate::db::{DbConnection, DbResult, Engine};

/// So long it is not tried again after it could not be used.
const REST: Duration = Duration::from_secs(1);

/// A connection whose statements are transactions by themselves; on an embedded database, where no round is saved, there is none.
pub struct Pen<'a> {
    database: &'a Database,
    /// Opened when it is needed.
    connection: Option<DbConnection>,
    rests_until: Duration,
}

impl Database {
    /// A pen for one who writes much: one connection more than the pool has, for as long as it is kept.
    pub fn pen(&self) -> Pen<'_> {
        Pen { database: self, connection: None, rests_until: Duration::ZERO }
    }
}

impl Pen<'_> {
    /// Runs a statement that is a transaction by itself and finds by keys. It has to ask itself whether this program may write here
    /// (`migrate::admitted`), and it has to be such that it may run twice: where its answer is lost, nobody knows whether it was stored.
    /// `None` where there is no such connection, or it failed: what was to be done is then done in a transaction, which says why.
    pub(crate) fn stroke<T>(&mut self, statement: impl FnOnce(&mut DbConnection) -> DbResult<T>) -> Option<T> {
        if self.database.engine() == Engine::Sqlite || clock::monotonic() < self.rests_until {
            return None;
        }
        let mut connection = self.connection.take();
        let done = match &mut connection {
            Some(connection) => statement(connection),
            none => self.open().and_then(|opened| statement(none.insert(opened))),
        };
        match done {
            Ok(done) => {
                self.connection = connection;
                Some(done)
            }
            Err(error) => {
                tracing::debug!(%error, "what was to be written goes into a transaction");
                self.rests_until = clock::monotonic() + REST;
                None
            }
        }
    }

    fn open(&self) -> DbResult<DbConnection> {
        let mut connection = self.database.target.connect(self.database.wait)?;
        connection.batch_execute(&BY_KEYS.replace("SET LOCAL", "SET SESSION"))?;
        watch(&mut connection, self.database.slow);
        Ok(connection)
    }
}
