//! The rows of a plan that is still a draft (草稿), as its review changes them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::measures::{NewAssignment, insert_assignments};
use crate::db::counting::{another, next_place};
use crate::db::schema::{
    assignments, indicators, leftovers, measures, milestones, obligations, plans, posts, problems, tasks,
};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{IndicatorId, MeasureId, MilestoneId, PlanId, ProblemId, TaskId, UnitId};
use crate::domain::plan::{AssignmentRole, MilestoneKind, PlanKind, PlanState, Severity};
use crate::domain::round::ReportsOn;

/// A doubt of the compiler as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = problems)]
pub struct Problem {
    /// Key.
    pub id: ProblemId,
    /// How much it matters.
    pub severity: Severity,
    /// What is doubtful.
    pub message: String,
    /// The words it is about.
    pub quote: String,
    /// Where they start in the document.
    pub span_start: i64,
    /// Where they end.
    pub span_end: i64,
    /// When a coordinator had looked at it, in UTC.
    pub settled_at: Option<NaiveDateTime>,
}

/// The doubts about a plan in the order of the document.
pub(crate) fn problems(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Problem>> {
    Ok(problems::table
        .filter(problems::plan_id.eq(plan_id))
        .order(problems::position)
        .select(Problem::as_select())
        .load(connection)?)
}

/// Those about what starts from one place of it to before another.
pub(crate) fn problems_from_to(
    connection: &mut DbConnection,
    plan_id: PlanId,
    (from, to): (i64, i64),
) -> DbResult<Vec<Problem>> {
    Ok(problems::table
        .filter(problems::plan_id.eq(plan_id).and(problems::span_start.ge(from)).and(problems::span_start.lt(to)))
        .order(problems::position)
        .select(Problem::as_select())
        .load(connection)?)
}

/// Marks a doubt of a plan as looked at, or as open again; false where the plan has none of that key.
pub(crate) fn settle_problem(
    connection: &mut DbConnection,
    plan_id: PlanId,
    id: ProblemId,
    settled_at: Option<NaiveDateTime>,
) -> DbResult<bool> {
    let problem = problems::table.filter(problems::id.eq(id).and(problems::plan_id.eq(plan_id)));
    Ok(diesel::update(problem).set(problems::settled_at.eq(settled_at)).execute(connection)? == 1)
}

/// Marks the doubts of a plan about exactly this stretch of the document as looked at.
pub(crate) fn settle_problems_at(
    connection: &mut DbConnection,
    plan_id: PlanId,
    (start, end): (i64, i64),
    now: NaiveDateTime,
) -> DbResult<()> {
    if start >= end {
        return Ok(()); // what stands nowhere in the document
    }
    let about = problems::span_start.eq(start).and(problems::span_end.eq(end)).and(problems::settled_at.is_null());
    diesel::update(problems::table.filter(problems::plan_id.eq(plan_id).and(about)))
        .set(problems::settled_at.eq(Some(now)))
        .execute(connection)?;
    Ok(())
}

/// Marks the doubts of a plan that say one of these as looked at.
pub(crate) fn settle_problems_saying(
    connection: &mut DbConnection,
    plan_id: PlanId,
    words: &[&str],
    now: NaiveDateTime,
) -> DbResult<()> {
    let open = problems(connection, plan_id)?.into_iter().filter(|problem| problem.settled_at.is_none());
    for problem in open.filter(|problem| words.iter().any(|said| problem.message.contains(said))) {
        settle_problem(connection, plan_id, problem.id, Some(now))?;
    }
    Ok(())
}

/// Title, years and kind of a plan, and by which days it asks for reports.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = plans, treat_none_as_null = true)]
pub struct Head<'a> {
    /// The title.
    pub title: &'a str,
    /// The year the plan is for, or the first one.
    pub year: i32,
    /// The last one, where it is for several.
    pub last_year: Option<i32>,
    /// From what kind of source its tasks come.
    pub kind: PlanKind,
    /// Day of the month by which the monthly report is due.
    pub cutoff_day: i32,
    /// Which month that report is about.
    pub reports_on: ReportsOn,
}

