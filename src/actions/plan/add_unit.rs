//! The coordinator adds a unit to those that are known, so that every plan that names it from now on means it.

use serde_json::json;

use super::confirm_unit::confirm_unit;
use super::draft_page::{Cells, Faults};
use super::place_unit::merge;
use super::unit_names::{insert_unit, names};
use crate::actions::{ActionError, Trace, Tx, chosen, typed, typed_if_any, typed_or};
use crate::db::people::units;
use crate::db::plan::drafts;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{NameList, UnitName};
use crate::domain::unit::UnitClass;
use crate::strings::Message;

/// Adds a unit, with other names that it is written by; one of these that the draft has as a unit nobody knows is it.
pub(super) fn add_unit(
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    cells: &Cells,
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let name: Option<UnitName> = faults.of(cells.row, typed_or("name", cells.text("name"), "draft.no_unit_name"))?;
    let others: Option<Option<NameList>> = faults.of(cells.row, typed_if_any("aliases", cells.text("aliases")))?;
    let word = cells.text("class");
    let class: Option<UnitClass> = faults.of(cells.row, chosen("class", word, ("unit_class", UnitClass::ALL)))?;
    let (Some(name), Some(class)) = (name, class) else { return Ok(()) };
    let Some(unit_id) = known_from_now_on(tx, cells, (&name, class), faults)? else { return Ok(()) };
    for other in names(others.flatten().as_ref().map_or("", NameList::as_str)) {
        add_name(tx, (plan_id, cells), (unit_id, other), faults)?;
    }
    drafts::touch_others(tx.c, plan_id)?;
    let detail = json!({"unit": name.as_str(), "class": class});
    tx.trace(&Trace { detail, ..Trace::new(Verb::AddUnit, On::Unit(unit_id)) })
}

/// Makes the unit one that is known; `None` where it is already, which is noted.
fn known_from_now_on(
    tx: &mut Tx<'_>,
    cells: &Cells,
    (name, class): (&UnitName, UnitClass),
    faults: &mut Faults,
) -> Result<Option<UnitId>, ActionError> {
    match units::by_name(tx.c, name.as_str())? {
        Some(unit) if !unit.proposed => {
            faults.note(cells.row, "name", Message::new("draft.known_unit").with("unit", unit.name));
            Ok(None)
        }
        Some(unit) => {
            confirm_unit(tx, &unit, class)?;
            Ok(Some(unit.id))
        }
        None => insert_unit(tx, name, class).map(Some),
    }
}

/// Adds another name, unless it is another unit's. One that the draft has as a unit nobody knows is this unit.
fn add_name(
    tx: &mut Tx<'_>,
    (plan_id, cells): (PlanId, &Cells),
    (unit_id, name): (UnitId, &str),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let alias: Option<UnitName> = faults.of(cells.row, typed("aliases", name))?;
    let Some(alias) = alias else { return Ok(()) };
    match units::by_name(tx.c, alias.as_str())? {
        Some(unit) if unit.id != unit_id && unit.proposed => {
            let own = units::find(tx.c, unit_id)?;
            merge(tx, plan_id, &unit, &own)?;
        }
        Some(unit) if unit.id != unit_id => {
            faults.note(cells.row, "aliases", Message::new("draft.known_unit").with("unit", alias));
        }
        _ => units::insert_alias(tx.c, alias.as_str(), unit_id)?,
    }
    Ok(())
}
