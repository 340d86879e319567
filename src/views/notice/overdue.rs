//! 逾期清单: by unit, days late, the rung reached, who was told, and whom to telephone.

use std::collections::HashMap;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::actions::{ActionError, still_runs};
use crate::db::DbConnection;
use crate::db::notice::calls::{self, Call};
use crate::db::notice::notices::{self, Told};
use crate::db::notice::proposals::{self, Proposal};
use crate::db::obligation::counts::{self, Late};
use crate::db::obligation::lamps::Shining;
use crate::db::obligation::ledger::{Order, Wanted};
use crate::db::obligation::tally::Within;
use crate::db::people::persons::{self, Contact};
use crate::db::people::units;
use crate::domain::grouped::grouped;
use crate::domain::id::{ObligationId, UnitId};
use crate::domain::paging::{NoPlace, beside, parts};
use crate::views::obligation::item::{Item, Sight, items, read_rungs};

/// So many obligations with proposals about what is not overdue are shown at a time.
const PROPOSED: i64 = 100;

/// A unit that is late, with those who can be telephoned.
#[derive(Debug, Clone)]
pub struct LateUnit {
    /// Its full name.
    pub unit: String,
    /// With how much it is late.
    pub count: i64,
    /// Its liaisons and heads.
    pub contacts: Vec<Contact>,
    /// What is late, the latest first, as far as it is shown.
    pub items: Vec<(Item, Vec<Call>)>,
    /// What was told about them, oldest first, by obligation.
    told: HashMap<Option<ObligationId>, Vec<Told>>,
    /// What was proposed on them, by obligation.
    proposals: HashMap<ObligationId, Vec<Proposal>>,
}

impl LateUnit {
    /// What was told about an item since its date was last set.
    pub fn told_about(&self, item: &Item) -> Vec<&Told> {
        let row = &item.row.obligation;
        self.told.get(&Some(row.id)).into_iter().flatten().filter(|told| told.due_rev == row.due_rev).collect()
    }

    /// What was proposed on an item since its date was last set: what was decided, and what can still be.
    pub fn proposed_on(&self, item: &Item) -> Vec<&Proposal> {
        let row = &item.row.obligation;
        self.proposals.get(&row.id).into_iter().flatten().filter(|one| one.due_rev == row.due_rev).collect()
    }

    /// How much more it is late with than is shown.
    pub fn more(&self) -> i64 {
        beside(self.count, self.items.len())
    }
}

/// Behind which unit a page of the list begins: since when that is late at the longest, and its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LatePlace {
    since: NaiveDate,
    unit_id: UnitId,
}

impl std::fmt::Display for LatePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.since, self.unit_id)
    }
}

impl FromStr for LatePlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (since, unit_id) = parts(text)?;
        Ok(Self { since: since.parse().map_err(|_| NoPlace)?, unit_id: unit_id.parse().map_err(|_| NoPlace)? })
    }
}

/// A page of the list: whole units, until there are so many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LatePage {
    /// It begins behind this unit.
    pub behind: Option<LatePlace>,
    /// So many rows, or some more where the last unit has more.
    pub rows: i64,
    /// So many rows of one unit at most.
    pub of_unit: i64,
}

/// Who is late with what.
#[derive(Debug, Clone, Default)]
pub struct Overdue {
    /// The units of the page, the one with the longest delay first.
    pub units: Vec<LateUnit>,
    /// How many units are late, on all pages.
    pub all_units: usize,
    /// With how much.
    pub all_items: i64,
    /// Behind which unit the next page begins; `None` at the end.
    pub next: Option<LatePlace>,
}

/// Who is late with what, the unit with the longest delay first.
pub fn overdue(c: &mut DbConnection, within: Within, page: LatePage, sight: &Sight) -> Result<Overdue, ActionError> {
    let all = counts::late_units(c, within, sight.today)?;
    let (all_units, all_items) = (all.len(), all.iter().map(|late| late.count).sum());
    let place = |late: &Late| Some(LatePlace { since: late.since?, unit_id: late.unit_id });
    let (mut chosen, mut rows) = (Vec::new(), 0);
    let mut behind = all.iter().filter(|late| page.behind.is_none() || place(late) > page.behind).peekable();
    while let Some(late) = behind.next_if(|_| rows < page.rows) {
        rows += late.count.min(page.of_unit);
        chosen.push(*late);
    }
    let next = behind.peek().and_then(|_| chosen.last()).and_then(place);
    Ok(Overdue { units: late_units(c, within, (&chosen, page.of_unit), sight)?, all_units, all_items, next })
}

