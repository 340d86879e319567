//! What is still open in a draft (草稿), counted by the database, with the first of each kind in the order of the document.

use chrono::NaiveDate;
use diesel::dsl::{count, count_star, exists, min, not};
use diesel::prelude::*;

use crate::db::people::units::Unit;
use crate::db::schema::{
    assignments, indicators, leftovers, measures, milestones, problems, tasks, unit_aliases, units,
};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, MilestoneId, PlanId};
use crate::domain::plan::AssignmentRole;
use crate::domain::unit::UnitClass;

/// How many there are of something open, and the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted<T> {
    /// How many.
    pub count: usize,
    /// The first; `None` where there is none.
    pub first: Option<T>,
}

impl<T> Counted<T> {
    fn of(count: i64, first: Option<T>) -> Self {
        Self { count: usize::try_from(count).unwrap_or_default(), first }
    }
}

/// Whether some unit owes a measure over the year, proposed ones included.
macro_rules! is_owed {
    () => {
        exists(
            assignments::table.filter(assignments::measure_id.eq(measures::id)).filter(
                assignments::role.eq(AssignmentRole::Lead).or(assignments::role.eq(AssignmentRole::Responsible)),
            ),
        )
    };
}

/// Doubts of a plan that nobody has ticked off.
macro_rules! open_doubts {
    ($plan_id:expr) => {
        problems::table.filter(problems::plan_id.eq($plan_id).and(problems::settled_at.is_null()))
    };
}

/// Stretches of the document that nobody has decided about.
macro_rules! open_stretches {
    ($plan_id:expr) => {
        leftovers::table.filter(leftovers::plan_id.eq($plan_id).and(leftovers::settled_at.is_null()))
    };
}

/// Measures still to be done that no unit leads and for which none is responsible.
macro_rules! unowed_measures {
    ($plan_id:expr) => {
        measures::table
            .inner_join(tasks::table)
            .filter(tasks::plan_id.eq($plan_id))
            .filter(measures::closed.eq(false).and(not(is_owed!())))
    };
}

/// Measures for which units are proposed that nobody has taken or left.
macro_rules! proposing {
    ($plan_id:expr) => {{
        let proposed = assignments::table.filter(assignments::measure_id.eq(measures::id));
        measures::table
            .inner_join(tasks::table)
            .filter(tasks::plan_id.eq($plan_id))
            .filter(exists(proposed.filter(assignments::proposed.eq(true))))
    }};
}

/// How many measures there are, and the first.
macro_rules! counted {
    ($connection:expr, $measures:expr) => {{
        let count: i64 = $measures.count().get_result($connection)?;
        let first = $measures.order((tasks::position, measures::number)).select(measures::id);
        Ok(Counted::of(count, first.first($connection).optional()?))
    }};
}

