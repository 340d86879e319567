//! How many obligations stand where, by section: counted in the database.

use chrono::NaiveDate;
use diesel::dsl::{count_star, min, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::db::among::among;
use crate::db::schema::{measures, obligations, plans, tasks};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::obligation::due::clock_status;
use crate::domain::obligation::{ObligationKind, Stage, Status};
use crate::domain::plan::PlanState;
use crate::domain::plan::choice::Plans;

use super::wanted::of_plans;

/// What is counted together: a section of a plan, `（二）` and its heading, or all of a plan, where both are empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Queryable)]
pub struct Section {
    /// The plan.
    pub plan_id: PlanId,
    /// `（二）`.
    pub label: String,
    /// Its heading.
    pub title: String,
}

/// What is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Within {
    /// Of these plans.
    pub plans: Plans,
    /// Owed by this unit; `None` for every one.
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

/// Narrows a boxed query of obligations and their plans to what is counted.
macro_rules! within {
    ($query:expr, $within:expr) => {{
        let Within { plans, unit_id } = $within;
        let query = of_plans!($query.filter(plans::state.ne(PlanState::Draft)), plans);
        match unit_id {
            Some(id) => query.filter(obligations::unit_id.eq(id)),
            None => query,
        }
    }};
}
pub(in crate::db) use within;

/// Whether it was to be done by a day. A later day for an answer counts only while that is waited for, and for nothing that came late:
/// it makes no late item early.
macro_rules! was_due {
    ($day:expr) => {{
        let answer_by = obligations::answer_by.assume_not_null();
        let is_answered = obligations::status.eq_any([Status::Submitted, Status::Closed]).or(obligations::came_late);
        obligations::due.le($day).and(obligations::answer_by.is_null().or(answer_by.le($day)).or(is_answered))
    }};
}

/// Counts by plan: by a column more, what they are of.
macro_rules! by_plan {
    ($of:expr) => {
        obligations::table.inner_join(plans::table).group_by((obligations::plan_id, obligations::status, $of)).select((
            (obligations::plan_id, "".into_sql::<Text>(), "".into_sql::<Text>()),
            obligations::status,
            $of,
            count_star(),
            min(obligations::id),
        ))
    };
}

/// That obligations are of some plans, none of them a draft, and have no later year.
macro_rules! of_these {
    ($c:expr, $ids:expr) => {
        among($c, obligations::plan_id, $ids)
            .and(plans::state.ne(PlanState::Draft))
            .and(obligations::long_range.eq(false))
    };
}

/// Counts by section, or by plan: by two columns more, what they are of beside the plan.
macro_rules! tally {
    ($within:expr, $by:expr, $of:expr, $filter:expr, $c:expr) => {{
        let counts = obligations::long_range.eq(false).and($filter);
        let said = (obligations::status, $of, count_star(), min(obligations::id));
        match $by {
            By::Section => {
                let all = obligations::table
                    .inner_join(measures::table.inner_join(tasks::table))
                    .inner_join(plans::table)
                    .group_by((obligations::plan_id, tasks::section, tasks::section_title, obligations::status, $of))
                    .select((
                        (obligations::plan_id, tasks::section, tasks::section_title),
                        said.0,
                        said.1,
                        said.2,
                        said.3,
                    ));
                within!(all.into_boxed(), $within).filter(counts).load($c)?
            }
            By::Plan => within!(by_plan!($of).into_boxed(), $within).filter(counts).load($c)?,
        }
    }};
}

/// By what is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The sections of the plans.
    Section,
    /// The plans.
    Plan,
}

/// What has a deadline and was due by a day, by whether it came late; what is only claimed to be 不涉及 is not handed in.
pub fn due_by(c: &mut DbConnection, within: Within, by: By, day: NaiveDate) -> DbResult<Vec<Tally<bool>>> {
    let due = obligations::kind.ne(ObligationKind::Standing).and(was_due!(day));
    let of = (obligations::came_late, obligations::claimed_not_applicable);
    let rows: Vec<Tally<(bool, bool)>> = tally!(within, by, of, due, c);
    Ok(rows.into_iter().map(by_the_clock).collect())
}

/// What is only claimed to be 不涉及 stands where it stood.
fn by_the_clock(tally: Tally<(bool, bool)>) -> Tally<bool> {
    let Tally { section, status, of: (came_late, claimed), count, first } = tally;
    Tally { section, status: clock_status(status, claimed), of: came_late, count, first }
}

/// The same as [`due_by`] of some plans, each by itself.
pub(crate) fn due_by_of(c: &mut DbConnection, ids: &[PlanId], day: NaiveDate) -> DbResult<Vec<Tally<bool>>> {
    let due = obligations::kind.ne(ObligationKind::Standing).and(was_due!(day));
    let of = (obligations::came_late, obligations::claimed_not_applicable);
    let rows: Vec<Tally<(bool, bool)>> = by_plan!(of).filter(of_these!(c, ids)).filter(due).load(c)?;
    Ok(rows.into_iter().map(by_the_clock).collect())
}

/// The same as [`of_the_year`] of some plans, each by itself.
pub(crate) fn of_the_year_of(c: &mut DbConnection, ids: &[PlanId]) -> DbResult<Vec<Tally<Option<Stage>>>> {
    let standing = obligations::kind.eq(ObligationKind::Standing);
    Ok(by_plan!(obligations::stage).filter(of_these!(c, ids)).filter(standing).load(c)?)
}

/// The same as [`closed_early`] of some plans, each by itself.
pub(crate) fn closed_early_of(c: &mut DbConnection, ids: &[PlanId], day: NaiveDate) -> DbResult<Vec<(PlanId, i64)>> {
    let closed = is_closed().and(obligations::kind.ne(ObligationKind::Standing));
    let all = obligations::table.inner_join(plans::table).group_by(obligations::plan_id);
    let of_these = all.filter(of_these!(c, ids)).filter(closed.and(obligations::due.gt(day)));
    Ok(of_these.select((obligations::plan_id, count_star())).load(c)?)
}

/// What has a deadline that is still to come and is closed already.
pub fn closed_early(c: &mut DbConnection, within: Within, day: NaiveDate) -> DbResult<i64> {
    let closed = is_closed().and(obligations::kind.ne(ObligationKind::Standing));
    let all = obligations::table.inner_join(plans::table).select(count_star()).into_boxed();
    let all = within!(all, within).filter(obligations::long_range.eq(false));
    Ok(all.filter(closed).filter(obligations::due.gt(day)).first(c)?)
}

/// That an obligation is closed, in the words of the index that has only those: a bound value would not be known for its own.
fn is_closed() -> SqlLiteral<Bool> {
    sql("obligations.status = 'closed'")
}

/// What is owed over the year, by how far it is.
pub fn of_the_year(c: &mut DbConnection, within: Within, by: By) -> DbResult<Vec<Tally<Option<Stage>>>> {
    Ok(tally!(within, by, obligations::stage, obligations::kind.eq(ObligationKind::Standing), c))
}
