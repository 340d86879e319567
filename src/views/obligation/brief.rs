//! 专报 and 简报: how the plan stands today on one page: who has reported, who is late, what comes next. The weekly mail and the
//! leader's page say the same because both read this.

use chrono::{Days, NaiveDate};

use super::desk::{Stand, stand};
use super::item::{Item, Sight, items};
use super::progress::Progress;
use crate::actions::{ActionError, Actor, Context, allows, authorise};
use crate::db::DbConnection;
use crate::db::obligation::ledger::Wanted;
use crate::db::obligation::ties::{self, Ties};
use crate::db::people::units;
use crate::domain::id::UnitId;
use crate::domain::rights::Right;
use crate::domain::unit::UnitClass;
use crate::views::notice::overdue::LateUnit;

/// How many calendar days the brief looks ahead, today included.
pub const AHEAD_DAYS: u64 = 14;

/// How the plan stands today. Everything is counted from the rows as they are: nothing is summed up from events.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The local date it was drawn up on.
    pub today: NaiveDate,
    /// The unit it is about; `None` where it is about all.
    pub unit: Option<String>,
    /// The month's cut-off, already moved to a working day.
    pub cut_off: NaiveDate,
    /// Of the governments of each class: how many have reported in full this month, of how many that owe a report.
    pub places: Vec<(UnitClass, usize, usize)>,
    /// The same of all other units: those that lead, and those named beside them.
    pub leads: (usize, usize),
    /// How far the plans are, by section.
    pub progress: Progress,
    /// Who is late with what, the unit with the longest delay first.
    pub overdue: Vec<LateUnit>,
    /// What is due from today on within [`AHEAD_DAYS`] and not handed in, by date.
    pub due_soon: Vec<Item>,
    /// Submissions that wait for a reviewer: the coordinators or a lead.
    pub to_review: usize,
}

impl Brief {
    /// How many obligations are overdue.
    pub fn overdue_items(&self) -> usize {
        self.overdue.iter().map(|unit| unit.items.len()).sum()
    }

    /// Whether there is nothing that a leader must know: nothing late, nothing due soon, every report in.
    pub fn is_empty(&self) -> bool {
        let all_in = |(done, of): (usize, usize)| done == of;
        let places = self.places.iter().all(|(_, done, of)| done == of);
        self.overdue.is_empty() && self.due_soon.is_empty() && places && all_in(self.leads)
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

/// How the plan stands today, or what a unit owes of it.
pub fn brief(
    ctx: &Context,
    c: &mut DbConnection,
    unit_id: Option<UnitId>,
    sight: &Sight,
) -> Result<Brief, ActionError> {
    let stand = stand(ctx, c, unit_id, sight)?;
    let Stand { cut_off, to_review, with_lead, .. } = stand;
    Ok(Brief {
        today: sight.today,
        unit: unit_id.map(|id| units::find(c, id)).transpose()?.map(|unit| unit.name),
        cut_off,
        places: stand.places(),
        leads: stand.leads(),
        progress: stand.progress,
        due_soon: due_soon(c, unit_id, sight)?,
        overdue: stand.overdue,
        to_review: to_review + with_lead,
    })
}

fn due_soon(c: &mut DbConnection, unit_id: Option<UnitId>, sight: &Sight) -> Result<Vec<Item>, ActionError> {
    let last = sight.today + Days::new(AHEAD_DAYS);
    let mut soon = items(c, &Wanted { awaited: Some((sight.today, last)), unit_id, ..Wanted::default() }, sight)?;
    soon.sort_by_key(|item| (item.effective_due, item.row.obligation.id));
    Ok(soon)
}
