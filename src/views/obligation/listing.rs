//! A list of obligations as its reader may see it: by filters, in pages that continue after a key.

use chrono::NaiveDate;

use super::item::{Item, Sight, items, read_rungs};
use crate::actions::{ActionError, Actor, Context, allows, in_business, units_seen};
use crate::db::DbConnection;
use crate::db::obligation::ledger::Wanted;
use crate::db::obligation::ties::{self, Ties};
use crate::domain::id::ObligationId;
use crate::domain::obligation::Lamp;
use crate::domain::rights::Right;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// By what the rows say.
    pub wanted: Wanted,
    /// By today's lamp.
    pub lamp: Option<Lamp>,
    /// Overdue today, or not.
    pub overdue: Option<bool>,
    /// Only what comes after this place.
    pub after: Option<Place>,
    /// So many at most.
    pub limit: usize,
}

/// Where an obligation stands in the list: it does not move when others come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// By date.
    pub due: NaiveDate,
    /// Then by key.
    pub id: ObligationId,
}

/// An obligation, and how much of it the reader sees.
#[derive(Debug, Clone)]
pub struct Seen {
    /// How it stands today.
    pub item: Item,
    /// Whether what its reports say is shown.
    pub sees_reports: bool,
}

impl Seen {
    fn place(&self) -> Place {
        let obligation = &self.item.row.obligation;
        Place { due: obligation.due, id: obligation.id }
    }
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The rows, by date and key.
    pub items: Vec<Seen>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Place>,
    /// How many there are on all pages.
    pub total: usize,
}

/// A page of what the actor may see of what is asked for.
///
/// # Errors
/// [`ActionError::Forbidden`] for administrators.
pub fn listing(ctx: &Context, c: &mut DbConnection, actor: &Actor, asked: &Asked) -> Result<Listing, ActionError> {
    in_business(actor)?;
    let sight = Sight::load(ctx, c)?;
    let (by_measure, office) = (ties::by_measure(c)?, ties::office(c)?);
    let wanted = Wanted { concerning: units_seen(actor, &office), ..asked.wanted.clone() };
    let found = items(c, &wanted, &sight)?.into_iter().filter(|item| asked.takes(item, sight.today));
    let seen = found.filter_map(|item| {
        let ties = by_measure.get(&item.row.obligation.measure_id).unwrap_or(&office);
        see(actor, item, ties.clone())
    });
    let mut listing = page(seen.collect(), asked);
    let sees_proposals = allows(actor, Right::SeeProposals, &office);
    read_rungs(c, listing.items.iter_mut().map(|seen| &mut seen.item), sees_proposals)?;
    Ok(listing)
}

impl Asked {
    fn takes(&self, item: &Item, today: NaiveDate) -> bool {
        self.lamp.is_none_or(|lamp| item.lamp == lamp)
            && self.overdue.is_none_or(|overdue| item.is_overdue(today) == overdue)
    }
}

fn see(actor: &Actor, item: Item, mut ties: Ties) -> Option<Seen> {
    ties.owner = Some(item.row.obligation.unit_id);
    let sees_reports = allows(actor, Right::SeeReports, &ties);
    allows(actor, Right::SeeObligation, &ties).then_some(Seen { item, sees_reports })
}

fn page(mut seen: Vec<Seen>, asked: &Asked) -> Listing {
    let total = seen.len();
    seen.retain(|row| asked.after.is_none_or(|after| row.place() > after));
    let more = seen.len() > asked.limit;
    seen.truncate(asked.limit);
    let next = seen.last().filter(|_| more).map(Seen::place);
    Listing { items: seen, next, total }
}
