//! Recorded telephone calls: a call counts as the notice.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::dialect::on_either;
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
    /// By which it is recorded once; `None` where nobody asks for that.
    pub once_key: Option<&'a str>,
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

/// Stores a call unless one with its key is there; whether it is new.
pub(crate) fn insert_if_new(connection: &mut DbConnection, call: &NewCall<'_>) -> DbResult<bool> {
    let inserted = on_either!(connection, c => diesel::insert_into(calls::table)
        .values(call)
        .on_conflict(calls::once_key)
        .do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// Whether the call that was recorded with that key is this one: about the same, by the same, with the same words.
pub(crate) fn is_recorded(connection: &mut DbConnection, call: &NewCall<'_>) -> DbResult<bool> {
    type Words = (ObligationId, PersonId, String, Option<String>, String);
    let recorded: Option<Words> = calls::table
        .filter(calls::once_key.eq(call.once_key))
        .select((calls::obligation_id, calls::person_id, calls::spoke_with, calls::phone, calls::answer))
        .first(connection)
        .optional()?;
    let (spoke_with, phone, answer) =
        (call.spoke_with.to_owned(), call.phone.map(str::to_owned), call.answer.to_owned());
    Ok(recorded == Some((call.obligation_id, call.person_id, spoke_with, phone, answer)))
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
