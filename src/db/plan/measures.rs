//! Tasks (任务) of a plan, their measures (措施), who is assigned (分工) and what is due (时间节点).

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::dialect::insert_many;
use crate::db::schema::{assignments, measures, milestones, tasks};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{MeasureId, MilestoneId, PlanId, TaskId, UnitId};
use crate::domain::plan::{AssignmentRole, MilestoneKind};
use crate::domain::round::Cadence;

/// A task to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = tasks)]
pub struct NewTask<'a> {
    /// Its plan.
    pub plan_id: PlanId,
    /// `（二）`, or empty.
    pub section: &'a str,
    /// The section's heading.
    pub section_title: &'a str,
    /// `1`.
    pub number: &'a str,
    /// The task's title.
    pub title: &'a str,
    /// Order in the document.
    pub position: i32,
}

/// A measure to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = measures)]
pub struct NewMeasure<'a> {
    /// Its task.
    pub task_id: TaskId,
    /// Position in the task, from 1.
    pub number: i32,
    /// Its own heading inside the task.
    pub subtitle: Option<&'a str>,
    /// The cleaned text.
    pub text: &'a str,
    /// What else the note says.
    pub notes: &'a str,
    /// How far it was by the table that it was read from, in words.
    pub progress: &'a str,
    /// Whether it is done with by that table.
    pub closed: bool,
    /// Where it starts in the document.
    pub span_start: i64,
    /// Where it ends.
    pub span_end: i64,
}

/// An assignment to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = assignments)]
pub struct NewAssignment {
    /// Its measure.
    pub measure_id: MeasureId,
    /// The unit.
    pub unit_id: UnitId,
    /// As what.
    pub role: AssignmentRole,
    /// Order in the note: the first-listed lead reviews.
    pub position: i32,
    /// As the note has it.
    pub written_as: String,
    /// Whether a coordinator has yet to confirm it.
    pub proposed: bool,
}

/// A milestone to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = milestones)]
pub struct NewMilestone<'a> {
    /// Its measure.
    pub measure_id: MeasureId,
    /// Order in the measure.
    pub position: i32,
    /// The time phrase as written.
    pub phrase: &'a str,
    /// The date it means.
    pub due: Option<NaiveDate>,
    /// What kind of time phrase it is.
    pub kind: MilestoneKind,
    /// What must be there.
    pub deliverable: &'a str,
    /// As compiled, joined by 、.
    pub owed_by: &'a str,
    /// Where it starts in the document.
    pub span_start: i64,
    /// Where it ends.
    pub span_end: i64,
}

/// A measure with what fan-out needs of its task.
#[derive(Debug, Clone, Queryable)]
pub struct Measure {
    /// Key.
    pub id: MeasureId,
    /// Its task.
    pub task_id: TaskId,
    /// `（二）`.
    pub section: String,
    /// The section's heading.
    pub section_title: String,
    /// `1`.
    pub task_number: String,
    /// The task's title.
    pub task_title: String,
    /// Position in the task, from 1.
    pub number: i32,
    /// Its own heading inside the task.
    pub subtitle: Option<String>,
    /// The cleaned text.
    pub text: String,
    /// What else the note says.
    pub notes: String,
    /// How far it was by the table that it was read from, in words; empty where that says nothing.
    pub progress: String,
    /// Whether it is done with: nobody owes it.
    pub closed: bool,
    /// How often it is reported on.
    pub cadence: Cadence,
    /// Where it starts in the document.
    pub span_start: i64,
    /// Where it ends.
    pub span_end: i64,
}

/// An assignment as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Assignment {
    /// Its measure.
    pub measure_id: MeasureId,
    /// The unit.
    pub unit_id: UnitId,
    /// As what.
    pub role: AssignmentRole,
    /// Order in the note.
    pub position: i32,
    /// As the note has it.
    pub written_as: String,
    /// Whether a coordinator has yet to confirm it.
    pub proposed: bool,
}

/// A milestone as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Milestone {
    /// Key.
    pub id: MilestoneId,
    /// Its measure.
    pub measure_id: MeasureId,
    /// The time phrase as written.
    pub phrase: String,
    /// The date it means.
    pub due: Option<NaiveDate>,
    /// What kind of time phrase it is.
    pub kind: MilestoneKind,
    /// What must be there.
    pub deliverable: String,
    /// As compiled, joined by 、.
    pub owed_by: String,
    /// Where it starts in the document.
    pub span_start: i64,
    /// Where it ends.
    pub span_end: i64,
}

