//! Recorded telephone calls: a call counts as the notice.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::about::AboutCall;
use crate::db::dialect::on_either;
use crate::db::schema::{calls, people};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{ObligationId, PersonId, PlanId, UnitId};
use crate::domain::notice::Subject;
use crate::domain::period::Period;

/// A call to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = calls)]
pub struct NewCall<'a> {
    /// What it was about.
    #[diesel(embed)]
    pub about: AboutCall,
    /// The revision of the date it was about; 0 where it was about no date of an obligation.
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
    pub about: AboutCall,
    /// The revision of the date it was about; 0 where it was about no date of an obligation.
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
    type Words = (AboutCall, PersonId, String, Option<String>, String);
    let recorded: Option<Words> = calls::table
        .filter(calls::once_key.eq(call.once_key))
        .select((AboutCall::as_select(), calls::person_id, calls::spoke_with, calls::phone, calls::answer))
        .first(connection)
        .optional()?;
    let (spoke_with, phone, answer) =
        (call.spoke_with.to_owned(), call.phone.map(str::to_owned), call.answer.to_owned());
    Ok(recorded == Some((call.about.clone(), call.person_id, spoke_with, phone, answer)))
}

/// The columns of a call, with the caller.
macro_rules! told {
    () => {
        calls::table.inner_join(people::table).order(calls::id).select((
            AboutCall::as_select(),
            calls::due_rev,
            people::name,
            calls::spoke_with,
            calls::phone,
            calls::answer,
            calls::called_at,
        ))
    };
}

/// The calls about some obligations, those about each the oldest first.
pub(crate) fn of(connection: &mut DbConnection, obligation_ids: &[ObligationId]) -> DbResult<Vec<Call>> {
    in_parts(obligation_ids, |ids| told!().filter(calls::obligation_id.eq_any(ids.to_vec())).load(connection))
}

/// The calls about a unit's report to a plan for a month, the oldest first.
pub(crate) fn of_month(
    connection: &mut DbConnection,
    (plan_id, unit_id): (PlanId, UnitId),
    period: Period,
) -> DbResult<Vec<Call>> {
    let about = AboutCall::new(plan_id, Subject::Month { plan: plan_id, unit: unit_id, period });
    let of_plan = calls::plan_id.eq(plan_id).and(calls::obligation_id.is_null()).and(calls::subject.eq(about.kind));
    let of_month = of_plan.and(calls::about_unit_id.eq(unit_id)).and(calls::about_span.eq(about.about_span));
    Ok(told!().filter(of_month).load(connection)?)
}
