//! 逾期清单: by unit, days late, the rung reached, who was told, and whom to telephone.

use std::collections::HashMap;

use crate::actions::{ActionError, still_runs};
use crate::db::DbConnection;
use crate::db::notice::calls::{self, Call};
use crate::db::notice::notices::{self, Told};
use crate::db::notice::proposals::{self, Proposal};
use crate::db::obligation::lamps::Shining;
use crate::db::obligation::ledger::Wanted;
use crate::db::obligation::tally::Within;
use crate::db::people::persons::{self, Contact};
use crate::domain::grouped::grouped;
use crate::domain::id::{ObligationId, UnitId};
use crate::views::obligation::item::{Item, Sight, items, read_rungs};

/// A unit that is late, with those who can be telephoned.
#[derive(Debug, Clone)]
pub struct LateUnit {
    /// Its full name.
    pub unit: String,
    /// Its liaisons and heads.
    pub contacts: Vec<Contact>,
    /// What is late, the latest first.
    pub items: Vec<(Item, Vec<Call>)>,
    /// What was told about them, oldest first, by obligation.
    told: HashMap<Option<ObligationId>, Vec<Told>>,
    /// What was proposed on them, by obligation.
    proposals: HashMap<ObligationId, Vec<Proposal>>,
}

impl LateUnit {
    fn new(item: &Item, contacts: Vec<Contact>) -> Self {
        let (told, proposals) = (HashMap::new(), HashMap::new());
        let unit = item.row.unit.clone();
        Self { unit, contacts, items: Vec::new(), told, proposals }
    }

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
}

/// Who is late with what, the unit with the longest delay first.
pub fn overdue(c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Vec<LateUnit>, ActionError> {
    let Within { plan_id, unit_id } = within;
    let overdue = Some(Shining { today: sight.today, lamp: None, overdue: Some(true) });
    let mut late = items(c, &Wanted { plan_id, unit_id, shining: overdue, ..Wanted::default() }, sight)?;
    read_rungs(c, &mut late, true)?;
    let ids: Vec<ObligationId> = late.iter().map(|item| item.row.obligation.id).collect();
    let mut calls = grouped(calls::of(c, &ids)?, |call| call.obligation_id);
    let mut told = grouped(notices::of(c, &ids)?, |told| told.obligation_id);
    let mut proposals = grouped(proposals::of(c, &ids)?, |one| one.obligation_id);
    let mut contacts = grouped(persons::contacts(c, sight.today, None)?, |contact| contact.unit_id);
    let (mut units, mut places): (Vec<LateUnit>, HashMap<UnitId, usize>) = Default::default();
    for item in late {
        let (unit_id, id) = (item.row.obligation.unit_id, item.row.obligation.id);
        let place = *places.entry(unit_id).or_insert(units.len());
        if place == units.len() {
            units.push(LateUnit::new(&item, contacts.remove(&unit_id).unwrap_or_default()));
        }
        let Some(unit) = units.get_mut(place) else { continue };
        unit.told.extend(told.remove_entry(&Some(id)));
        unit.proposals.extend(proposals.remove_entry(&id));
        unit.items.push((item, calls.remove(&id).unwrap_or_default()));
    }
    for unit in &mut units {
        unit.items.sort_by_key(|(item, _)| std::cmp::Reverse(item.late.days));
    }
    units.sort_by_key(|unit| std::cmp::Reverse(unit.items.first().map_or(0, |(item, _)| item.late.days)));
    Ok(units)
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
/// matter is closed or under review, its dates were set anew, its year is over) is not offered.
pub fn proposed(c: &mut DbConnection, sight: &Sight) -> Result<Vec<ProposedItem>, ActionError> {
    let shining = Some(Shining { today: sight.today, lamp: None, overdue: Some(false) });
    let others = items(c, &Wanted { proposed_by_people: true, shining, ..Wanted::default() }, sight)?;
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
