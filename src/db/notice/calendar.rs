//! The days of the work calendar that differ from Monday to Friday, as older programs read them: the calendar itself is a version
//! in [`super::rules`].

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::dates;
use crate::db::dialect::insert_many;
use crate::db::schema::calendar_days;
use crate::db::{DbConnection, DbResult};
use crate::domain::calendar::{self, DayKind};

/// Where they are stored.
const TABLE: &str = "calendar_days";

/// A day off, or a day worked to make up for one.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = calendar_days)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// `CN`, or the region that overrides it.
    pub region: String,
    /// `off` or `work`.
    pub kind: DayKind,
    /// 春节.
    pub name: String,
    /// Where it was announced; empty where nobody wrote that down.
    pub source: String,
}

/// Whether a day is missed: one went because nobody could read its date.
pub(crate) fn is_missed(connection: &mut DbConnection) -> DbResult<bool> {
    dates::has_lost(connection, TABLE)
}

/// Stores these days and no others: they are what older programs read. Nothing is missed from then on.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] for a day given twice.
pub(crate) fn replace(connection: &mut DbConnection, days: Vec<CalendarDay>) -> DbResult<()> {
    connection.take_turn_at(TABLE)?;
    dates::forget_table(connection, TABLE)?;
    diesel::delete(calendar_days::table).execute(connection)?;
    insert_many!(connection, calendar_days::table, days)
}

/// Every day stored, in order.
pub(crate) fn all(connection: &mut DbConnection) -> DbResult<Vec<CalendarDay>> {
    Ok(calendar_days::table
        .order((calendar_days::date, calendar_days::region))
        .select(CalendarDay::as_select())
        .load(connection)?)
}

impl From<CalendarDay> for calendar::CalendarDay {
    fn from(day: CalendarDay) -> Self {
        Self { date: day.date, region: day.region, kind: day.kind, name: day.name, source: day.source }
    }
}

impl From<calendar::CalendarDay> for CalendarDay {
    fn from(day: calendar::CalendarDay) -> Self {
        Self { date: day.date, region: day.region, kind: day.kind, name: day.name, source: day.source }
    }
}
