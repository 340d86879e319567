//! A list of obligations as its reader may see it: by filters, in pages that continue after a key.

use super::item::{Item, Sight, items, read_rungs};
use crate::actions::{ActionError, Actor, Context, allows, in_business, units_seen};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::obligation::lamps::Shining;
use crate::db::obligation::ledger::{self, Order, Sorted, SortedPlace, Wanted};
use crate::db::obligation::owing;
use crate::db::obligation::search;
use crate::db::obligation::sorting::place_of;
use crate::db::obligation::texts;
use crate::db::obligation::ties::{self, Ties};
use crate::domain::id::{MeasureId, UnitId};
use crate::domain::obligation::Lamp;
use crate::domain::obligation::sorting::Sorting;
use crate::domain::paging::{one_more, page_of};
use crate::domain::rights::Right;
use crate::domain::typed::SearchWords;
use crate::strings::Message;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// By what the rows say.
    pub wanted: Wanted,
    /// By today's lamp.
    pub lamp: Option<Lamp>,
    /// Overdue today, or not.
    pub overdue: Option<bool>,
    /// With these words in what it says or in the names of who owes it.
    pub words: Option<SearchWords>,
    /// In this order.
    pub sorting: Sorting,
    /// Only what comes behind this place of it.
    pub after: Option<SortedPlace>,
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

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The rows, in the order that was asked for.
    pub items: Vec<Seen>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<SortedPlace>,
    /// How many there are on all pages.
    pub total: Counted,
    /// Whether some obligations are not yet found by words: they were written past us, and the next tick reads them.
    pub is_unread: bool,
}

/// The units of whose matters the actor may see any; `None` where that is every unit there is.
pub fn units_listed(c: &mut DbConnection, actor: &Actor) -> Result<Option<Vec<UnitId>>, ActionError> {
    let Some(units) = units_seen(actor, &ties::office(c)?) else { return Ok(None) };
    Ok(Some(owing::owing(c, &Wanted { concerning: Some(units), ..Wanted::default() })?))
}

/// A page of what the actor may see of what is asked for.
///
/// # Errors
/// [`ActionError::Forbidden`] for administrators; [`ActionError::Invalid`] where too many are found for an order that has no index.
pub fn listing(ctx: &Context, c: &mut DbConnection, actor: &Actor, asked: &Asked) -> Result<Listing, ActionError> {
    in_business(actor)?;
    let sight = Sight::load(ctx, c)?;
    let office = ties::office(c)?;
    let shining = Shining { today: sight.today, lamp: asked.lamp, overdue: asked.overdue };
    let searched = asked.words.as_ref().map(|words| search::look_up(c, words)).transpose()?.flatten();
    let is_unread = searched.is_some() && !texts::unread(c, None, 1)?.is_empty();
    let sorted = Sorted { sorting: asked.sorting, today: sight.today, after: asked.after };
    let wanted = Wanted {
        concerning: units_seen(actor, &office),
        searched,
        shining: Some(shining),
        order: Order::By(sorted),
        ..asked.wanted.clone()
    };
    let total = ledger::total(c, &wanted)?;
    can_be_sorted(asked.sorting, total)?;
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
    let last = seen.last().filter(|_| more).map(|seen| seen.item.row.obligation.id);
    let next = last.map(|id| place_of(c, &sorted, id)).transpose()?;
    Ok(Listing { items: seen, next, total, is_unread })
}

/// Some orders have no index: they are for lists that can be counted.
fn can_be_sorted(sorting: Sorting, found: Counted) -> Result<(), ActionError> {
    if sorting.by.is_kept() || !found.or_more {
        return Ok(());
    }
    let reason = Message::new("ledger.too_many_to_sort").with_word("sort", "sort", sorting.by.as_str());
    Err(ActionError::invalid("sort", reason.with("n", found.rows)))
}

fn see(actor: &Actor, mut item: Item, mut ties: Ties) -> Seen {
    ties.owner = Some(item.row.obligation.unit_id);
    let sees_reports = allows(actor, Right::SeeReports, &ties);
    if !sees_reports {
        (item.row.obligation.stage, item.row.obligation.percent) = (None, None);
    }
    Seen { sees_reports, item }
}
