//! 审核: what was handed in and waits for a reviewer.

use std::str::FromStr;

use chrono::NaiveDateTime;

use super::item::{Item, Sight, items};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::obligation::ledger::{self, Order, Wanted};
use crate::domain::id::{ObligationId, UnitId};
use crate::domain::obligation::Status;
use crate::domain::paging::{NoPlace, one_more, page_of, parts};
use crate::domain::plan::choice::Plans;

/// Behind which submission a page of the list begins: when that was handed in, in UTC, and what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubmittedPlace(NaiveDateTime, ObligationId);

/// How the time is written in it.
const MOMENT: &str = "%Y%m%dT%H%M%S%.f";

impl std::fmt::Display for SubmittedPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.0.format(MOMENT), self.1)
    }
}

impl FromStr for SubmittedPlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (at, id) = parts(text)?;
        let at = NaiveDateTime::parse_from_str(at, MOMENT).map_err(|_| NoPlace)?;
        Ok(Self(at, id.parse().map_err(|_| NoPlace)?))
    }
}

/// A page of what waits for a reviewer.
#[derive(Debug, Clone, Default)]
pub struct Submissions {
    /// The rows, the oldest first.
    pub items: Vec<Item>,
    /// Behind which the next page begins; `None` at the end.
    pub next: Option<SubmittedPlace>,
    /// How many there are on all pages.
    pub total: Counted,
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviewer {
    /// The coordinators'.
    Coordinator,
    /// Anybody else's: a lead's, or whom another version knows.
    Other,
    /// This unit's, as the first-listed lead.
    Lead(UnitId),
}

/// What waits for a reviewer, the oldest first: so many rows behind a place.
pub fn submissions(
    c: &mut DbConnection,
    (plans, reviewer): (Plans, Reviewer),
    (behind, rows): (Option<SubmittedPlace>, usize),
    sight: &Sight,
) -> Result<Submissions, ActionError> {
    let (with_coordinator, first_lead) = match reviewer {
        Reviewer::Coordinator => (Some(true), None),
        Reviewer::Other => (Some(false), None),
        Reviewer::Lead(unit_id) => (None, Some(unit_id)),
    };
    let wanted = Wanted {
        plans,
        status: Some(Status::Submitted),
        with_coordinator,
        first_lead,
        order: Order::Submitted(behind.map(|SubmittedPlace(at, id)| (at, id))),
        limit: Some(one_more(rows)),
        ..Wanted::default()
    };
    let (found, more) = page_of(items(c, &wanted, sight)?, rows);
    let place = |item: &Item| Some(SubmittedPlace(item.row.obligation.submitted_at?, item.row.obligation.id));
    let next = found.last().filter(|_| more).and_then(place);
    Ok(Submissions { items: found, next, total: ledger::total(c, &wanted)? })
}
