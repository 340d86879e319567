//! Obligations (责任事项): the rows that are tracked.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::{assignments, measures, obligations, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::obligation::{Awaiting, ObligationKind, Stage, Status};
use crate::domain::plan::AssignmentRole;

/// An obligation to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = obligations)]
pub struct NewObligation {
    /// Its plan.
    pub plan_id: i64,
    /// Its measure.
    pub measure_id: i64,
    /// Its milestone; `None` for a standing one.
    pub milestone_id: Option<i64>,
    /// Who owes.
    pub unit_id: i64,
    /// Standing or dated.
    pub kind: ObligationKind,
    /// What must be there.
    pub deliverable: String,
    /// By when.
    pub due: NaiveDate,
    /// The same; never changes.
    pub original_due: NaiveDate,
    /// Where it starts.
    pub status: Status,
    /// Whether it is due after the plan year.
    pub long_range: bool,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
}

/// Stores obligations, a few hundred a statement: SQLite bounds a statement's variables.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where a unit already owes the same.
pub fn insert_all(connection: &mut DbConnection, rows: &[NewObligation]) -> DbResult<()> {
    for chunk in rows.chunks(500) {
        on_either!(connection, c => diesel::insert_into(obligations::table).values(chunk).execute(c))?;
    }
    Ok(())
}

/// An obligation as stored: what an action loads, and stores again.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = obligations)]
pub struct Obligation {
    /// Key.
    pub id: i64,
    /// Its plan.
    pub plan_id: i64,
    /// Its measure.
    pub measure_id: i64,
    /// Its milestone; `None` for a standing one.
    pub milestone_id: Option<i64>,
    /// Who owes.
    pub unit_id: i64,
    /// Standing or dated.
    pub kind: ObligationKind,
    /// What must be there.
    pub deliverable: String,
    /// By when, extensions included.
    pub due: NaiveDate,
    /// By when, as the plan says.
    pub original_due: NaiveDate,
    /// Grows whenever the dates are set anew.
    pub due_rev: i32,
    /// The day it last grew.
    pub redated_on: Option<NaiveDate>,
    /// The date a return gave for the answer.
    pub answer_by: Option<NaiveDate>,
    /// Where it stands.
    pub status: Status,
    /// Whose turn it is, while submitted.
    pub awaiting: Option<Awaiting>,
    /// What is under review is a claim of 不涉及.
    pub claimed_not_applicable: bool,
    /// 牵头单位未反馈.
    pub lead_silent: bool,
    /// Due after the plan year.
    pub long_range: bool,
    /// How far the work is.
    pub stage: Option<Stage>,
    /// Done of total in percent, where a report gave both.
    pub percent: Option<i32>,
    /// The latest month reported on.
    pub reported_period: Option<String>,
    /// When its unit first took note of it, in UTC.
    pub acknowledged_at: Option<NaiveDateTime>,
    /// When it was handed in for review, in UTC.
    pub submitted_at: Option<NaiveDateTime>,
    /// By whom.
    pub submitted_by: Option<i64>,
    /// When it was closed, in UTC; `None` while it is not.
    pub closed_at: Option<NaiveDateTime>,
    /// Grows with every write.
    pub version: i32,
}

/// What a step changes.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = obligations, treat_none_as_null = true)]
pub struct ObligationChange {
    /// See [`Obligation`].
    pub status: Status,
    /// See [`Obligation`].
    pub awaiting: Option<Awaiting>,
    /// See [`Obligation`].
    pub due: NaiveDate,
    /// See [`Obligation`].
    pub answer_by: Option<NaiveDate>,
    /// See [`Obligation`].
    pub due_rev: i32,
    /// See [`Obligation`].
    pub redated_on: Option<NaiveDate>,
    /// See [`Obligation`].
    pub claimed_not_applicable: bool,
    /// See [`Obligation`].
    pub lead_silent: bool,
    /// See [`Obligation`].
    pub acknowledged_at: Option<NaiveDateTime>,
    /// See [`Obligation`].
    pub submitted_at: Option<NaiveDateTime>,
    /// See [`Obligation`].
    pub submitted_by: Option<i64>,
    /// See [`Obligation`].
    pub closed_at: Option<NaiveDateTime>,
    /// See [`Obligation`].
    pub version: i32,
}

/// The units an obligation concerns: who may see it and act on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// Who owes; `None` for a measure or a plan.
    pub owner: Option<i64>,
    /// 牵头单位 in the order of the note.
    pub leads: Vec<i64>,
    /// 责任单位, 配合单位 and 指导单位, and whoever has a role of another version there: they see it and owe nothing.
    pub participants: Vec<i64>,
    /// The unit whose coordinators review and close.
    pub coordinating: i64,
}

