//! What of a draft's document belongs to no measure, and what a coordinator has made of it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::dialect::insert_many;
use crate::db::schema::leftovers;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{LeftoverId, MeasureId, PlanId, TaskId};

/// A stretch of the document as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Leftover {
    /// Key.
    pub id: LeftoverId,
    /// The task in front of it; `None` before the first one.
    pub task_id: Option<TaskId>,
    /// Its words.
    pub quote: String,
    /// Where it starts in the document.
    pub span_start: i64,
    /// Where it ends.
    pub span_end: i64,
    /// The measure that was made of it.
    pub measure_id: Option<MeasureId>,
    /// Why it is no measure, where it was one.
    pub reason: Option<String>,
    /// When a coordinator decided about it, in UTC.
    pub settled_at: Option<NaiveDateTime>,
}

/// A stretch of the document to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = leftovers)]
pub struct NewLeftover<'a> {
    /// Its plan.
    pub plan_id: PlanId,
    /// The task in front of it; `None` before the first one.
    pub task_id: Option<TaskId>,
    /// Its words.
    pub quote: &'a str,
    /// Where it starts in the document.
    pub span_start: i64,
    /// Where it ends.
    pub span_end: i64,
    /// Why it is no measure, where it was one.
    pub reason: Option<&'a str>,
    /// When a coordinator decided about it, in UTC.
    pub settled_at: Option<NaiveDateTime>,
}

/// Stores stretches, many in one statement.
pub(crate) fn insert_all(connection: &mut DbConnection, rows: &[NewLeftover<'_>]) -> DbResult<()> {
    insert_many!(connection, leftovers::table, rows)
}

/// The stretches of a plan in the order of the document.
pub(crate) fn of_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Leftover>> {
    Ok(leftovers::table
        .filter(leftovers::plan_id.eq(plan_id))
        .order((leftovers::span_start, leftovers::id))
        .select(Leftover::as_select())
        .load(connection)?)
}

/// Those that start from one place of it to before another.
pub(crate) fn from_to(
    connection: &mut DbConnection,
    plan_id: PlanId,
    (from, to): (i64, i64),
) -> DbResult<Vec<Leftover>> {
    Ok(leftovers::table
        .filter(leftovers::plan_id.eq(plan_id).and(leftovers::span_start.ge(from)).and(leftovers::span_start.lt(to)))
        .order((leftovers::span_start, leftovers::id))
        .select(Leftover::as_select())
        .load(connection)?)
}

/// A stretch of a plan.
///
/// # Errors
/// [`crate::db::DbError::NotFound`] where the plan has none of that key.
pub(crate) fn find(connection: &mut DbConnection, plan_id: PlanId, id: LeftoverId) -> DbResult<Leftover> {
    let own = leftovers::table.filter(leftovers::id.eq(id).and(leftovers::plan_id.eq(plan_id)));
    Ok(own.select(Leftover::as_select()).first(connection)?)
}

/// Keeps what was decided about a stretch; `None`: it is open again.
pub(crate) fn settle(
    connection: &mut DbConnection,
    id: LeftoverId,
    settled_at: Option<NaiveDateTime>,
    measure_id: Option<MeasureId>,
) -> DbResult<()> {
    diesel::update(leftovers::table.find(id))
        .set((leftovers::settled_at.eq(settled_at), leftovers::measure_id.eq(measure_id)))
        .execute(connection)?;
    Ok(())
}

/// Keeps of which task a measure would be that is made of a stretch.
pub(crate) fn set_task(connection: &mut DbConnection, id: LeftoverId, task_id: TaskId) -> DbResult<()> {
    diesel::update(leftovers::table.find(id)).set(leftovers::task_id.eq(Some(task_id))).execute(connection)?;
    Ok(())
}

/// Settles every open stretch of a plan; how many.
pub(crate) fn settle_open(connection: &mut DbConnection, plan_id: PlanId, now: NaiveDateTime) -> DbResult<usize> {
    let open = leftovers::table.filter(leftovers::plan_id.eq(plan_id).and(leftovers::settled_at.is_null()));
    Ok(diesel::update(open).set(leftovers::settled_at.eq(Some(now))).execute(connection)?)
}

/// Forgets what a measure was made of, since it is taken out.
pub(crate) fn forget(connection: &mut DbConnection, measure_id: MeasureId) -> DbResult<()> {
    diesel::delete(leftovers::table.filter(leftovers::measure_id.eq(measure_id))).execute(connection)?;
    Ok(())
}
