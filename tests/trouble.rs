//! The database is away, locked, full or read-only, or something panics: nothing is stored by half, no answer says more than
//! is known, and nothing that was typed is lost.

mod full;
mod leftovers;
mod locked;
mod lost;
mod panics;
mod standby;
mod trusted;
mod unfit;
mod unwritable;

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection as _;
use duban::db::{Database, DbError, Engine};

use crate::support::database::TestDatabase;

/// Somebody else who writes for a long time, until it is dropped.
struct LongWriter(Option<(Sender<()>, JoinHandle<()>)>);

impl LongWriter {
    /// Takes SQLite's write lock, or locks those tables of PostgreSQL against writers.
    fn start(database: &TestDatabase, tables: &'static str) -> Self {
        Self::start_in("EXCLUSIVE", database, tables)
    }

    /// The same in another mode of PostgreSQL.
    fn start_in(mode: &'static str, database: &TestDatabase, tables: &'static str) -> Self {
        let (db, (release, released), (holds, held)) = (database.open(), channel::<()>(), channel());
        let work = move || {
            db.write(|c| {
                if db.engine() == Engine::Postgres {
                    c.batch_execute(&format!("LOCK TABLE {tables} IN {mode} MODE"))?;
                }
                holds.send(()).expect("the test waits");
                let _ = released.recv();
                Ok::<_, DbError>(())
            })
            .expect("a long write");
        };
        let thread = std::thread::spawn(work);
        held.recv().expect("the lock");
        Self(Some((release, thread)))
    }
}

impl Drop for LongWriter {
    fn drop(&mut self) {
        let Some((release, thread)) = self.0.take() else { return };
        drop(release);
        drop(thread.join());
    }
}

/// Makes the one connection of a pool of one refuse every write.
pub(crate) fn refuse_writes(db: &Database) {
    let statement = match db.engine() {
        Engine::Sqlite => "PRAGMA query_only = ON",
        Engine::Postgres => "SET default_transaction_read_only = on",
    };
    db.bare(|c| Ok(c.batch_execute(statement)?)).expect(statement);
}

#[test]
fn errors_are_worded_in_a_language_that_is_known() {
    assert_eq!(TestDatabase::new().migrated().strange_language().expect("an answer"), None);
}
