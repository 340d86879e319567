//! Who serves a database: each process that does holds a lock on it for as long, and one that begins learns whether it is the only
//! one. Nothing is written, and whoever is killed holds nothing any more.

use std::fs::File;
use std::time::Duration;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::{DbConnection, DbResult};

/// Of two that begin at the same moment one waits for the other to have looked.
const TRIES: u32 = 50;
const BETWEEN: Duration = Duration::from_millis(10);

/// Held for as long as a process serves a database.
pub struct Serving {
    /// Whether another process served it already when this one began.
    pub is_shared: bool,
    /// The lock is this connection's where the data is on a server; else the file's that is held open.
    _connection: Option<DbConnection>,
}

impl Serving {
    /// Of an embedded database: the lock is of another kind than those of SQLite's.
    pub(super) fn of_file(file: Option<&File>) -> Self {
        let is_shared = file.is_some_and(|file| {
            let is_alone = file.try_lock().is_ok();
            let has_joined = in_time(|| file.try_lock_shared().is_ok());
            !is_alone && has_joined
        });
        Self { is_shared, _connection: None }
    }

    /// Of a server's database, by a connection of its own.
    pub(super) fn on_server(mut connection: DbConnection) -> DbResult<Self> {
        let is_alone = ask(&mut connection, "pg_try_advisory_lock")?;
        // Held both ways for a moment: whoever comes in between waits.
        let has_joined = is_alone && ask(&mut connection, "pg_try_advisory_lock_shared")?;
        if is_alone {
            ask(&mut connection, "pg_advisory_unlock")?;
        }
        let has_joined =
            has_joined || in_time(|| ask(&mut connection, "pg_try_advisory_lock_shared").is_ok_and(|it| it));
        Ok(Self { is_shared: !is_alone && has_joined, _connection: Some(connection) })
    }
}

/// Whether it succeeds before long.
fn in_time(mut attempt: impl FnMut() -> bool) -> bool {
    (0..TRIES).any(|tries| {
        if tries > 0 {
            std::thread::sleep(BETWEEN);
        }
        attempt()
    })
}

/// Asks for the lock that those have who serve the tables of this schema.
fn ask(connection: &mut DbConnection, function: &str) -> DbResult<bool> {
    let DbConnection::Postgres(c) = connection else { return Ok(false) };
    let lock = format!("{function}(hashtext('duban.serve'), hashtext(coalesce(current_schema(), '')))");
    Ok(diesel::select(sql::<Bool>(&lock)).get_result(c)?)
}
