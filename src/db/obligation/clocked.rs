//! What the clock looks at of a plan: some of its obligations, with what it must know of them.

use chrono::NaiveDate;
use diesel::dsl::{count, max};
use diesel::prelude::*;

use super::obligations::Obligation;
use crate::db::among::among;
use crate::db::schema::{obligations, plans, units, unreadable_dates};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::obligation::due::{IN_PLAY, effective_due};
use crate::domain::obligation::{Awaiting, ObligationKind, Status};
use crate::domain::plan::PlanState;
use crate::domain::round::Cadence;
use crate::domain::unit::UnitClass;

/// Those of a plan for which time matters, each with the class of the unit that owes.
macro_rules! watched {
    ($connection:expr, $plan_id:expr, $which:expr) => {{
        let meant = obligations::plan_id.eq($plan_id).and(obligations::status.eq_any(IN_PLAY.to_vec()));
        let rows: Vec<(Obligation, UnitClass)> = obligations::table
            .inner_join(units::table)
            .filter(meant.and($which))
            .select((Obligation::as_select(), units::class))
            .load($connection)?;
        Ok(rows.into_iter().map(|(row, class)| (row.locked_if_unreadable(), class)).collect())
    }};
}

/// These obligations of a plan, as far as time matters for them, each with the class of the unit that owes.
pub(crate) fn watched(
    connection: &mut DbConnection,
    plan_id: PlanId,
    ids: &[ObligationId],
) -> DbResult<Vec<(Obligation, UnitClass)>> {
    watched!(connection, plan_id, among(connection, obligations::id, ids))
}

/// The same of all standing ones of some units.
pub(crate) fn standing(
    connection: &mut DbConnection,
    plan_id: PlanId,
    units: &[UnitId],
) -> DbResult<Vec<(Obligation, UnitClass)>> {
    let standing = obligations::kind.eq(ObligationKind::Standing);
    watched!(connection, plan_id, standing.and(among(connection, obligations::unit_id, units)))
}

/// What of these lies with a lead.
pub(crate) fn with_leads(connection: &mut DbConnection, ids: &[ObligationId]) -> DbResult<Vec<Obligation>> {
    let with_lead = obligations::awaiting.eq(Awaiting::Lead).and(obligations::status.eq(Status::Submitted));
    let rows: Vec<Obligation> = obligations::table
        .filter(among(connection, obligations::id, ids).and(with_lead))
        .order(obligations::id)
        .select(Obligation::as_select())
        .load(connection)?;
    Ok(rows.into_iter().map(Obligation::locked_if_unreadable).collect())
}

/// What of a plan still asks for reports: how often, and until when.
pub(crate) fn standing_until(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<(Cadence, NaiveDate)>> {
    let standing = obligations::kind.eq(ObligationKind::Standing).and(obligations::status.eq_any(IN_PLAY.to_vec()));
    let rows: Vec<(Cadence, Option<NaiveDate>, Option<NaiveDate>)> = obligations::table
        .filter(obligations::plan_id.eq(plan_id).and(standing))
        .group_by(obligations::cadence)
        .select((obligations::cadence, max(obligations::due), max(obligations::answer_by)))
        .load(connection)?;
    let known = rows.into_iter().filter(|(cadence, ..)| cadence.is_known());
    // What is owed until the later of both is owed until the latest of either.
    Ok(known.filter_map(|(cadence, due, answer_by)| Some((cadence, effective_due(due?, answer_by)))).collect())
}

/// How many obligations of plans that are tracked stand where another version has put them, or have a date that nobody can read: nobody
/// can act on them here. All are looked at.
pub(crate) fn locked(connection: &mut DbConnection) -> DbResult<usize> {
    let status = obligations::status.ne_all(Status::ALL.to_vec());
    let awaiting = obligations::awaiting.assume_not_null().ne_all(Awaiting::ALL.to_vec());
    let unknown = status.or(obligations::awaiting.is_not_null().and(awaiting));
    let tracked = plans::table.filter(plans::state.eq(PlanState::Active)).select(plans::id);
    let of_tracked = obligations::table.filter(obligations::plan_id.eq_any(tracked).and(unknown));
    let strange: i64 = of_tracked.count().get_result(connection)?;
    let undated = unreadable_dates::table.filter(unreadable_dates::table_name.eq("obligations"));
    let undated: i64 = undated.select(count(unreadable_dates::row_id).aggregate_distinct()).get_result(connection)?;
    Ok(usize::try_from(strange + undated).unwrap_or_default())
}
