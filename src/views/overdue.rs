//! 逾期清单: by unit, days late, the rung reached, who was told, and whom to telephone.

use super::item::{Item, Sight, items};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::calls::{self, Call};
use crate::db::ledger::Wanted;
use crate::db::notices::{self, Told};
use crate::db::people::{self, Contact};
use crate::db::proposals::{self, Proposal};

/// A unit that is late, with those who can be telephoned.
#[derive(Debug, Clone)]
pub struct LateUnit {
    /// The unit's key.
    pub unit_id: i64,
    /// Its full name.
    pub unit: String,
    /// Its liaisons and heads.
    pub contacts: Vec<Contact>,
    /// What is late, the latest first.
    pub items: Vec<(Item, Vec<Call>)>,
    /// What was told about them, oldest first.
    pub told: Vec<Told>,
    /// What was proposed on them.
    pub proposals: Vec<Proposal>,
}

impl LateUnit {
    /// What was told about an item since its date was last set.
    pub fn told_about(&self, item: &Item) -> Vec<&Told> {
        let row = &item.row.obligation;
        let about = |told: &&Told| told.obligation_id == Some(row.id) && told.due_rev == row.due_rev;
        self.told.iter().filter(about).collect()
    }

    /// What was proposed on an item since its date was last set.
    pub fn proposed_on(&self, item: &Item) -> Vec<&Proposal> {
        let row = &item.row.obligation;
        let about = |one: &&Proposal| one.obligation_id == row.id && one.due_rev == row.due_rev;
        self.proposals.iter().filter(about).collect()
    }
}

/// Who is late with what, the unit with the longest delay first.
///
/// # Errors
/// A database that does not answer.
pub fn overdue(c: &mut DbConnection, plan_id: Option<i64>, sight: &Sight) -> Result<Vec<LateUnit>, ActionError> {
    let wanted = Wanted { plan_id, due_to: sight.today.pred_opt(), ..Wanted::default() };
    let late: Vec<Item> = items(c, &wanted, sight)?.into_iter().filter(|item| item.is_overdue(sight.today)).collect();
    let ids: Vec<i64> = late.iter().map(|item| item.row.obligation.id).collect();
    let calls = calls::of(c, &ids)?;
    let contacts = people::contacts(c, sight.today)?;
    let (told, proposals) = (notices::of(c, &ids)?, proposals::of(c, &ids)?);
    let mut units: Vec<LateUnit> = Vec::new();
    for item in late {
        let (unit_id, id) = (item.row.obligation.unit_id, item.row.obligation.id);
        let own_calls = calls.iter().filter(|call| call.obligation_id == id).cloned().collect();
        match units.iter_mut().find(|unit| unit.unit_id == unit_id) {
            Some(unit) => unit.items.push((item, own_calls)),
            None => units.push(LateUnit {
                unit_id,
                unit: item.row.unit.clone(),
                contacts: contacts.iter().filter(|contact| contact.unit_id == unit_id).cloned().collect(),
                items: vec![(item, own_calls)],
                told: Vec::new(),
                proposals: Vec::new(),
            }),
        }
    }
    for unit in &mut units {
        let owes = |id: i64| unit.items.iter().any(|(item, _)| item.row.obligation.id == id);
        unit.told = told.iter().filter(|told| told.obligation_id.is_some_and(owes)).cloned().collect();
        unit.proposals = proposals.iter().filter(|one| owes(one.obligation_id)).cloned().collect();
        unit.items.sort_by_key(|(item, _)| std::cmp::Reverse(item.late.days));
    }
    units.sort_by_key(|unit| std::cmp::Reverse(unit.items.first().map_or(0, |(item, _)| item.late.days)));
    Ok(units)
}
