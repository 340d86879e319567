//! How many obligations stand where, by section: counted in the database.

use chrono::NaiveDate;
use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use crate::db::schema::{measures, obligations, plans, tasks};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::obligation::{ObligationKind, Stage, Status};
use crate::domain::plan::PlanState;

/// A section of a plan: `（二）` and its heading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Queryable)]
pub struct Section {
    /// The plan.
    pub plan_id: PlanId,
    /// `（二）`.
    pub label: String,
    /// Its heading.
    pub title: String,
}

/// What is counted; `None` leaves a condition out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Within {
    /// Of this plan.
    pub plan_id: Option<PlanId>,
    /// Owed by this unit.
    pub unit_id: Option<UnitId>,
}

/// So many obligations of a section; `D` is what else they have in common beside the status.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Tally<D> {
    /// The section.
    pub section: Section,
    /// Where they stand.
    pub status: Status,
    /// Whether they came late, or how far they are.
    pub of: D,
    /// How many.
    pub count: i64,
    /// The first of them.
    pub first: Option<ObligationId>,
}

/// The obligations of active and closed plans that count for their year, as far as they are meant.
macro_rules! counted {
    ($within:expr) => {{
        let all = obligations::table
            .inner_join(measures::table.inner_join(tasks::table))
            .inner_join(plans::table)
            .filter(plans::state.ne(PlanState::Draft).and(obligations::long_range.eq(false)));
        // Without a plan every one is meant, and so with units.
        let Within { plan_id, unit_id } = $within;
        let every_plan = plan_id.is_none().into_sql::<diesel::sql_types::Bool>();
        let every_unit = unit_id.is_none().into_sql::<diesel::sql_types::Bool>();
        all.filter(obligations::plan_id.eq(plan_id.unwrap_or(PlanId::new(0))).or(every_plan))
            .filter(obligations::unit_id.eq(unit_id.unwrap_or(UnitId::new(0))).or(every_unit))
    }};
}

/// Whether the date that counts has come by a day.
macro_rules! has_come {
    ($day:expr) => {{
        let answer_by = obligations::answer_by.assume_not_null();
        obligations::due.le($day).and(obligations::answer_by.is_null().or(answer_by.le($day)))
    }};
}

/// What has a deadline and was due by a day, by whether it came late.
pub fn due_by(c: &mut DbConnection, within: Within, day: NaiveDate) -> DbResult<Vec<Tally<bool>>> {
    let section = (obligations::plan_id, tasks::section, tasks::section_title);
    Ok(counted!(within)
        .filter(obligations::kind.ne(ObligationKind::Standing).and(has_come!(day)))
        .group_by((
            obligations::plan_id,
            tasks::section,
            tasks::section_title,
            obligations::status,
            obligations::came_late,
        ))
        .select((section, obligations::status, obligations::came_late, count_star(), min(obligations::id)))
        .load(c)?)
}

/// What has a deadline that is still to come and is closed already.
pub fn closed_early(c: &mut DbConnection, within: Within, day: NaiveDate) -> DbResult<i64> {
    let closed = obligations::status.eq(Status::Closed).and(obligations::kind.ne(ObligationKind::Standing));
    let answer_by = obligations::answer_by.assume_not_null();
    let to_come = obligations::due.gt(day).or(obligations::answer_by.is_not_null().and(answer_by.gt(day)));
    Ok(counted!(within).filter(closed).filter(to_come).select(count_star()).first(c)?)
}

/// What is owed over the year, by how far it is.
pub fn of_the_year(c: &mut DbConnection, within: Within) -> DbResult<Vec<Tally<Option<Stage>>>> {
    let section = (obligations::plan_id, tasks::section, tasks::section_title);
    Ok(counted!(within)
        .filter(obligations::kind.eq(ObligationKind::Standing))
        .group_by((obligations::plan_id, tasks::section, tasks::section_title, obligations::status, obligations::stage))
        .select((section, obligations::status, obligations::stage, count_star(), min(obligations::id)))
        .load(c)?)
}
