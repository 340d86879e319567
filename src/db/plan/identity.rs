//! By what the same plan is recognised: the unit that coordinates it, its title and its first year, among those not closed.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::db::schema::plans;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::plan::PlanState;

/// Before a title and behind it: without marks and spaces, capitals alike; in the words of the index, and in both dialects.
const FOLDED: (&str, &str) = (
    "lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(",
    ", ' ', ''), '　', ''), '《', ''), '》', ''), '“', ''), '”', ''), '（', ''), '）', ''), '(', ''), ')', ''))",
);

/// The plan of a unit with that title and first year, closed ones left out: key, title and state. One that goes by the name of its file
/// is not recognised by that.
pub fn same_as(
    connection: &mut DbConnection,
    office: Option<UnitId>,
    (title, year): (&str, i32),
) -> DbResult<Option<(PlanId, String, PlanState)>> {
    let (before, behind) = FOLDED;
    let stored = sql::<Text>(&format!("{before}plans.title{behind}"));
    let folded = stored.eq(sql::<Text>(before).bind::<Text, _>(title).sql(behind));
    let own = plans::table
        .filter(plans::coordinating_unit_id.eq(office).and(plans::year.eq(year)).and(folded))
        .filter(plans::state.ne(PlanState::Closed).and(plans::title.ne(plans::source_name)))
        .filter(plans::duplicate_of.is_null());
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

/// The plans that stand a second time from before that was refused, each with the one that it repeats.
pub fn duplicates(connection: &mut DbConnection) -> DbResult<Vec<(PlanId, String, PlanId)>> {
    let marked = plans::table.filter(plans::duplicate_of.is_not_null()).order(plans::id);
    Ok(marked.select((plans::id, plans::title, plans::duplicate_of.assume_not_null())).load(connection)?)
}
