//! Floor 2: the only place that names diesel. Five doors, one a noun: what stands in each is named
//! as `db::mail::outbox`. `dialect` holds everything per backend.
//!
//! Functions here load and store; they decide nothing. They take a connection, so that an action can
//! call several of them in one transaction. Each fails with a [`DbError`] where the database is broken, busy or gone, and one
//! that answers with the row of a key with [`DbError::NotFound`] where there is none; an `# Errors` line stands only where
//! there is more to say.

mod among;
mod attempt;
pub mod audit;
pub(crate) mod backup;
pub mod beats;
pub mod counted;
mod counting;
mod database;
pub(crate) mod dates;
mod dialect;
mod error;
pub mod files;
mod fitness;
pub mod instance;
pub(crate) mod job_failures;
mod kept;
pub mod mail;
mod migrate;
pub mod notice;
pub mod obligation;
pub mod people;
mod place;
pub mod plan;
mod pool;
mod reach;
pub(crate) mod restore;
mod schema;
mod serving;
mod transaction;
mod turn;
mod watched;

use diesel::QueryResult;

pub use database::{Database, Pen};
pub use dialect::{DbConnection, Engine, Target};
pub use error::{DbError, DbResult, Failure};
pub use migrate::PROGRAM_LEVEL;
pub use place::Disk;
pub use serving::Serving;
pub use watched::{Asked, StatementTimes, asked_here, statement_times};

/// So many keys go into one statement: SQLite takes 32,766 values in each, PostgreSQL 65,535.
const KEYS: usize = 10_000;

/// What is read for any number of keys, some thousands a statement. Every part comes in the order of its statement.
fn in_parts<K, T>(keys: &[K], mut read: impl FnMut(&[K]) -> QueryResult<Vec<T>>) -> DbResult<Vec<T>> {
    let mut found = Vec::new();
    for part in keys.chunks(KEYS) {
        found.append(&mut read(part)?);
    }
    Ok(found)
}
