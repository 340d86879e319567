//! Background jobs that fail, and since when: `/readyz` and `/metrics` tell of them wherever they run.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::counting::one_more;
use super::dialect::on_either;
use super::schema::job_failures;
use super::{DbConnection, DbResult};

/// A job that has not been done for some rounds.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = job_failures)]
pub(crate) struct JobFailure {
    /// Its name.
    pub job: String,
    /// Failed rounds in a row.
    pub rounds: i32,
    /// When it first failed, in UTC.
    pub since: NaiveDateTime,
    /// When it last failed, in UTC.
    pub last_at: NaiveDateTime,
    /// Why it failed the last time.
    pub reason: String,
}

/// One failed round more.
pub(crate) fn count(connection: &mut DbConnection, job: &str, reason: &str, now: NaiveDateTime) -> DbResult<()> {
    let row = (
        job_failures::job.eq(job),
        job_failures::rounds.eq(1),
        job_failures::since.eq(now),
        job_failures::last_at.eq(now),
        job_failures::reason.eq(reason),
    );
    let again = (
        job_failures::rounds.eq(one_more!(job_failures::rounds)),
        job_failures::last_at.eq(now),
        job_failures::reason.eq(reason),
    );
    on_either!(connection, c => diesel::insert_into(job_failures::table)
        .values(row)
        .on_conflict(job_failures::job)
        .do_update()
        .set(again)
        .execute(c))?;
    Ok(())
}

/// Forgets the failures of a job that was done.
pub(crate) fn forget(connection: &mut DbConnection, job: &str) -> DbResult<()> {
    diesel::delete(job_failures::table.find(job)).execute(connection)?;
    Ok(())
}

/// All of them, by name.
pub(crate) fn all(connection: &mut DbConnection) -> DbResult<Vec<JobFailure>> {
    Ok(job_failures::table.order(job_failures::job).select(JobFailure::as_select()).load(connection)?)
}
