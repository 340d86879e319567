//! Plans (计划), and what hangs off them as a whole: indicators and problems.

use std::ops::Deref;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::rhythm::Rhythm;
use crate::db::dialect::insert_many;
use crate::db::schema::{indicators, plans, problems};
use crate::db::{DbConnection, DbResult};
use crate::domain::draft::Value;
use crate::domain::id::{IndicatorId, MeasureId, PlanId, UnitId};
use crate::domain::plan::{Comparator, PlanKind, PlanState, Severity};
use crate::domain::round::ReportsOn;
use crate::domain::typed::{UNREADABLE, UNREADABLE_DATE};

/// A plan as stored, without its document.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Plan {
    /// Key.
    pub id: PlanId,
    /// The title without OCR white space.
    pub title: String,
    /// The year the plan is for.
    pub year: i32,
    /// The full name of the region.
    pub region: Option<String>,
    /// Draft, active or closed.
    pub state: PlanState,
    /// The file it was read from.
    pub source_name: String,
    /// By which days it asks for reports, and since when it is handed out.
    #[diesel(embed)]
    pub rhythm: Rhythm,
    /// Grows with every change of the draft.
    pub version: i32,
    /// The last year, where it is for several.
    pub last_year: Option<i32>,
    /// The word for its whole region that the compiler guesses, until it is taken or left.
    pub proposed_whole: Option<String>,
    /// The plan that it stands beside a second time, from before that was refused.
    pub duplicate_of: Option<PlanId>,
    /// The file it was read from, by what is in it; `None` where it came before files were kept.
    pub file_sha256: Option<String>,
    /// From what kind of source its tasks come.
    pub kind: PlanKind,
}

impl Plan {
    /// Its years as they are shown: `2024`, or `2024—2026` where it is for several.
    pub fn years(&self) -> String {
        if self.ends() > self.year { format!("{}—{}", self.year, self.ends()) } else { self.year.to_string() }
    }

    /// The last year that the plan is for.
    pub fn ends(&self) -> i32 {
        self.last_year.map_or(self.year, |last| last.max(self.year))
    }
}

impl Plan {
    /// One that is tracked since a day that nobody can read is locked, like one in a state of another version.
    pub(super) fn locked_if_unreadable(mut self) -> Self {
        let is_unreadable = self.rhythm.assigned_on == Some(UNREADABLE);
        if is_unreadable && self.state == PlanState::Active {
            self.state = PlanState::stored(UNREADABLE_DATE);
        }
        self.rhythm = self.rhythm.readable();
        self
    }

    /// Whether it is locked so.
    pub fn has_unreadable_date(&self) -> bool {
        self.state == PlanState::stored(UNREADABLE_DATE)
    }
}

/// A plan to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = plans)]
pub struct NewPlan<'a> {
    /// The title without OCR white space.
    pub title: &'a str,
    /// The year the plan is for, or the first one.
    pub year: i32,
    /// The last one, where it is for several.
    pub last_year: Option<i32>,
    /// The full name of the region.
    pub region: Option<&'a str>,
    /// The word for its whole region that the compiler guesses.
    pub proposed_whole: Option<&'a str>,
    /// From what kind of source its tasks come.
    pub kind: PlanKind,
    /// Draft, active or closed.
    pub state: PlanState,
    /// The file it was read from.
    pub source_name: &'a str,
    /// The document's text: spans count in it.
    pub document: &'a str,
    /// By which the same document is recognised, in hex.
    pub document_sha256: &'a str,
    /// The file it was read from, by what is in it.
    pub file_sha256: Option<&'a str>,
    /// Day of the month by which the monthly report is due.
    pub cutoff_day: i32,
    /// Which month that report is about.
    pub reports_on: ReportsOn,
    /// Now, in UTC.
    pub imported_at: NaiveDateTime,
}

/// What an indicator says: what is measured and which figure it must reach.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = indicators, treat_none_as_null = true)]
pub struct IndicatorColumns {
    /// What is measured.
    pub name: String,
    /// How the value binds.
    pub op: Comparator,
    /// The number, or the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub value_to: Option<f64>,
    /// `%`.
    pub unit: Option<String>,
    /// 力争, 左右, 以上, joined by `|`.
    pub qualifier: Option<String>,
    /// 较上年.
    pub baseline: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Whom it covers, joined by 、.
    pub scope: String,
}

/// An indicator to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = indicators)]
pub struct NewIndicator {
    /// Its plan.
    pub plan_id: PlanId,
    /// The measure it stands in; `None` for the general part and the annex.
    pub measure_id: Option<MeasureId>,
    /// The city of an annex row.
    pub unit_id: Option<UnitId>,
    /// Order in the document.
    pub position: i32,
    /// What it says.
    #[diesel(embed)]
    pub columns: IndicatorColumns,
    /// The unit of measure that the compiler guesses, until it is taken or left.
    pub proposed_unit: Option<String>,
    /// The words it was read from.
    pub quote: String,
    /// Where they start in the document.
    pub span_start: i64,
    /// Where they end.
    pub span_end: i64,
}

