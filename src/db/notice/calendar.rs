//! The days of the work calendar that differ from Monday to Friday.

use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::db::dialect::insert_many;
use crate::db::schema::calendar_days;
use crate::db::{DbConnection, DbResult};
use crate::domain::calendar::{self, DayKind};

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
}

/// Waits for its turn to load days, until the transaction ends; SQLite has one writer at a time anyway.
pub(crate) fn take_turn(connection: &mut DbConnection) -> DbResult<()> {
    if let DbConnection::Postgres(c) = connection {
        c.batch_execute("LOCK TABLE calendar_days IN SHARE ROW EXCLUSIVE MODE")?;
    }
    Ok(())
}

/// Whether no day is stored.
pub(crate) fn is_empty(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(calendar_days::table.count().get_result::<i64>(connection)? == 0)
}

/// Puts these days in place of all days stored.
///
/// # Errors
/// A day given twice, or a broken database.
pub(crate) fn replace_all(connection: &mut DbConnection, days: &[CalendarDay]) -> DbResult<()> {
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
        Self { date: day.date, region: day.region, kind: day.kind, name: day.name }
    }
}
