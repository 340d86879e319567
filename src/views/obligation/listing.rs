//! A list of obligations as its reader may see it: by filters, in pages that continue after a key.

use super::item::{Item, Sight, items, read_rungs};
use crate::actions::{ActionError, Actor, Context, allows, in_business, units_seen};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::obligation::lamps::Shining;
use crate::db::obligation::ledger::{self, Place, Wanted};
use crate::db::obligation::ties::{self, Ties};
use crate::domain::id::{MeasureId, UnitId};
use crate::domain::obligation::Lamp;
use crate::domain::paging::{one_more, page_of};
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
    /// So many at most.
    pub limit: usize,
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
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The rows, by date and key.
    pub items: Vec<Seen>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Place>,
    /// How many there are on all pages.
    pub total: Counted,
}

/// The units of whose matters the actor may see any; `None` where that is every unit there is.
pub fn units_listed(c: &mut DbConnection, actor: &Actor) -> Result<Option<Vec<UnitId>>, ActionError> {
    let Some(units) = units_seen(actor, &ties::office(c)?) else { return Ok(None) };
    Ok(Some(ledger::owing(c, &Wanted { concerning: Some(units), ..Wanted::default() })?))
}

/// A page of what the actor may see of what is asked for.
///
/// # Errors
/// [`ActionError::Forbidden`] for administrators.
pub fn listing(ctx: &Context, c: &mut DbConnection, actor: &Actor, asked: &Asked) -> Result<Listing, ActionError> {
    in_business(actor)?;
    let sight = Sight::load(ctx, c)?;
    let office = ties::office(c)?;
    let shining = Shining { today: sight.today, lamp: asked.lamp, overdue: asked.overdue };
    let wanted = Wanted { concerning: units_seen(actor, &office), shining: Some(shining), ..asked.wanted.clone() };
    let total = ledger::total(c, &wanted)?;
    let read = items(c, &Wanted { limit: Some(one_more(asked.limit)), ..wanted }, &sight)?;
    let (found, more) = page_of(read, asked.limit);
    let measures: Vec<MeasureId> = found.iter().map(|item| item.row.obligation.measure_id).collect();
    let by_measure = ties::of_measures(c, &measures)?;
    let mut seen: Vec<Seen> = found
        .into_iter()
        .map(|item| {
            let ties = by_measure.get(&item.row.obligation.measure_id).unwrap_or(&office);
            see(actor, item, ties.clone())
        })
        .collect();
    let sees_proposals = allows(actor, Right::SeeProposals, &office);
    read_rungs(c, seen.iter_mut().map(|seen| &mut seen.item), sees_proposals)?;
    let next = seen.last().filter(|_| more).map(Seen::place);
    Ok(Listing { items: seen, next, total })
}

fn see(actor: &Actor, item: Item, mut ties: Ties) -> Seen {
    ties.owner = Some(item.row.obligation.unit_id);
    Seen { sees_reports: allows(actor, Right::SeeReports, &ties), item }
}
