//! The work calendar as data: which days are off, and which are worked to make up for them.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::notice::calendar::{self, CalendarDay};
use crate::domain::calendar::parse_calendar;
use crate::domain::trail::On;
use crate::strings::Message;

/// Loads a calendar (`date,region,kind,name`) where none is stored yet; what coordinators have edited stays.
///
/// # Errors
/// [`ActionError::Invalid`] with the line that cannot be read.
pub fn load_calendar(ctx: &Context, actor: &Actor, csv: &str) -> Result<(), ActionError> {
    let rows = parse_calendar(csv)
        .map_err(|error| ActionError::invalid("calendar", Message::new("calendar.unreadable").with("reason", error)))?;
    let days: Vec<CalendarDay> = rows
        .into_iter()
        .map(|row| CalendarDay { date: row.date, region: row.region, kind: row.kind, name: row.name })
        .collect();
    // A look is cheap; the writers' turn is not taken for nothing.
    if !ctx.db.read(calendar::is_empty)? {
        return Ok(());
    }
    ctx.write(actor, |tx| {
        calendar::take_turn(tx.c)?;
        if !calendar::is_empty(tx.c)? {
            return Ok(());
        }
        calendar::replace_all(tx.c, &days)?;
        tx.trace(&Trace { detail: json!({"days": days.len()}), ..Trace::new("load_calendar", On::Calendar) })
    })
}
