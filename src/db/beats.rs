//! Signs of life (心跳): the scheduler's last tick, each worker's beat.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::dialect::on_either;
use super::schema::beats;
use super::{DbConnection, DbResult};

/// Under which name the scheduler beats.
pub const SCHEDULER: &str = "scheduler";

/// Under which name it is tried whether the database can be written.
pub const WRITE_CHECK: &str = "write_check";

/// One beat more under a name.
///
/// # Errors
/// A broken database.
pub fn beat(connection: &mut DbConnection, name: &str, now: NaiveDateTime) -> DbResult<()> {
    on_either!(connection, c => diesel::insert_into(beats::table)
        .values((beats::name.eq(name), beats::beat.eq(1_i64), beats::at.eq(now)))
        .on_conflict(beats::name)
        .do_update()
        .set((beats::beat.eq(beats::beat + 1_i64), beats::at.eq(now)))
        .execute(c))?;
    Ok(())
}

/// How many beats there were under a name, and when the last one was.
///
/// # Errors
/// A broken database.
pub fn last(connection: &mut DbConnection, name: &str) -> DbResult<Option<(i64, NaiveDateTime)>> {
    Ok(beats::table.find(name).select((beats::beat, beats::at)).first(connection).optional()?)
}

/// Forgets a name: whoever had it has finished.
///
/// # Errors
/// A broken database.
pub fn forget(connection: &mut DbConnection, name: &str) -> DbResult<()> {
    diesel::delete(beats::table.find(name)).execute(connection)?;
    Ok(())
}
