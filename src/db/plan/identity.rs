//! By what the same plan is recognised: the unit that coordinates it, its folded title and its first year, among those not closed.

use diesel::prelude::*;

use crate::db::schema::plans;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::plan::{PlanState, folded_title};

/// The plan of a unit with that title and first year, closed ones left out: key, title and state.
pub fn same_as(
    connection: &mut DbConnection,
    office: Option<UnitId>,
    (title, year): (&str, i32),
) -> DbResult<Option<(PlanId, String, PlanState)>> {
    let folded = folded_title(title);
    let own = plans::table
        .filter(plans::coordinating_unit_id.eq(office).and(plans::folded_title.eq(folded)).and(plans::year.eq(year)))
        .filter(plans::state.ne(PlanState::Closed).and(plans::folded_title.ne("").and(plans::duplicate_of.is_null())));
    Ok(own.select((plans::id, plans::title, plans::state)).first(connection).optional()?)
}

/// Says which unit coordinates a plan.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where it has a plan of that title and year.
pub(crate) fn set_office(connection: &mut DbConnection, id: PlanId, office: Option<UnitId>) -> DbResult<()> {
    diesel::update(plans::table.find(id)).set(plans::coordinating_unit_id.eq(office)).execute(connection)?;
    Ok(())
}

/// Folds the titles that no program has folded yet. A plan that stands a second time is marked as such and named in the log: of
/// several the active one stands, else the first.
pub(in crate::db) fn fold_titles(connection: &mut DbConnection) -> DbResult<()> {
    let unfolded = plans::table.filter(plans::folded_title.eq("")).order((plans::state, plans::id));
    let rows: Vec<(PlanId, String, i32, Option<UnitId>, PlanState)> = unfolded
        .select((plans::id, plans::title, plans::year, plans::coordinating_unit_id, plans::state))
        .load(connection)?;
    for (id, title, year, office, state) in rows {
        let first = same_as(connection, office, (&title, year))?.filter(|_| state != PlanState::Closed);
        let first = first.map(|(first, ..)| first);
        if let Some(first) = first {
            tracing::warn!(%id, %first, title, year, "a plan stands twice: this one cannot be handed out any more");
        }
        let folded = (plans::folded_title.eq(folded_title(&title)), plans::duplicate_of.eq(first));
        diesel::update(plans::table.find(id)).set(folded).execute(connection)?;
    }
    Ok(())
}

/// The plans that stand a second time from before that was refused, each with the one that it repeats.
pub fn duplicates(connection: &mut DbConnection) -> DbResult<Vec<(PlanId, String, PlanId)>> {
    let marked = plans::table.filter(plans::duplicate_of.is_not_null()).order(plans::id);
    Ok(marked.select((plans::id, plans::title, plans::duplicate_of.assume_not_null())).load(connection)?)
}