/// Changes title and years of a plan.
pub(crate) fn change_head(connection: &mut DbConnection, plan_id: PlanId, head: &Head<'_>) -> DbResult<()> {
    diesel::update(plans::table.find(plan_id)).set(head).execute(connection)?;
    Ok(())
}

/// Puts a word for the whole region wherever a plan names nobody (nothing, where it is left), and forgets that it was proposed.
pub(crate) fn answer_whole(connection: &mut DbConnection, plan_id: PlanId, word: Option<&str>) -> DbResult<()> {
    if let Some(word) = word {
        let own = || measures::table.inner_join(tasks::table).filter(tasks::plan_id.eq(plan_id)).select(measures::id);
        let nobodys = milestones::table.filter(milestones::owed_by.eq("").and(milestones::measure_id.eq_any(own())));
        diesel::update(nobodys).set(milestones::owed_by.eq(word)).execute(connection)?;
        let nobodys = indicators::table.filter(indicators::scope.eq("").and(indicators::plan_id.eq(plan_id)));
        diesel::update(nobodys).set(indicators::scope.eq(word)).execute(connection)?;
    }
    let none = plans::proposed_whole.eq(None::<String>);
    diesel::update(plans::table.find(plan_id)).set(none).execute(connection)?;
    Ok(())
}

