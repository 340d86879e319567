//! The indicators of a plan that is still a draft (草稿), as its review changes them.

use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use super::plans::{Indicator, IndicatorColumns};
use crate::db::counting::next_place;
use crate::db::schema::indicators;
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{IndicatorId, MeasureId, PlanId};

/// An indicator of a plan.
///
/// # Errors
/// [`crate::db::DbError::NotFound`] where the plan has none of that key.
pub(crate) fn find(connection: &mut DbConnection, plan_id: PlanId, id: IndicatorId) -> DbResult<Indicator> {
    Ok(indicators::table
        .filter(indicators::id.eq(id).and(indicators::plan_id.eq(plan_id)))
        .select(Indicator::as_select())
        .first(connection)?)
}

/// The indicators of these measures, in the order of the document.
pub(crate) fn of_measures(connection: &mut DbConnection, measure_ids: &[MeasureId]) -> DbResult<Vec<Indicator>> {
    in_parts(measure_ids, |part| {
        indicators::table
            .filter(indicators::measure_id.eq_any(part.iter().map(|id| Some(*id))))
            .order(indicators::position)
            .select(Indicator::as_select())
            .load(connection)
    })
}

/// The first indicators that belong to no measure and start from one place of the document to before another, and how many there
/// are.
pub(crate) fn of_none(
    connection: &mut DbConnection,
    plan_id: PlanId,
    (from, to): (i64, i64),
    most: i64,
) -> DbResult<(Vec<Indicator>, usize)> {
    let within = indicators::span_start.ge(from).and(indicators::span_start.lt(to));
    let own =
        || indicators::table.filter(indicators::plan_id.eq(plan_id).and(indicators::measure_id.is_null()).and(within));
    let count: i64 = own().count().get_result(connection)?;
    let first = own().order(indicators::position).limit(most).select(Indicator::as_select()).load(connection)?;
    Ok((first, usize::try_from(count).unwrap_or_default()))
}

/// Of each name of targets that belong to no measure and whose unit is only proposed, the first, in the order of the document; and
/// how many have that name.
pub(crate) fn proposed_units(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<ProposedUnit>> {
    let open = indicators::table.filter(indicators::plan_id.eq(plan_id).and(indicators::proposed_unit.is_not_null()));
    Ok(open
        .group_by((indicators::name, indicators::proposed_unit))
        .order(min(indicators::position))
        .select((min(indicators::id), indicators::name, indicators::proposed_unit, count_star()))
        .load(connection)?)
}

/// A unit of measure that is only proposed.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ProposedUnit {
    /// The first indicator that it is proposed for.
    pub first: Option<IndicatorId>,
    /// What is measured.
    pub name: String,
    /// The unit.
    pub unit: Option<String>,
    /// How many indicators of that name it is proposed for.
    pub count: i64,
}

/// Changes an indicator.
pub(crate) fn change(connection: &mut DbConnection, id: IndicatorId, change: &IndicatorColumns) -> DbResult<()> {
    diesel::update(indicators::table.find(id)).set(change).execute(connection)?;
    Ok(())
}

/// Where the next indicator of a plan stands.
pub(crate) fn next_position(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<i32> {
    let own = indicators::table.filter(indicators::plan_id.eq(plan_id)).order(indicators::position);
    Ok(next_place(&own.select(indicators::position).load::<i32>(connection)?))
}

/// Takes the unit that is proposed for the indicators of a plan under a name, or leaves it.
pub(crate) fn answer_unit(
    connection: &mut DbConnection,
    (plan_id, name, unit): (PlanId, &str, &str),
    adopted: bool,
) -> DbResult<()> {
    let own = indicators::plan_id.eq(plan_id).and(indicators::name.eq(name)).and(indicators::proposed_unit.eq(unit));
    if adopted {
        let same = indicators::table.filter(own);
        diesel::update(same).set(indicators::unit.eq(indicators::proposed_unit)).execute(connection)?;
    }
    let none = indicators::proposed_unit.eq(None::<String>);
    diesel::update(indicators::table.filter(own)).set(none).execute(connection)?;
    Ok(())
}

/// Removes an indicator.
pub(crate) fn remove(connection: &mut DbConnection, id: IndicatorId) -> DbResult<()> {
    diesel::delete(indicators::table.find(id)).execute(connection)?;
    Ok(())
}
