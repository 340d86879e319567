//! The days of the work calendar that differ from Monday to Friday.

use std::collections::HashSet;

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

/// Waits for its turn to load days, until the transaction ends.
pub(crate) fn take_turn(connection: &mut DbConnection) -> DbResult<()> {
    connection.take_turn_at(TABLE)
}

/// Whether days are missed: none is stored, or one went because nobody could read its date. All are read, so that such a date
/// is met here.
pub(crate) fn is_missed(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(all(connection)?.is_empty() || dates::has_lost(connection, TABLE)?)
}

/// Stores those of these days that are not stored; how many. Nothing is missed from then on.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] for a day given twice.
pub(crate) fn complete(connection: &mut DbConnection, days: Vec<CalendarDay>) -> DbResult<usize> {
    let stored: Vec<(NaiveDate, String)> =
        calendar_days::table.select((calendar_days::date, calendar_days::region)).load(connection)?;
    let stored: HashSet<(NaiveDate, String)> = stored.into_iter().collect();
    let new: Vec<CalendarDay> =
        days.into_iter().filter(|day| !stored.contains(&(day.date, day.region.clone()))).collect();
    dates::forget_table(connection, TABLE)?;
    insert_many!(connection, calendar_days::table, new)?;
    Ok(new.len())
}

/// Every day stored, in order.
pub(crate) fn all(connection: &mut DbConnection) -> DbResult<Vec<CalendarDay>> {
    Ok(calendar_days::table
        .order((calendar_days::date, calendar_days::region))
        .select(CalendarDay::as_select())
        .load(connection)?)
}

/// The days stored from one date up to another, that one not included.
pub(crate) fn between(connection: &mut DbConnection, from: NaiveDate, to: NaiveDate) -> DbResult<Vec<CalendarDay>> {
    let within = calendar_days::date.ge(from).and(calendar_days::date.lt(to));
    Ok(calendar_days::table.filter(within).select(CalendarDay::as_select()).load(connection)?)
}

impl From<CalendarDay> for calendar::CalendarDay {
    fn from(day: CalendarDay) -> Self {
        Self { date: day.date, region: day.region, kind: day.kind, name: day.name, source: day.source }
    }
}
