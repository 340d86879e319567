//! The table of everything (台账): obligations beside the task, measure, unit and plan they belong to.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::{measures, obligations, plans, tasks, units};
use super::{DbConnection, DbResult};
use crate::domain::obligation::{ObligationKind, Status};
use crate::domain::plan::PlanState;

use super::obligations::Obligation;

/// An obligation with what it belongs to.
#[derive(Debug, Clone, Queryable)]
pub struct LedgerRow {
    /// The obligation itself.
    pub obligation: Obligation,
    /// `（二）`.
    pub section: String,
    /// The section's heading.
    pub section_title: String,
    /// `1`.
    pub task_number: String,
    /// The task's title.
    pub task_title: String,
    /// Position of the measure in the task, from 1.
    pub measure: i32,
    /// The measure's own heading.
    pub subtitle: Option<String>,
    /// The unit's full name.
    pub unit: String,
    /// The unit's short name.
    pub unit_short: String,
    /// The plan's year.
    pub year: i32,
    /// The plan's day of the month for reports.
    pub cutoff_day: i32,
    /// The plan's 交办 date.
    pub assigned_on: Option<NaiveDate>,
}

impl LedgerRow {
    /// The number under which the users know the task: `（二）1`.
    pub fn task(&self) -> String {
        format!("{}{}", self.section, self.task_number)
    }
}

/// Which rows are wanted; `None` and `false` leave a condition out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this plan.
    pub plan_id: Option<i64>,
    /// Owed by this unit.
    pub unit_id: Option<i64>,
    /// On this measure.
    pub measure_id: Option<i64>,
    /// For this milestone.
    pub milestone_id: Option<i64>,
    /// Standing or dated.
    pub kind: Option<ObligationKind>,
    /// In this status.
    pub status: Option<Status>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// This one alone.
    pub id: Option<i64>,
}

/// The rows of active and closed plans that are wanted, by date and then in the order of the plan.
///
/// # Errors
/// A broken database.
pub fn rows(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Vec<LedgerRow>> {
    let mut query = obligations::table
        .inner_join(measures::table.inner_join(tasks::table))
        .inner_join(units::table)
        .inner_join(plans::table)
        .filter(plans::state.ne(PlanState::Draft))
        .into_boxed();
    if let Some(id) = wanted.plan_id {
        query = query.filter(obligations::plan_id.eq(id));
    }
    if let Some(id) = wanted.unit_id {
        query = query.filter(obligations::unit_id.eq(id));
    }
    if let Some(id) = wanted.measure_id {
        query = query.filter(obligations::measure_id.eq(id));
    }
    if let Some(id) = wanted.milestone_id {
        query = query.filter(obligations::milestone_id.eq(id));
    }
    if let Some(kind) = wanted.kind {
        query = query.filter(obligations::kind.eq(kind));
    }
    if let Some(status) = wanted.status {
        query = query.filter(obligations::status.eq(status));
    }
    if let Some(day) = wanted.due_from {
        query = query.filter(obligations::due.ge(day));
    }
    if let Some(day) = wanted.due_to {
        query = query.filter(obligations::due.le(day));
    }
    if let Some(id) = wanted.id {
        query = query.filter(obligations::id.eq(id));
    }
    Ok(query
        .order((obligations::due, obligations::id))
        .select((
            Obligation::as_select(),
            tasks::section,
            tasks::section_title,
            tasks::number,
            tasks::title,
            measures::number,
            measures::subtitle,
            units::name,
            units::short_name,
            plans::year,
            plans::cutoff_day,
            plans::assigned_on,
        ))
        .load(connection)?)
}
