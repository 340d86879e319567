//! How many obligations stand where, by section: counted in the database.

use chrono::NaiveDate;
use diesel::dsl::{count_star, min};
use diesel::prelude::*;
use diesel::sql_types::Text;

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

/// Whether the date that counts has come by a day.
macro_rules! has_come {
    ($day:expr) => {{
        let answer_by = obligations::answer_by.assume_not_null();
        obligations::due.le($day).and(obligations::answer_by.is_null().or(answer_by.le($day)))
    }};
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
            By::Plan => {
                let all = obligations::table
                    .inner_join(plans::table)
                    .group_by((obligations::plan_id, obligations::status, $of))
                    .select((
                        (obligations::plan_id, "".into_sql::<Text>(), "".into_sql::<Text>()),
                        said.0,
                        said.1,
                        said.2,
                        said.3,
                    ));
                within!(all.into_boxed(), $within).filter(counts).load($c)?
            }
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
    let due = obligations::kind.ne(ObligationKind::Standing).and(has_come!(day));
    let of = (obligations::came_late, obligations::claimed_not_applicable);
    let rows: Vec<Tally<(bool, bool)>> = tally!(within, by, of, due, c);
    let row = |Tally { section, status, of: (came_late, claimed), count, first }: Tally<(bool, bool)>| Tally {
        section,
        status: clock_status(status, claimed),
        of: came_late,
        count,
        first,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// What has a deadline that is still to come and is closed already.
pub fn closed_early(c: &mut DbConnection, within: Within, day: NaiveDate) -> DbResult<i64> {
    let closed = obligations::status.eq(Status::Closed).and(obligations::kind.ne(ObligationKind::Standing));
    let answer_by = obligations::answer_by.assume_not_null();
    let to_come = obligations::due.gt(day).or(obligations::answer_by.is_not_null().and(answer_by.gt(day)));
    let all = obligations::table.inner_join(plans::table).select(count_star()).into_boxed();
    let all = within!(all, within).filter(obligations::long_range.eq(false));
    Ok(all.filter(closed).filter(to_come).first(c)?)
}

/// What is owed over the year, by how far it is.
pub fn of_the_year(c: &mut DbConnection, within: Within, by: By) -> DbResult<Vec<Tally<Option<Stage>>>> {
    Ok(tally!(within, by, obligations::stage, obligations::kind.eq(ObligationKind::Standing), c))
}