/// These units with what is shown of each.
fn late_units(
    c: &mut DbConnection,
    within: Within,
    (chosen, of_unit): (&[Late], i64),
    sight: &Sight,
) -> Result<Vec<LateUnit>, ActionError> {
    let mut late = late_items(c, within, (chosen, of_unit), sight)?;
    read_rungs(c, &mut late, true)?;
    let ids: Vec<ObligationId> = late.iter().map(|item| item.row.obligation.id).collect();
    let unit_ids: Vec<UnitId> = chosen.iter().map(|late| late.unit_id).collect();
    let mut calls = grouped(calls::of(c, &ids)?, |call| call.about.obligation_id);
    let mut told = grouped(notices::of(c, &ids)?, |told| told.about.obligation_id);
    let mut proposals = grouped(proposals::of(c, &ids)?, |one| one.obligation_id);
    let mut contacts = grouped(persons::contacts(c, sight.today, Some(&unit_ids))?, |contact| contact.unit_id);
    let mut names = units::names(c, &unit_ids)?;
    let mut late = grouped(late, |item| item.row.obligation.unit_id);
    let unit = |of: &Late| {
        let items = late.remove(&of.unit_id).unwrap_or_default();
        let ids: Vec<ObligationId> = items.iter().map(|item| item.row.obligation.id).collect();
        LateUnit {
            unit: names.remove(&of.unit_id).unwrap_or_default(),
            count: of.count,
            contacts: contacts.remove(&of.unit_id).unwrap_or_default(),
            told: ids.iter().filter_map(|id| told.remove_entry(&Some(*id))).collect(),
            proposals: ids.iter().filter_map(|id| proposals.remove_entry(id)).collect(),
            items: items
                .into_iter()
                .zip(ids)
                .map(|(item, id)| (item, calls.remove(&Some(id)).unwrap_or_default()))
                .collect(),
        }
    };
    Ok(chosen.iter().map(unit).collect())
}

/// What these units are late with, the latest first: of one that is late with much no more than is shown.
fn late_items(
    c: &mut DbConnection,
    within: Within,
    (chosen, of_unit): (&[Late], i64),
    sight: &Sight,
) -> Result<Vec<Item>, ActionError> {
    let shining = Some(Shining { today: sight.today, lamp: None, overdue: Some(true) });
    let wanted = Wanted { plans: within.plans, shining, order: Order::Late, ..Wanted::default() };
    let (much, little): (Vec<&Late>, Vec<&Late>) = chosen.iter().partition(|late| late.count > of_unit);
    let little: Vec<UnitId> = little.iter().map(|late| late.unit_id).collect();
    let mut late = match little.is_empty() {
        true => Vec::new(),
        false => items(c, &Wanted { units: Some(little), ..wanted.clone() }, sight)?,
    };
    for of in much {
        let first = Wanted { unit_id: Some(of.unit_id), limit: Some(of_unit), ..wanted.clone() };
        late.extend(items(c, &first, sight)?);
    }
    Ok(late)
}

/// An obligation that is not overdue, with what people propose about it.
#[derive(Debug, Clone)]
pub struct ProposedItem {
    /// The obligation.
    pub item: Item,
    /// What waits for a decision.
    pub proposals: Vec<Proposal>,
}

/// What people propose about obligations that are not overdue and nobody has decided, by date; what can no longer be confirmed (the
/// matter is closed or under review, its dates were set anew, its year is over) is not offered. So many at a time: with each
/// decision others follow.
pub fn proposed(c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Vec<ProposedItem>, ActionError> {
    let shining = Some(Shining { today: sight.today, lamp: None, overdue: Some(false) });
    let wanted =
        Wanted { plans: within.plans, proposed_by_people: true, shining, limit: Some(PROPOSED), ..Wanted::default() };
    let others = items(c, &wanted, sight)?;
    let ids: Vec<ObligationId> = others.iter().map(|item| item.row.obligation.id).collect();
    let open = proposals::of(c, &ids)?.into_iter().filter(|one| one.is_open() && one.is_by_people());
    let mut open = grouped(open, |one: &Proposal| one.obligation_id);
    let with = |item: Item| {
        let mut proposals = open.remove(&item.row.obligation.id).unwrap_or_default();
        proposals.retain(|one| still_runs(&item.row.obligation, one, sight.today));
        ProposedItem { item, proposals }
    };
    Ok(others.into_iter().map(with).filter(|one| !one.proposals.is_empty()).collect())
}
