//! 逾期清单: by unit, days late, and whom to telephone.

use super::item::{Item, Sight, items};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::calls::{self, Call};
use crate::db::ledger::Wanted;
use crate::db::people::{self, Contact};

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
            }),
        }
    }
    for unit in &mut units {
        unit.items.sort_by_key(|(item, _)| std::cmp::Reverse(item.late.days));
    }
    units.sort_by_key(|unit| std::cmp::Reverse(unit.items.first().map_or(0, |(item, _)| item.late.days)));
    Ok(units)
}
