//! The tasks and measures of a draft, as its review changes them.

use diesel::prelude::*;

use crate::db::schema::{assignments, indicators, measures, milestones, tasks, units};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{MeasureId, PlanId, TaskId};
use crate::domain::plan::AssignmentRole;
use crate::domain::round::Cadence;

/// A task as the review names it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Task {
    /// Key.
    pub id: TaskId,
    /// `（二）`, or empty.
    pub section: String,
    /// `1`.
    pub number: String,
    /// The task's title.
    pub title: String,
}

/// A unit on a measure.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Assigned {
    /// The measure.
    pub measure_id: MeasureId,
    /// As what.
    pub role: AssignmentRole,
    /// The unit's full name.
    pub unit: String,
    /// As the note has it.
    pub written_as: String,
    /// Whether a coordinator has yet to confirm it.
    pub proposed: bool,
}

/// What a coordinator makes of the words of a measure.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = measures, treat_none_as_null = true)]
pub struct MeasureChange<'a> {
    /// Its own heading inside the task.
    pub subtitle: Option<&'a str>,
    /// Its text.
    pub text: &'a str,
}

/// The tasks of a plan in the order of the document, those without a measure too.
pub fn tasks(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Task>> {
    let own = tasks::table.filter(tasks::plan_id.eq(plan_id)).order(tasks::position);
    Ok(own.select(Task::as_select()).load(connection)?)
}

/// A task of a plan.
///
/// # Errors
/// [`crate::db::DbError::NotFound`] where the plan has none of that key.
pub fn task(connection: &mut DbConnection, plan_id: PlanId, id: TaskId) -> DbResult<Task> {
    let own = tasks::table.filter(tasks::id.eq(id).and(tasks::plan_id.eq(plan_id)));
    Ok(own.select(Task::as_select()).first(connection)?)
}

/// Gives a task another title.
pub fn rename_task(connection: &mut DbConnection, id: TaskId, title: &str) -> DbResult<()> {
    diesel::update(tasks::table.find(id)).set(tasks::title.eq(title)).execute(connection)?;
    Ok(())
}

/// Changes the words of a measure.
pub fn change(connection: &mut DbConnection, id: MeasureId, change: &MeasureChange<'_>) -> DbResult<()> {
    diesel::update(measures::table.find(id)).set(change).execute(connection)?;
    Ok(())
}

/// Says whether a measure is done with.
pub fn close(connection: &mut DbConnection, id: MeasureId, closed: bool) -> DbResult<()> {
    diesel::update(measures::table.find(id)).set(measures::closed.eq(closed)).execute(connection)?;
    Ok(())
}

/// Says how often a measure is reported on.
pub fn set_cadence(connection: &mut DbConnection, id: MeasureId, cadence: Cadence) -> DbResult<()> {
    diesel::update(measures::table.find(id)).set(measures::cadence.eq(cadence)).execute(connection)?;
    Ok(())
}

/// The number that a measure gets which stands there in the document; those behind it move on by one. One that stands
/// nowhere is the last.
pub fn make_room(connection: &mut DbConnection, task_id: TaskId, (start, end): (i64, i64)) -> DbResult<i32> {
    let mut sisters: Vec<(MeasureId, i32, i64)> = measures::table
        .filter(measures::task_id.eq(task_id))
        .order(measures::number.desc())
        .select((measures::id, measures::number, measures::span_start))
        .load(connection)?;
    if sisters.first().is_some_and(|(_, last, _)| *last == i32::MAX) {
        number_anew(connection, &mut sisters)?;
    }
    let behind = sisters.iter().filter(|(.., from)| start < end && *from > start).map(|(_, own, _)| *own).min();
    let number = behind.unwrap_or_else(|| sisters.first().map_or(1, |(_, last, _)| last + 1));
    // From the last one on, so that no two of a task ever have the same number.
    for (id, own, _) in sisters.into_iter().take_while(|(_, own, _)| *own >= number) {
        diesel::update(measures::table.find(id)).set(measures::number.eq(own + 1)).execute(connection)?;
    }
    Ok(number)
}

/// Numbers measures from 1 on in the order they have, where there is no number behind the last one.
fn number_anew(connection: &mut DbConnection, sisters: &mut [(MeasureId, i32, i64)]) -> DbResult<()> {
    // From the first one on: what each gets is its own or less, and free.
    for (number, (id, own, _)) in (1..).zip(sisters.iter_mut().rev()) {
        diesel::update(measures::table.find(*id)).set(measures::number.eq(number)).execute(connection)?;
        *own = number;
    }
    Ok(())
}

/// Removes a measure with all that hangs off it.
pub fn remove(connection: &mut DbConnection, id: MeasureId) -> DbResult<()> {
    diesel::delete(indicators::table.filter(indicators::measure_id.eq(id))).execute(connection)?;
    diesel::delete(milestones::table.filter(milestones::measure_id.eq(id))).execute(connection)?;
    diesel::delete(assignments::table.filter(assignments::measure_id.eq(id))).execute(connection)?;
    diesel::delete(measures::table.find(id)).execute(connection)?;
    Ok(())
}

/// Units on measures, by measure and role in the order of the note.
macro_rules! in_order {
    ($rows:expr) => {
        $rows.order((assignments::measure_id, assignments::role, assignments::position, assignments::id)).select((
            assignments::measure_id,
            assignments::role,
            units::name,
            assignments::written_as,
            assignments::proposed,
        ))
    };
}

/// The units of a plan's measures, by measure and role in the order of the note.
pub fn assigned(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Assigned>> {
    let on = assignments::table.inner_join(units::table).inner_join(measures::table.inner_join(tasks::table));
    Ok(in_order!(on.filter(tasks::plan_id.eq(plan_id))).load(connection)?)
}

/// The units of these measures, by measure and role in the order of the note.
pub fn assigned_to(connection: &mut DbConnection, measure_ids: &[MeasureId]) -> DbResult<Vec<Assigned>> {
    in_parts(measure_ids, |part| {
        let on = assignments::table.inner_join(units::table).filter(assignments::measure_id.eq_any(part));
        in_order!(on).load(connection)
    })
}