/// Doubts that nobody has ticked off; where in the document the first stands.
pub(crate) fn doubts(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Counted<i64>> {
    let (count, first) = open_doubts!(plan_id).select((count_star(), min(problems::span_start))).first(connection)?;
    Ok(Counted::of(count, first))
}

/// Stretches of the document that nobody has decided about; where the first stands.
pub(crate) fn stretches(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Counted<i64>> {
    let (count, first) =
        open_stretches!(plan_id).select((count_star(), min(leftovers::span_start))).first(connection)?;
    Ok(Counted::of(count, first))
}

/// Where doubts and stretches stand that are open: each is in one part of a long draft.
pub(crate) fn places(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<i64>> {
    let mut places: Vec<i64> = open_doubts!(plan_id).select(problems::span_start).load(connection)?;
    places.extend(open_stretches!(plan_id).select(leftovers::span_start).load::<i64>(connection)?);
    Ok(places)
}

/// The measures for which units are proposed that nobody has taken or left, in the order of the document.
pub(crate) fn with_proposals(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<MeasureId>> {
    let all = proposing!(plan_id).order((tasks::position, measures::number)).select(measures::id);
    Ok(all.load(connection)?)
}

/// Measures with something open: once that nobody owes them over the year, and once that their units are only proposed.
pub(crate) fn of_measures(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<MeasureId>> {
    let mut ids: Vec<MeasureId> = unowed_measures!(plan_id).select(measures::id).load(connection)?;
    ids.extend(proposing!(plan_id).select(measures::id).load::<MeasureId>(connection)?);
    Ok(ids)
}

/// Measures for which units are proposed that nobody has taken or left.
pub(crate) fn proposals(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Counted<MeasureId>> {
    counted!(connection, proposing!(plan_id))
}

/// Measures still to be done that no unit leads and for which none is responsible.
pub(crate) fn unowed(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Counted<MeasureId>> {
    counted!(connection, unowed_measures!(plan_id))
}

/// Names of targets for which a unit of measure is proposed that nobody has taken or left.
pub(crate) fn guesses(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<usize> {
    let open = indicators::table.filter(indicators::plan_id.eq(plan_id).and(indicators::proposed_unit.is_not_null()));
    let names: i64 = open.select(count(indicators::name).aggregate_distinct()).first(connection)?;
    Ok(usize::try_from(names).unwrap_or_default())
}

/// Whom the lists of a plan's dates name, each as it is stored once.
pub(crate) fn owed_by_texts(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<String>> {
    let own = milestones::table.inner_join(measures::table.inner_join(tasks::table)).filter(tasks::plan_id.eq(plan_id));
    Ok(own.select(milestones::owed_by).distinct().load(connection)?)
}

/// Which lists reach whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// They name a unit that is known.
    pub named: Vec<String>,
    /// Whoever leads the measure answers for them, else whoever is responsible for it.
    pub answered: Vec<String>,
    /// They mean those governments that are responsible for the measure.
    pub concerned: Vec<String>,
}

/// Dates of measures still to be done that nobody owes, as these lists are understood.
macro_rules! unowed_dates {
    ($plan_id:expr, $reach:expr) => {{
        let government = units::class.eq_any(UnitClass::PLACES.to_vec()).and(units::proposed.eq(false));
        let concerned = assignments::table
            .inner_join(units::table)
            .filter(assignments::measure_id.eq(measures::id).and(assignments::role.eq(AssignmentRole::Responsible)))
            .filter(government);
        let reached = milestones::owed_by
            .eq_any($reach.named.clone())
            .or(milestones::owed_by.eq_any($reach.answered.clone()).and(is_owed!()))
            .or(milestones::owed_by.eq_any($reach.concerned.clone()).and(exists(concerned)));
        milestones::table
            .inner_join(measures::table.inner_join(tasks::table))
            .filter(tasks::plan_id.eq($plan_id).and(measures::closed.eq(false)).and(milestones::due.is_not_null()))
            .filter(not(reached))
    }};
}

/// Dates of measures still to be done that nobody owes, with the measure of the first.
pub(crate) fn dates(
    connection: &mut DbConnection,
    plan_id: PlanId,
    reach: &Reach,
) -> DbResult<Counted<(MilestoneId, MeasureId)>> {
    let count: i64 = unowed_dates!(plan_id, reach).count().get_result(connection)?;
    let first = unowed_dates!(plan_id, reach)
        .order((tasks::position, measures::number, milestones::position))
        .select((milestones::id, milestones::measure_id));
    Ok(Counted::of(count, first.first(connection).optional()?))
}

/// Dates of measures still to be done that lie before a day or behind another, with the measure of the first.
pub(crate) fn outside(
    connection: &mut DbConnection,
    plan_id: PlanId,
    (first_day, last_day): (NaiveDate, NaiveDate),
) -> DbResult<Counted<(MilestoneId, MeasureId)>> {
    let outside = || {
        milestones::table
            .inner_join(measures::table.inner_join(tasks::table))
            .filter(tasks::plan_id.eq(plan_id).and(measures::closed.eq(false)))
            .filter(milestones::due.lt(first_day).or(milestones::due.gt(last_day)))
    };
    let count: i64 = outside().count().get_result(connection)?;
    let first = outside()
        .order((tasks::position, measures::number, milestones::position))
        .select((milestones::id, milestones::measure_id));
    Ok(Counted::of(count, first.first(connection).optional()?))
}

/// The units that a plan names and that a coordinator has yet to place: those on its measures, and those that its dates name by
/// one of these.
pub(crate) fn unplaced(connection: &mut DbConnection, plan_id: PlanId, owing: &[&str]) -> DbResult<Vec<Unit>> {
    let on_it = assignments::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id).and(assignments::unit_id.eq(units::id)));
    let called =
        unit_aliases::table.filter(unit_aliases::unit_id.eq(units::id)).filter(unit_aliases::alias.eq_any(owing));
    Ok(units::table
        .filter(units::proposed.eq(true))
        .filter(exists(on_it).or(units::name.eq_any(owing)).or(exists(called)))
        .order((units::position, units::id))
        .select(Unit::as_select())
        .load(connection)?)
}
