//! Recorded telephone calls: a call counts as the notice.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{calls, people};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{ObligationId, PersonId};

/// A call to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = calls)]
pub struct NewCall<'a> {
    /// What it was about.
    pub obligation_id: ObligationId,
    /// The revision of the date it was about.
    pub due_rev: i32,
    /// Who called.
    pub person_id: PersonId,
    /// Who answered.
    pub spoke_with: &'a str,
    /// The number.
    pub phone: Option<&'a str>,
    /// What was said.
    pub answer: &'a str,
    /// When, in UTC.
    pub called_at: NaiveDateTime,
}

/// A call as stored, with the caller's name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Call {
    /// What it was about.
    pub obligation_id: ObligationId,
    /// The revision of the date it was about.
    pub due_rev: i32,
    /// Who called.
    pub caller: String,
    /// Who answered.
    pub spoke_with: String,
    /// The number.
    pub phone: Option<String>,
    /// What was said.
    pub answer: String,
    /// When, in UTC.
    pub called_at: NaiveDateTime,
}

/// Stores a call.
pub(crate) fn insert(connection: &mut DbConnection, call: &NewCall<'_>) -> DbResult<()> {
    diesel::insert_into(calls::table).values(call).execute(connection)?;
    Ok(())
}

/// The calls about some obligations, those about each the oldest first.
pub(crate) fn of(connection: &mut DbConnection, obligation_ids: &[ObligationId]) -> DbResult<Vec<Call>> {
    in_parts(obligation_ids, |ids| {
        calls::table
            .inner_join(people::table)
            .filter(calls::obligation_id.eq_any(ids.to_vec()))
            .order(calls::id)
            .select((
                calls::obligation_id,
                calls::due_rev,
                people::name,
                calls::spoke_with,
                calls::phone,
                calls::answer,
                calls::called_at,
            ))
            .load(connection)
    })
}
