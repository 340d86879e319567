//! Obligations (责任事项): the rows that are tracked.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::dialect::on_either;
use super::schema::obligations;
use super::{DbConnection, DbResult};
use crate::domain::obligation::{ObligationKind, Status};

/// An obligation to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = obligations)]
pub struct NewObligation {
    /// Its plan.
    pub plan_id: i64,
    /// Its measure.
    pub measure_id: i64,
    /// Its milestone; `None` for a standing one.
    pub milestone_id: Option<i64>,
    /// Who owes.
    pub unit_id: i64,
    /// Standing or dated.
    pub kind: ObligationKind,
    /// What must be there.
    pub deliverable: String,
    /// By when.
    pub due: NaiveDate,
    /// The same; never changes.
    pub original_due: NaiveDate,
    /// Where it starts.
    pub status: Status,
    /// Whether it is due after the plan year.
    pub long_range: bool,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
}

/// Stores obligations, a few hundred a statement: SQLite bounds a statement's variables.
///
/// # Errors
/// [`super::DbError::Duplicate`] where a unit already owes the same.
pub fn insert_all(connection: &mut DbConnection, rows: &[NewObligation]) -> DbResult<()> {
    for chunk in rows.chunks(500) {
        on_either!(connection, c => diesel::insert_into(obligations::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// How many obligations of each kind a plan has.
///
/// # Errors
/// A broken database.
pub fn count_by_kind(connection: &mut DbConnection, plan_id: i64) -> DbResult<Vec<(ObligationKind, i64)>> {
    Ok(obligations::table
        .filter(obligations::plan_id.eq(plan_id))
        .group_by(obligations::kind)
        .select((obligations::kind, count_star()))
        .order(obligations::kind)
        .load(connection)?)
}