/// Stores a task and returns its key.
pub fn insert_task(connection: &mut DbConnection, task: &NewTask<'_>) -> DbResult<TaskId> {
    Ok(diesel::insert_into(tasks::table).values(task).returning(tasks::id).get_result(connection)?)
}

/// Stores a measure and returns its key.
pub fn insert_measure(connection: &mut DbConnection, measure: &NewMeasure<'_>) -> DbResult<MeasureId> {
    Ok(diesel::insert_into(measures::table).values(measure).returning(measures::id).get_result(connection)?)
}

/// Stores assignments, many in one statement.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where a unit stands twice in one role.
pub fn insert_assignments(connection: &mut DbConnection, rows: &[NewAssignment]) -> DbResult<()> {
    insert_many!(connection, assignments::table, rows)
}

/// Stores milestones, many in one statement.
pub fn insert_milestones(connection: &mut DbConnection, rows: &[NewMilestone<'_>]) -> DbResult<()> {
    insert_many!(connection, milestones::table, rows)
}

/// The measures of a plan in the order of the document, with what their tasks say.
macro_rules! in_order {
    ($plan_id:expr) => {
        measures::table
            .inner_join(tasks::table)
            .filter(tasks::plan_id.eq($plan_id))
            .order((tasks::position, measures::number))
            .select((
                measures::id,
                tasks::id,
                tasks::section,
                tasks::section_title,
                tasks::number,
                tasks::title,
                measures::number,
                measures::subtitle,
                measures::text,
                measures::notes,
                measures::progress,
                measures::closed,
                measures::cadence,
                measures::span_start,
                measures::span_end,
            ))
    };
}

/// The measures of a plan in the order of the document.
pub fn of_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Measure>> {
    Ok(in_order!(plan_id).load(connection)?)
}

/// Those from one to before another of them.
pub fn from_to(connection: &mut DbConnection, plan_id: PlanId, (from, to): (usize, usize)) -> DbResult<Vec<Measure>> {
    let number = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let limit = number(to.saturating_sub(from));
    Ok(in_order!(plan_id).offset(number(from)).limit(limit).load(connection)?)
}

/// The assignments of a plan, by measure, role and order of the note.
pub fn assignments_of_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Assignment>> {
    Ok(assignments::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id))
        .order((assignments::measure_id, assignments::role, assignments::position, assignments::id))
        .select(Assignment::as_select())
        .load(connection)?)
}

/// The milestones of a plan in the order of the document.
pub fn milestones_of_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Milestone>> {
    Ok(milestones::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id))
        .order((milestones::measure_id, milestones::position))
        .select(Milestone::as_select())
        .load(connection)?)
}

/// The milestones of these measures, each in the order of the document.
pub fn milestones_of(connection: &mut DbConnection, measure_ids: &[MeasureId]) -> DbResult<Vec<Milestone>> {
    in_parts(measure_ids, |part| {
        milestones::table
            .filter(milestones::measure_id.eq_any(part))
            .order((milestones::measure_id, milestones::position))
            .select(Milestone::as_select())
            .load(connection)
    })
}

/// Takes every proposed assignment of a plan as confirmed.
pub fn confirm_assignments(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<()> {
    let own = measures::table.inner_join(tasks::table).filter(tasks::plan_id.eq(plan_id)).select(measures::id);
    diesel::update(assignments::table.filter(assignments::measure_id.eq_any(own)))
        .set(assignments::proposed.eq(false))
        .execute(connection)?;
    Ok(())
}

/// The assignments of a measure in the order of the note.
pub fn assignments_of(connection: &mut DbConnection, measure_id: MeasureId) -> DbResult<Vec<Assignment>> {
    Ok(assignments::table
        .filter(assignments::measure_id.eq(measure_id))
        .order((assignments::position, assignments::id))
        .select(Assignment::as_select())
        .load(connection)?)
}

/// Where a measure stands in the document.
pub fn span(connection: &mut DbConnection, measure_id: MeasureId) -> DbResult<(i64, i64)> {
    Ok(measures::table.find(measure_id).select((measures::span_start, measures::span_end)).first(connection)?)
}

/// The text of a measure.
pub fn text(connection: &mut DbConnection, measure_id: MeasureId) -> DbResult<String> {
    Ok(measures::table.find(measure_id).select(measures::text).first(connection)?)
}

/// The milestone of that key.
pub fn milestone(connection: &mut DbConnection, id: MilestoneId) -> DbResult<Milestone> {
    Ok(milestones::table.find(id).select(Milestone::as_select()).first(connection)?)
}