/// A problem of the compiler to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = problems)]
pub struct NewProblem<'a> {
    /// Its plan.
    pub plan_id: PlanId,
    /// Order in the document.
    pub position: i32,
    /// How much it matters.
    pub severity: Severity,
    /// What is doubtful.
    pub message: &'a str,
    /// The words it is about.
    pub quote: &'a str,
    /// Where they start in the document.
    pub span_start: i64,
    /// Where they end.
    pub span_end: i64,
}

/// Stores a plan and returns its key.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where the document was imported before.
pub fn insert(connection: &mut DbConnection, plan: &NewPlan<'_>) -> DbResult<PlanId> {
    Ok(diesel::insert_into(plans::table).values(plan).returning(plans::id).get_result(connection)?)
}

/// Stores indicators, many in one statement.
pub fn insert_indicators(connection: &mut DbConnection, rows: &[NewIndicator]) -> DbResult<()> {
    insert_many!(connection, indicators::table, rows)
}

/// Stores problems, many in one statement.
pub fn insert_problems(connection: &mut DbConnection, rows: &[NewProblem<'_>]) -> DbResult<()> {
    insert_many!(connection, problems::table, rows)
}

/// The plan that was read from a document of that hash.
pub fn by_document(connection: &mut DbConnection, sha256: &str) -> DbResult<Option<Plan>> {
    let own = plans::table.filter(plans::document_sha256.eq(sha256)).select(Plan::as_select());
    let found: Option<Plan> = own.first(connection).optional()?;
    Ok(found.map(Plan::locked_if_unreadable))
}

/// The plan of that key.
pub fn find(connection: &mut DbConnection, id: PlanId) -> DbResult<Plan> {
    let plan: Plan = plans::table.find(id).select(Plan::as_select()).first(connection)?;
    Ok(plan.locked_if_unreadable())
}

/// The newest drafts: key and title.
pub fn newest_drafts(connection: &mut DbConnection, most: i64) -> DbResult<Vec<(PlanId, String)>> {
    let drafts = plans::table.filter(plans::state.eq(PlanState::Draft)).order(plans::id.desc()).limit(most);
    Ok(drafts.select((plans::id, plans::title)).load(connection)?)
}

/// Makes a plan active from a day on; cut-offs before another one ask nobody.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where it stands beside another plan a second time.
pub fn activate(
    connection: &mut DbConnection,
    id: PlanId,
    (assigned_on, reports_from): (NaiveDate, NaiveDate),
    now: NaiveDateTime,
) -> DbResult<()> {
    diesel::update(plans::table.find(id))
        .set((
            plans::state.eq(PlanState::Active),
            plans::assigned_on.eq(assigned_on),
            plans::reports_from.eq(reports_from),
            plans::activated_at.eq(now),
            plans::duplicate_of.eq(None::<PlanId>),
        ))
        .execute(connection)?;
    Ok(())
}

/// An indicator as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
pub struct Indicator {
    /// Key.
    pub id: IndicatorId,
    /// The measure it stands in; `None` for the general part and the annex.
    pub measure_id: Option<MeasureId>,
    /// The city of an annex row.
    pub unit_id: Option<UnitId>,
    /// What it says.
    #[diesel(embed)]
    pub columns: IndicatorColumns,
    /// The unit of measure that the compiler guesses, until it is taken or left.
    pub proposed_unit: Option<String>,
    /// The words it was read from.
    pub quote: String,
    /// Where they start in the document.
    pub span_start: i64,
    /// Where they end.
    pub span_end: i64,
}

/// An indicator reads as what it says.
impl Deref for Indicator {
    type Target = IndicatorColumns;

    fn deref(&self) -> &IndicatorColumns {
        &self.columns
    }
}

impl Indicator {
    /// The number or range as it is read and typed: 15, 7-10; empty for a direction.
    pub fn value_as_text(&self) -> String {
        Value::of_columns(self.value, self.value_to).map(|value| value.to_string()).unwrap_or_default()
    }
}

/// The indicators of a plan in the order of the document.
pub fn indicators(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Indicator>> {
    Ok(indicators::table
        .filter(indicators::plan_id.eq(plan_id))
        .order(indicators::position)
        .select(Indicator::as_select())
        .load(connection)?)
}

/// The text of a plan's document: spans count in it.
pub fn document(connection: &mut DbConnection, id: PlanId) -> DbResult<String> {
    Ok(plans::table.find(id).select(plans::document).first(connection)?)
}

/// Locks a plan, until the transaction ends: two schedulers take the same plan one after the other.
/// Rows that name the plan are written meanwhile: its key is not locked. SQLite has one writer at a time anyway.
pub fn lock(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<()> {
    if let DbConnection::Postgres(c) = connection {
        plans::table.find(plan_id).select(plans::id).for_no_key_update().first::<PlanId>(c)?;
    }
    Ok(())
}
