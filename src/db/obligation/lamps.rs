//! The days on which the lamp of an obligation changes by itself: they stand on the row, and a query tells its lamp by them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::obligations::{LampColumns, Obligation};
use crate::db::among::among;
use crate::db::plan::rhythm::Rhythm;
use crate::db::schema::{obligations, plans};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::ObligationId;
use crate::domain::obligation::Lamp;

/// What a lamp is reckoned from, and what is stored of it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = obligations)]
pub struct Lit {
    /// The obligation.
    #[diesel(embed)]
    pub obligation: Obligation,
    /// By which days its plan asks for reports.
    #[diesel(embed)]
    pub rhythm: Rhythm,
    /// What is stored.
    #[diesel(embed)]
    pub stored: LampColumns,
}

impl Lit {
    fn locked_if_unreadable(mut self) -> Self {
        self.obligation = self.obligation.locked_if_unreadable();
        self.rhythm = self.rhythm.readable();
        self
    }
}

/// Which lamp, and whether overdue, on a day; `None` leaves a condition out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shining {
    /// The local date.
    pub today: NaiveDate,
    /// With this lamp.
    pub lamp: Option<Lamp>,
    /// Past its date and the unit's turn, or not.
    pub overdue: Option<bool>,
}

/// Whether a day of a lamp has come.
macro_rules! has_come {
    ($day:ident, $today:expr) => {
        obligations::$day.is_not_null().and(obligations::$day.assume_not_null().le($today))
    };
}
pub(in crate::db) use has_come;

/// Whether it has not come, and whether or not it ever does.
macro_rules! is_to_come {
    ($day:ident, $today:expr) => {
        obligations::$day.is_null().or(obligations::$day.assume_not_null().gt($today))
    };
}
pub(in crate::db) use is_to_come;

/// Narrows a boxed query of obligations to those that shine so.
macro_rules! shining {
    ($query:expr, $shining:expr) => {{
        use crate::db::obligation::lamps::{has_come, is_to_come};
        use crate::db::obligation::running::runs;
        use crate::domain::obligation::due::IN_PLAY;
        use crate::domain::obligation::{Lamp, Status};
        let crate::db::obligation::lamps::Shining { today, lamp, overdue } = $shining;
        let mut query = $query;
        let in_play = || obligations::status.eq_any(IN_PLAY.to_vec());
        let (off, not_off) = (|| has_come!(off_on, today), || is_to_come!(off_on, today));
        let (red, not_red) = (|| has_come!(red_on, today), || is_to_come!(red_on, today));
        let (yellow, not_yellow) = (|| has_come!(yellow_on, today), || is_to_come!(yellow_on, today));
        query = match lamp {
            None => query,
            Some(Lamp::Done) => query.filter(obligations::status.eq(Status::Closed)),
            Some(Lamp::Red) => query.filter(in_play().and(not_off()).and(red())),
            Some(Lamp::Yellow) => query.filter(in_play().and(not_off()).and(not_red()).and(yellow())),
            Some(Lamp::Green) => query.filter(in_play().and(not_off()).and(not_red()).and(not_yellow())),
            Some(Lamp::None) => {
                let others = obligations::status.ne_all(IN_PLAY.to_vec()).and(obligations::status.ne(Status::Closed));
                query.filter(others.or(in_play().and(off())))
            }
        };
        match overdue {
            None => query,
            Some(true) => query.filter(runs!().and(not_off()).and(red())),
            Some(false) => query.filter(diesel::dsl::not(runs!()).or(off()).or(not_red())),
        }
    }};
}
pub(in crate::db) use shining;

/// The lamps of obligations, with all that they are reckoned from.
macro_rules! lit {
    () => {
        obligations::table.inner_join(plans::table).select(Lit::as_select())
    };
}

/// What is stored of lamps that were reckoned by other rules than these, or before the row was changed: so many at most.
pub(crate) fn stale(connection: &mut DbConnection, lamp_rev: i64, most: i64) -> DbResult<Vec<Lit>> {
    // From each end of the index, and their plans afterwards: asked for otherwise, a database goes through all rows to find none.
    let (earlier, later) = (obligations::lamp_rev.lt(lamp_rev), obligations::lamp_rev.gt(lamp_rev));
    let ids = obligations::table.select(obligations::id);
    let mut stale: Vec<ObligationId> = ids.filter(earlier).order(obligations::lamp_rev).limit(most).load(connection)?;
    let room = most.saturating_sub(i64::try_from(stale.len()).unwrap_or(most));
    if room > 0 {
        stale.extend(ids.filter(later).order(obligations::lamp_rev).limit(room).load::<ObligationId>(connection)?);
    }
    if stale.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Lit> = lit!().filter(among(connection, obligations::id, &stale)).load(connection)?;
    Ok(rows.into_iter().map(Lit::locked_if_unreadable).collect())
}

/// What is stored of all lamps, in the order of their keys behind one of them.
pub(crate) fn behind(connection: &mut DbConnection, id: ObligationId, most: i64) -> DbResult<Vec<Lit>> {
    let rows: Vec<Lit> = lit!().filter(obligations::id.gt(id)).order(obligations::id).limit(most).load(connection)?;
    Ok(rows.into_iter().map(Lit::locked_if_unreadable).collect())
}

/// What is stored of the lamp of one.
pub(crate) fn of(connection: &mut DbConnection, id: ObligationId) -> DbResult<Lit> {
    let row: Lit = lit!().filter(obligations::id.eq(id)).first(connection)?;
    Ok(row.locked_if_unreadable())
}

/// Stores the days of a lamp; whatever else stands on the row stays, its version too.
pub(crate) fn keep(connection: &mut DbConnection, id: ObligationId, days: &LampColumns) -> DbResult<()> {
    diesel::update(obligations::table.find(id)).set(days).execute(connection)?;
    Ok(())
}
