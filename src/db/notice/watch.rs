//! What the clock looks at: the obligations of a plan with what the ladder must know of them.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::db::obligation::obligations::Obligation;
use crate::db::schema::{assignments, audit, measures, obligations, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::{Awaiting, Status};
use crate::domain::plan::AssignmentRole;
use crate::domain::unit::UnitClass;

/// The obligations of a plan in its order, with the class of the unit that owes; of those statuses, or all.
pub fn obligations(
    connection: &mut DbConnection,
    plan_id: PlanId,
    statuses: Option<&[Status]>,
) -> DbResult<Vec<(Obligation, UnitClass)>> {
    let mut query = obligations::table
        .inner_join(units::table)
        .filter(obligations::plan_id.eq(plan_id))
        .order(obligations::id)
        .select((Obligation::as_select(), units::class))
        .into_boxed();
    if let Some(statuses) = statuses {
        query = query.filter(obligations::status.eq_any(statuses.to_vec()));
    }
    Ok(query.load(connection)?)
}

/// How many obligations of a plan stand where another version has put them: nobody can act on them here.
pub fn locked(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<usize> {
    let status = obligations::status.ne_all(Status::ALL.to_vec());
    let awaiting = obligations::awaiting.assume_not_null().ne_all(Awaiting::ALL.to_vec());
    let unknown = status.or(obligations::awaiting.is_not_null().and(awaiting));
    let own = obligations::table.filter(obligations::plan_id.eq(plan_id).and(unknown));
    Ok(usize::try_from(own.count().get_result::<i64>(connection)?).unwrap_or_default())
}

/// The first-listed lead of each measure of a plan.
pub fn first_leads(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<HashMap<MeasureId, UnitId>> {
    let leads: Vec<(MeasureId, UnitId)> = assignments::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id).and(assignments::role.eq(AssignmentRole::Lead)))
        .order((assignments::measure_id, assignments::position.desc()))
        .select((assignments::measure_id, assignments::unit_id))
        .load(connection)?;
    // The last one collected is the first of the note.
    Ok(leads.into_iter().collect())
}

/// The history rows of a verb among a plan's obligations: obligation and detail.
pub fn details(
    connection: &mut DbConnection,
    plan_id: PlanId,
    verb: &str,
) -> DbResult<BTreeSet<(ObligationId, String)>> {
    let rows: Vec<(Option<ObligationId>, String)> = audit::table
        .inner_join(obligations::table)
        .filter(obligations::plan_id.eq(plan_id).and(audit::verb.eq(verb)))
        .select((audit::obligation_id, audit::detail))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(id, detail)| Some((id?, detail))).collect())
}
