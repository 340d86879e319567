//! The work calendar as data: which days are off, and which are worked to make up for them.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::notice::calendar::{self, CalendarDay};
use crate::domain::calendar::{CalendarDay as CalendarRow, parse_calendar};
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// The days off and the days worked instead that come with the program.
const SHIPPED: &str = include_str!("../../../seeds/calendar/workdays.csv");

/// Loads the calendar that comes with the program, as [`load_calendar`] does.
pub fn load_shipped_calendar(ctx: &Context, actor: &Actor) -> Result<(), ActionError> {
    load_calendar(ctx, actor, SHIPPED)
}

/// Loads a calendar (`date,region,kind,name,source`) where none is stored yet, or where a day went because nobody could read its date;
/// what is stored stays.
///
/// # Errors
/// [`ActionError::Invalid`] with the line that cannot be read.
pub fn load_calendar(ctx: &Context, actor: &Actor, csv: &str) -> Result<(), ActionError> {
    // A look is cheap; neither is the table read nor the writers' turn taken for nothing: every tick asks.
    if !ctx.db.read(calendar::is_missed)? {
        return Ok(());
    }
    let rows = parse_calendar(csv)
        .map_err(|error| ActionError::invalid("calendar", Message::new("calendar.unreadable").with("reason", error)))?;
    let days: Vec<CalendarDay> = rows
        .into_iter()
        .map(|CalendarRow { date, region, kind, name, source }| CalendarDay { date, region, kind, name, source })
        .collect();
    ctx.write(actor, |tx| {
        calendar::take_turn(tx.c)?;
        if !calendar::is_missed(tx.c)? {
            return Ok(());
        }
        let new = calendar::complete(tx.c, days.clone())?;
        tx.trace(&Trace { detail: json!({"days": new}), ..Trace::new(Verb::LoadCalendar, On::Calendar) })
    })
}
