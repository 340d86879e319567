//! Files (附件): what was handed in, once by what is in it. The name belongs to whatever it was handed in for.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::dialect::on_either;
use super::schema::{files, plans};
use super::{DbConnection, DbResult};

/// Keeps a file by the SHA-256 of its content, in hex; one that is there already stays.
pub(crate) fn keep(connection: &mut DbConnection, sha256: &str, content: &[u8], now: NaiveDateTime) -> DbResult<()> {
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let row = (files::sha256.eq(sha256), files::size.eq(size), files::content.eq(content), files::created_at.eq(now));
    on_either!(connection, c => diesel::insert_into(files::table)
        .values(row)
        .on_conflict(files::sha256)
        .do_nothing()
        .execute(c))?;
    Ok(())
}

/// What is in a file.
///
/// # Errors
/// [`super::DbError::NotFound`] where none of that content is kept.
pub fn content(connection: &mut DbConnection, sha256: &str) -> DbResult<Vec<u8>> {
    Ok(files::table.find(sha256).select(files::content).first(connection)?)
}

/// The keys behind the last one in their order, so many at most.
pub(crate) fn keys(connection: &mut DbConnection, behind: &str, most: i64) -> DbResult<Vec<String>> {
    let behind = files::table.filter(files::sha256.gt(behind));
    Ok(behind.order(files::sha256).select(files::sha256).limit(most).load(connection)?)
}

/// Deletes files that came before that time and that nothing refers to, so many at most; how many.
pub(crate) fn prune(connection: &mut DbConnection, before: NaiveDateTime, most: i64) -> DbResult<usize> {
    let used = plans::table.filter(plans::file_sha256.eq(files::sha256.nullable()));
    let unused: Vec<String> = files::table
        .filter(files::created_at.lt(before).and(not(exists(used))))
        .select(files::sha256)
        .limit(most)
        .load(connection)?;
    let unused = files::table.filter(files::sha256.eq_any(unused));
    Ok(diesel::delete(unused).execute(connection)?)
}
