//! The coordinator says which unit an unknown name means: one that is known, or a new one.

use serde_json::json;

use super::confirm_unit::confirm_unit;
use super::draft_page::{Cells, Faults, Stored};
use super::unit_names::{known, unknown};
use crate::actions::{ActionError, Trace, Tx, chosen, typed};
use crate::compiler::UnitRegistry;
use crate::db::people::units::{self, Unit};
use crate::db::plan::{drafts, measures};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::subjects::subjects;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::UnitName;
use crate::domain::unit::UnitClass;
use crate::strings::Message;

/// Places a unit that a draft names and that nobody knows: it is the one that was typed, or, where another class was chosen or
/// `new` says so, one of its own.
pub(super) fn place_unit(
    tx: &mut Tx<'_>,
    (plan_id, stored): (PlanId, &Stored),
    (unit_id, cells): (UnitId, &Cells),
    (new, registry): (bool, &UnitRegistry),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let unit = stored.unit(unit_id)?;
    let detail = match cells.changed("same_as") {
        Some(_) if new || cells.changed("class").is_some() => {
            faults.note(cells.row, "same_as", Message::new("draft.same_or_new"));
            return Ok(());
        }
        Some(name) => {
            let Some(other) = faults.of(cells.row, other(tx, registry, (unit_id, name)))? else { return Ok(()) };
            merge(tx, plan_id, unit, &other)?;
            json!({"unit": unit.name, "same_as": other.name})
        }
        None if !new && cells.changed("class").is_none() => {
            faults.note(cells.row, "same_as", Message::new("draft.no_unit"));
            return Ok(());
        }
        None => {
            let class = match cells.changed("class") {
                Some(word) => faults.of(cells.row, chosen("class", word, ("unit_class", UnitClass::ALL)))?,
                None => Some(unit.class),
            };
            let Some(class) = class else { return Ok(()) };
            confirm_unit(tx, unit, class)?;
            json!({"unit": unit.name, "class": class})
        }
    };
    drafts::touch_others(tx.c, plan_id)?;
    tx.trace(&Trace { detail, ..Trace::new(Verb::PlaceUnit, On::Unit(unit_id)) })
}

/// The known unit of that name.
fn other(tx: &mut Tx<'_>, registry: &UnitRegistry, (unit_id, name): (UnitId, &str)) -> Result<Unit, ActionError> {
    let name: UnitName = typed("same_as", name)?;
    match known(tx.c, registry, name.as_str())?.filter(|other| other.id != unit_id) {
        Some(other) => Ok(other),
        None => Err(unknown(tx.c, "same_as", name.as_str())?),
    }
}

/// The name becomes another name of another unit, in every plan that has it.
pub(super) fn merge(tx: &mut Tx<'_>, plan_id: PlanId, unit: &Unit, known: &Unit) -> Result<(), ActionError> {
    drafts::replace_unit(tx.c, unit.id, known.id)?;
    let aliases = units::aliases(tx.c)?.into_iter().filter(|(_, unit_id)| *unit_id == unit.id);
    let names: Vec<String> = aliases.map(|(alias, _)| alias).chain([unit.name.clone()]).collect();
    let means_it = |subject: &str| names.iter().any(|name| name == subject);
    for milestone in measures::milestones_of_plan(tx.c, plan_id)? {
        let subjects: Vec<&str> = subjects(&milestone.owed_by).collect();
        if subjects.iter().any(|subject| means_it(subject)) {
            let renamed = subjects.iter().map(|name| if means_it(name) { known.short_name.as_str() } else { name });
            let owed_by = renamed.collect::<Vec<_>>().join("、");
            let change = drafts::MilestoneChange {
                due: milestone.due,
                deliverable: milestone.deliverable,
                owed_by,
                kind: milestone.kind,
            };
            drafts::change_milestone(tx.c, milestone.id, &change)?;
        }
    }
    if drafts::is_in_use(tx.c, unit.id)? {
        return confirm_unit(tx, unit, unit.class);
    }
    units::remove(tx.c, unit.id)?;
    for name in &names {
        units::insert_alias(tx.c, name, known.id)?;
    }
    Ok(())
}