/// How many dates of a plan name nobody.
pub(crate) fn nobodys_dates(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<i64> {
    let own = milestones::table.inner_join(measures::table.inner_join(tasks::table));
    Ok(own.filter(tasks::plan_id.eq(plan_id).and(milestones::owed_by.eq(""))).count().get_result(connection)?)
}

/// Gives a milestone another date.
pub(crate) fn redate_milestone(connection: &mut DbConnection, id: MilestoneId, due: NaiveDate) -> DbResult<()> {
    diesel::update(milestones::table.find(id)).set(milestones::due.eq(Some(due))).execute(connection)?;
    Ok(())
}

/// Gives an indicator another date.
pub(crate) fn redate_indicator(connection: &mut DbConnection, id: IndicatorId, due: NaiveDate) -> DbResult<()> {
    diesel::update(indicators::table.find(id)).set(indicators::due.eq(Some(due))).execute(connection)?;
    Ok(())
}

/// Puts other units on a measure in a role.
pub(crate) fn assign(
    connection: &mut DbConnection,
    measure_id: MeasureId,
    role: AssignmentRole,
    rows: &[NewAssignment],
) -> DbResult<()> {
    let own = assignments::table.filter(assignments::measure_id.eq(measure_id).and(assignments::role.eq(role)));
    diesel::delete(own).execute(connection)?;
    insert_assignments(connection, rows)
}

/// Takes the units that were proposed for a measure, or leaves them.
pub(crate) fn answer_proposal(connection: &mut DbConnection, measure_id: MeasureId, adopted: bool) -> DbResult<()> {
    let open = assignments::table.filter(assignments::measure_id.eq(measure_id).and(assignments::proposed.eq(true)));
    if adopted {
        diesel::update(open).set(assignments::proposed.eq(false)).execute(connection)?;
    } else {
        diesel::delete(open).execute(connection)?;
    }
    Ok(())
}

/// What a coordinator makes of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = milestones, treat_none_as_null = true)]
pub struct MilestoneChange {
    /// By when; `None` until there is a date.
    pub due: Option<NaiveDate>,
    /// What must be there.
    pub deliverable: String,
    /// Who owes it, joined by 、.
    pub owed_by: String,
    /// What kind of time phrase it is.
    pub kind: MilestoneKind,
}

/// Changes a milestone.
pub(crate) fn change_milestone(
    connection: &mut DbConnection,
    id: MilestoneId,
    change: &MilestoneChange,
) -> DbResult<()> {
    diesel::update(milestones::table.find(id)).set(change).execute(connection)?;
    Ok(())
}

/// Says who owes a milestone.
pub(crate) fn set_owed_by(connection: &mut DbConnection, id: MilestoneId, owed_by: &str) -> DbResult<()> {
    diesel::update(milestones::table.find(id)).set(milestones::owed_by.eq(owed_by)).execute(connection)?;
    Ok(())
}

/// Where the next milestone of a measure stands.
pub(crate) fn next_position(connection: &mut DbConnection, measure_id: MeasureId) -> DbResult<i32> {
    let own = milestones::table.filter(milestones::measure_id.eq(measure_id)).order(milestones::position);
    Ok(next_place(&own.select(milestones::position).load::<i32>(connection)?))
}

/// Removes a milestone.
pub(crate) fn remove_milestone(connection: &mut DbConnection, id: MilestoneId) -> DbResult<()> {
    diesel::delete(milestones::table.find(id)).execute(connection)?;
    Ok(())
}

/// A draft has changed: whoever looked at it before sees an older one.
pub(crate) fn touch(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<()> {
    diesel::update(plans::table.find(plan_id)).set(plans::version.eq(another!(plans::version))).execute(connection)?;
    Ok(())
}

/// The same of every other draft, where something has changed that they may all name.
pub(crate) fn touch_others(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<()> {
    diesel::update(plans::table.filter(plans::state.eq(PlanState::Draft).and(plans::id.ne(plan_id))))
        .set(plans::version.eq(another!(plans::version)))
        .execute(connection)?;
    Ok(())
}

/// Whether anything names a unit: an assignment, an obligation, a post.
pub(crate) fn is_in_use(connection: &mut DbConnection, unit_id: UnitId) -> DbResult<bool> {
    let assigned: i64 = assignments::table.filter(assignments::unit_id.eq(unit_id)).count().get_result(connection)?;
    let owed: i64 = obligations::table.filter(obligations::unit_id.eq(unit_id)).count().get_result(connection)?;
    let posts: i64 = posts::table.filter(posts::unit_id.eq(unit_id)).count().get_result(connection)?;
    Ok(assigned + owed + posts > 0)
}

/// Puts one unit in the place of another wherever it is named; where both stood in a role the other's place remains.
pub(crate) fn replace_unit(connection: &mut DbConnection, from: UnitId, to: UnitId) -> DbResult<()> {
    let named: Vec<(MeasureId, UnitId, AssignmentRole)> = assignments::table
        .filter(assignments::unit_id.eq(from))
        .select((assignments::id, assignments::measure_id, assignments::role))
        .load(connection)?;
    for (id, measure_id, role) in named {
        let same = assignments::measure_id.eq(measure_id).and(assignments::role.eq(role));
        let there = assignments::table.filter(assignments::unit_id.eq(to).and(same));
        if there.count().get_result::<i64>(connection)? == 0 {
            diesel::update(assignments::table.find(id)).set(assignments::unit_id.eq(to)).execute(connection)?;
        } else {
            diesel::delete(assignments::table.find(id)).execute(connection)?;
        }
    }
    Ok(())
}

/// Removes a draft with everything that hangs off it.
pub(crate) fn remove_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<()> {
    let task_ids: Vec<TaskId> = tasks::table.filter(tasks::plan_id.eq(plan_id)).select(tasks::id).load(connection)?;
    let measure_ids: Vec<MeasureId> =
        measures::table.filter(measures::task_id.eq_any(&task_ids)).select(measures::id).load(connection)?;
    diesel::delete(problems::table.filter(problems::plan_id.eq(plan_id))).execute(connection)?;
    diesel::delete(leftovers::table.filter(leftovers::plan_id.eq(plan_id))).execute(connection)?;
    diesel::delete(indicators::table.filter(indicators::plan_id.eq(plan_id))).execute(connection)?;
    diesel::delete(milestones::table.filter(milestones::measure_id.eq_any(&measure_ids))).execute(connection)?;
    diesel::delete(assignments::table.filter(assignments::measure_id.eq_any(&measure_ids))).execute(connection)?;
    diesel::delete(measures::table.filter(measures::id.eq_any(&measure_ids))).execute(connection)?;
    diesel::delete(tasks::table.filter(tasks::id.eq_any(&task_ids))).execute(connection)?;
    diesel::delete(plans::table.find(plan_id)).execute(connection)?;
    Ok(())
}
