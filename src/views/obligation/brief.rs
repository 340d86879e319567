//! 专报 and 简报: how the plan stands today on one page: who has reported, who is late, what comes next. The weekly mail and the
//! leader's page say the same because both read this.

use chrono::{Days, NaiveDate};

use super::desk::{Stand, stand};
use super::item::{Item, Sight, first_items};
use super::progress::Progress;
use crate::actions::{ActionError, Actor, Context, allows, authorise};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::obligation::ledger::{Order, Wanted};
use crate::db::obligation::tally::Within;
use crate::db::obligation::ties::{self, Ties};
use crate::db::people::units;
use crate::domain::id::UnitId;
use crate::domain::paging::beside;
use crate::domain::period::Period;
use crate::domain::rights::Right;
use crate::domain::unit::UnitClass;
use crate::views::notice::overdue::{LatePage, Overdue, overdue};

/// How many calendar days the brief looks ahead, today included.
pub const AHEAD_DAYS: u64 = 14;

/// So many matters that are late are listed, and so many of one unit.
const LATE: LatePage = LatePage { behind: None, rows: 100, of_unit: 50 };

/// So many matters that are due soon are listed.
const SOON: usize = 100;

/// How plans stand today. Everything is counted from the rows as they are: nothing is summed up from events.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The local date it was drawn up on.
    pub today: NaiveDate,
    /// The unit it is about; `None` where it is about all.
    pub unit: Option<String>,
    /// The month whose reports are being put together.
    pub period: Period,
    /// Its cut-off, already moved to a working day.
    pub cut_off: NaiveDate,
    /// Of the governments of each class: how many have reported in full for that month, of how many that owe a report.
    pub places: Vec<(UnitClass, usize, usize)>,
    /// The same of all other units: those that lead, and those named beside them.
    pub leads: (usize, usize),
    /// How far the plan is, by section, or the plans.
    pub progress: Progress,
    /// Who is late with what, the unit with the longest delay first, as far as it is listed.
    pub overdue: Overdue,
    /// What is due from today on within [`AHEAD_DAYS`] and not handed in, by date, as far as it is listed.
    pub due_soon: Vec<Item>,
    /// How much is due soon in all.
    pub all_soon: Counted,
    /// Submissions that wait for a reviewer: the coordinators or a lead.
    pub to_review: i64,
}

impl Brief {
    /// How much more is due soon than is listed.
    pub fn more_soon(&self) -> i64 {
        beside(self.all_soon.rows, self.due_soon.len())
    }

    /// How much more is overdue than is listed.
    pub fn more_overdue(&self) -> i64 {
        beside(self.overdue.all_items, self.overdue.units.iter().map(|unit| unit.items.len()).sum())
    }

    /// Whether there is nothing that a leader must know: nothing late, nothing due soon, every report in.
    pub fn is_empty(&self) -> bool {
        let all_in = |(done, of): (usize, usize)| done == of;
        let places = self.places.iter().all(|(_, done, of)| done == of);
        self.overdue.units.is_empty() && self.due_soon.is_empty() && places && all_in(self.leads)
    }

    /// Whether anybody owes a report for the month.
    pub fn asks_for_reports(&self) -> bool {
        self.places.iter().map(|(_, _, of)| *of).chain([self.leads.1]).any(|of| of > 0)
    }

    /// Whether the one unit has reported in full for the month, as a key of the catalogue; `None` where the brief is that of all, and where the
    /// unit owes no report.
    pub fn own_reports(&self) -> Option<&'static str> {
        self.unit.as_ref()?;
        let places = self.places.iter().map(|(_, done, of)| (*done, *of));
        let (done, of) = places.chain([self.leads]).fold((0, 0), |(done, of), (d, o)| (done + d, of + o));
        (of > 0).then_some(if done == of { "turnout.own_in" } else { "turnout.own_missing" })
    }
}

/// Of which unit the actor may read the brief: `None` where it is that of all.
///
/// # Errors
/// [`ActionError::Forbidden`] for whoever reads none.
pub fn brief_of(c: &mut DbConnection, actor: &Actor) -> Result<Option<UnitId>, ActionError> {
    let office = ties::office(c)?;
    if allows(actor, Right::SeeDigest, &office) {
        return Ok(None);
    }
    let Actor::Person { post, .. } = actor else { return Err(ActionError::Forbidden) };
    authorise(actor, Right::SeeDigest, &Ties { owner: Some(post.unit_id), ..office })?;
    Ok(Some(post.unit_id))
}

/// How plans stand today, or what a unit owes of them.
pub fn brief(ctx: &Context, c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Brief, ActionError> {
    let stand = stand(ctx, c, within, sight)?.put_together();
    let Stand { period, cut_off, to_review, with_lead, .. } = stand;
    let (due_soon, all_soon) = due_soon(c, within, sight)?;
    Ok(Brief {
        today: sight.today,
        unit: within.unit_id.map(|id| units::find(c, id)).transpose()?.map(|unit| unit.name),
        period,
        cut_off,
        places: stand.places(),
        leads: stand.leads(),
        progress: stand.progress,
        due_soon,
        all_soon,
        overdue: overdue(c, within, LATE, sight)?,
        to_review: to_review + with_lead,
    })
}

fn due_soon(c: &mut DbConnection, within: Within, sight: &Sight) -> Result<(Vec<Item>, Counted), ActionError> {
    let Within { plans, unit_id } = within;
    // What counts is stored as the first day behind it.
    let (tomorrow, last) = (sight.today + Days::new(1), sight.today + Days::new(AHEAD_DAYS + 1));
    let late_between = Some((tomorrow, last));
    let soon = Wanted { plans, unit_id, late_between, order: Order::Late, ..Wanted::default() };
    first_items(c, soon, SOON, sight)
}