impl Ties {
    fn assign(&mut self, (unit_id, role): (i64, AssignmentRole)) {
        match role {
            AssignmentRole::Lead => self.leads.push(unit_id),
            AssignmentRole::Support
            | AssignmentRole::Responsible
            | AssignmentRole::Guide
            | AssignmentRole::Unknown(_) => self.participants.push(unit_id),
        }
    }
}

/// The obligation of that key.
///
/// # Errors
/// [`crate::db::DbError::NotFound`].
pub fn find(connection: &mut DbConnection, id: i64) -> DbResult<Obligation> {
    Ok(obligations::table.find(id).select(Obligation::as_select()).first(connection)?)
}

/// What a unit has not acknowledged yet, of active plans.
///
/// # Errors
/// A broken database.
pub fn assigned_to(connection: &mut DbConnection, unit_id: i64) -> DbResult<Vec<i64>> {
    Ok(obligations::table
        .filter(obligations::unit_id.eq(unit_id).and(obligations::status.eq(Status::Assigned)))
        .order(obligations::id)
        .select(obligations::id)
        .load(connection)?)
}

/// Stores a step's change if the row is still at the version it was read at; false where somebody was faster.
///
/// # Errors
/// A broken database.
pub fn update(connection: &mut DbConnection, id: i64, read_at: i32, change: &ObligationChange) -> DbResult<bool> {
    let row = obligations::table.filter(obligations::id.eq(id).and(obligations::version.eq(read_at)));
    Ok(diesel::update(row).set(change).execute(connection)? == 1)
}

/// Keeps what the latest report says of the progress.
///
/// # Errors
/// A broken database.
pub fn set_progress(
    connection: &mut DbConnection,
    id: i64,
    stage: Stage,
    percent: Option<i32>,
    period: &str,
) -> DbResult<()> {
    diesel::update(obligations::table.find(id))
        .set((obligations::stage.eq(stage), obligations::percent.eq(percent), obligations::reported_period.eq(period)))
        .execute(connection)?;
    Ok(())
}

/// Sets the progress back to what an earlier report said; to nothing where there was none.
///
/// # Errors
/// A broken database.
pub fn restore_progress(
    connection: &mut DbConnection,
    id: i64,
    earlier: Option<(Stage, Option<i32>, &str)>,
) -> DbResult<()> {
    let (stage, percent, period) = match earlier {
        Some((stage, percent, period)) => (Some(stage), percent, Some(period)),
        None => (None, None, None),
    };
    diesel::update(obligations::table.find(id))
        .set((obligations::stage.eq(stage), obligations::percent.eq(percent), obligations::reported_period.eq(period)))
        .execute(connection)?;
    Ok(())
}

/// The units an obligation concerns.
///
/// # Errors
/// A broken database.
pub fn ties(connection: &mut DbConnection, obligation: &Obligation) -> DbResult<Ties> {
    let mut ties = ties_of_measure(connection, obligation.measure_id)?;
    ties.owner = Some(obligation.unit_id);
    Ok(ties)
}

/// The units a measure concerns.
///
/// # Errors
/// A broken database.
pub fn ties_of_measure(connection: &mut DbConnection, measure_id: i64) -> DbResult<Ties> {
    let assigned: Vec<(i64, AssignmentRole)> = assignments::table
        .filter(assignments::measure_id.eq(measure_id))
        .order(assignments::position)
        .select((assignments::unit_id, assignments::role))
        .load(connection)?;
    let mut ties = office(connection)?;
    assigned.into_iter().for_each(|row| ties.assign(row));
    Ok(ties)
}

/// The units that each measure concerns, all measures in one go: for lists.
///
/// # Errors
/// A broken database.
pub fn ties_by_measure(connection: &mut DbConnection) -> DbResult<HashMap<i64, Ties>> {
    let assigned: Vec<(i64, i64, AssignmentRole)> = assignments::table
        .order((assignments::measure_id, assignments::position))
        .select((assignments::measure_id, assignments::unit_id, assignments::role))
        .load(connection)?;
    let office = office(connection)?;
    let mut by_measure = HashMap::new();
    for (measure_id, unit_id, role) in assigned {
        by_measure.entry(measure_id).or_insert_with(|| office.clone()).assign((unit_id, role));
    }
    Ok(by_measure)
}

/// The units a plan concerns: whoever it names takes part.
///
/// # Errors
/// A broken database.
pub fn ties_of_plan(connection: &mut DbConnection, plan_id: i64) -> DbResult<Ties> {
    let participants = assignments::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id))
        .select(assignments::unit_id)
        .distinct()
        .load(connection)?;
    Ok(Ties { participants, ..office(connection)? })
}

/// The ties of the office as a whole: which unit's coordinators run it.
///
/// # Errors
/// A broken database.
pub fn office(connection: &mut DbConnection) -> DbResult<Ties> {
    let coordinating = units::table.filter(units::coordinating.eq(true)).order(units::id).select(units::id);
    Ok(Ties { coordinating: coordinating.first(connection).optional()?.unwrap_or_default(), ..Ties::default() })
}
