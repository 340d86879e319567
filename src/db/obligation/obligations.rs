//! Obligations (责任事项): the rows that are tracked.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::dates::is_unreadable;
use crate::db::dialect::insert_many;
use crate::db::schema::{obligations, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, MilestoneId, ObligationId, PersonId, PlanId, UnitId};
use crate::domain::obligation::due::clock_status;
use crate::domain::obligation::lamp_days::LampDays;
use crate::domain::obligation::{Awaiting, ObligationKind, Stage, Status};
use crate::domain::round::Cadence;
use crate::domain::typed::UNREADABLE_DATE;
use crate::domain::unit::UnitClass;

/// The days of a lamp as they are stored, and by which rules they were reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = obligations, treat_none_as_null = true)]
pub struct LampColumns {
    /// Yellow from this day on.
    pub yellow_on: Option<NaiveDate>,
    /// Red from this day on.
    pub red_on: Option<NaiveDate>,
    /// Without a lamp from this day on.
    pub off_on: Option<NaiveDate>,
    /// By which rules; 0 where the row was changed since, and whoever changed it does not know them.
    pub lamp_rev: i64,
}

impl LampColumns {
    /// Those days, reckoned by those rules.
    pub fn new(days: LampDays, lamp_rev: i64) -> Self {
        let LampDays { yellow_on, red_on, off_on } = days;
        Self { yellow_on, red_on, off_on, lamp_rev }
    }
}

/// An obligation to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = obligations)]
pub struct NewObligation {
    /// Its plan.
    pub plan_id: PlanId,
    /// Its measure.
    pub measure_id: MeasureId,
    /// Its milestone; `None` for a standing one.
    pub milestone_id: Option<MilestoneId>,
    /// Who owes.
    pub unit_id: UnitId,
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
    /// How often it is reported on.
    pub cadence: Cadence,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
    /// The days of its lamp.
    #[diesel(embed)]
    pub lamp: LampColumns,
}

/// Stores obligations, many in one statement.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where a unit already owes the same.
pub fn insert_all(connection: &mut DbConnection, rows: &[NewObligation]) -> DbResult<()> {
    insert_many!(connection, obligations::table, rows)
}

/// An obligation as stored: what an action loads, and stores again.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = obligations)]
pub struct Obligation {
    /// Key.
    pub id: ObligationId,
    /// Its plan.
    pub plan_id: PlanId,
    /// Its measure.
    pub measure_id: MeasureId,
    /// Its milestone; `None` for a standing one.
    pub milestone_id: Option<MilestoneId>,
    /// Who owes.
    pub unit_id: UnitId,
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
    pub submitted_by: Option<PersonId>,
    /// When it was closed, in UTC; `None` while it is not.
    pub closed_at: Option<NaiveDateTime>,
    /// Grows with every write.
    pub version: i32,
    /// 逾期后报送: handed in behind its date at least once.
    pub came_late: bool,
    /// How often it is reported on.
    pub cadence: Cadence,
}

impl Obligation {
    /// Where it stands, as far as the clock is concerned.
    pub fn clock_status(&self) -> Status {
        clock_status(self.status, self.claimed_not_applicable)
    }

    /// One with a date that nobody can read is locked, like one in a status of another version.
    pub(in crate::db) fn locked_if_unreadable(mut self) -> Self {
        let day = |at: Option<NaiveDateTime>| at.map(|at| at.date());
        let moments = [self.acknowledged_at, self.submitted_at, self.closed_at].map(day);
        let days = [Some(self.due), Some(self.original_due), self.redated_on, self.answer_by];
        if is_unreadable(&days) || is_unreadable(&moments) {
            self.status = Status::stored(UNREADABLE_DATE);
        }
        self
    }
}

/// What a step changes.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = obligations, treat_none_as_null = true)]
pub struct ObligationChange {
    /// Where it stands.
    pub status: Status,
    /// Whose turn it is, while submitted.
    pub awaiting: Option<Awaiting>,
    /// By when, extensions included.
    pub due: NaiveDate,
    /// The date a return gave for the answer.
    pub answer_by: Option<NaiveDate>,
    /// Grows whenever the dates are set anew.
    pub due_rev: i32,
    /// The day it last grew.
    pub redated_on: Option<NaiveDate>,
    /// What is under review is a claim of 不涉及.
    pub claimed_not_applicable: bool,
    /// 牵头单位未反馈.
    pub lead_silent: bool,
    /// When its unit first took note of it, in UTC.
    pub acknowledged_at: Option<NaiveDateTime>,
    /// When it was handed in for review, in UTC.
    pub submitted_at: Option<NaiveDateTime>,
    /// By whom.
    pub submitted_by: Option<PersonId>,
    /// When it was closed, in UTC; `None` while it is not.
    pub closed_at: Option<NaiveDateTime>,
    /// Grows with every write.
    pub version: i32,
    /// 逾期后报送: handed in behind its date at least once.
    pub came_late: bool,
}

/// The obligations of a plan in its order, with the class of the unit that owes.
pub fn of_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<(Obligation, UnitClass)>> {
    let rows: Vec<(Obligation, UnitClass)> = obligations::table
        .inner_join(units::table)
        .filter(obligations::plan_id.eq(plan_id))
        .order(obligations::id)
        .select((Obligation::as_select(), units::class))
        .load(connection)?;
    Ok(rows.into_iter().map(|(row, class)| (row.locked_if_unreadable(), class)).collect())
}

/// The obligation of that key.
pub fn find(connection: &mut DbConnection, id: ObligationId) -> DbResult<Obligation> {
    let row: Obligation = obligations::table.find(id).select(Obligation::as_select()).first(connection)?;
    Ok(row.locked_if_unreadable())
}

/// The same, as it stands until the transaction ends: whoever changes it waits.
pub fn hold(connection: &mut DbConnection, id: ObligationId) -> DbResult<Obligation> {
    if let DbConnection::Postgres(c) = connection {
        obligations::table.find(id).select(obligations::id).for_no_key_update().first::<ObligationId>(c)?;
    }
    find(connection, id)
}

/// What a unit has not acknowledged yet, of active plans.
pub fn assigned_to(connection: &mut DbConnection, unit_id: UnitId) -> DbResult<Vec<ObligationId>> {
    Ok(obligations::table
        .filter(obligations::unit_id.eq(unit_id).and(obligations::status.eq(Status::Assigned)))
        .order(obligations::id)
        .select(obligations::id)
        .load(connection)?)
}

/// Stores a step's change if the row is still at the version it was read at; false where somebody was faster.
pub fn update(
    connection: &mut DbConnection,
    id: ObligationId,
    read_at: i32,
    change: &ObligationChange,
) -> DbResult<bool> {
    let row = obligations::table.filter(obligations::id.eq(id).and(obligations::version.eq(read_at)));
    Ok(diesel::update(row).set(change).execute(connection)? == 1)
}

/// Keeps how far the work is, as the latest report that counts says: stage, percent, month; `None` where there is none, and
/// for the month where it counts for none.
pub fn keep_progress(
    connection: &mut DbConnection,
    id: ObligationId,
    said: Option<(Stage, Option<i32>, Option<&str>)>,
) -> DbResult<()> {
    let (stage, percent, period) =
        (said.map(|(stage, ..)| stage), said.and_then(|(_, percent, _)| percent), said.and_then(|(.., period)| period));
    diesel::update(obligations::table.find(id))
        .set((obligations::stage.eq(stage), obligations::percent.eq(percent), obligations::reported_period.eq(period)))
        .execute(connection)?;
    Ok(())
}
