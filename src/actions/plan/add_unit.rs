//! The coordinator adds a unit to those that are known, so that every plan that names it from now on means it.

use serde_json::json;

use super::draft_page::{Cells, Faults};
use super::draft_step::names;
use crate::actions::{ActionError, Trace, Tx, chosen, typed, typed_if_any, typed_or};
use crate::db::people::units::{self, NewUnit};
use crate::db::plan::drafts;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::trail::On;
use crate::domain::typed::{NameList, UnitName};
use crate::domain::unit::{UnitClass, short_name};
use crate::strings::Message;

/// Where units stand that no registry knows.
const UNKNOWN_FROM: i32 = 10_000;

/// Adds a unit, with other names that it is written by.
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
    let known = units::by_name(tx.c, name.as_str())?;
    let unit_id = match known {
        Some(unit) if !unit.proposed => {
            faults.note(cells.row, "name", Message::new("draft.known_unit").with("unit", unit.name));
            return Ok(());
        }
        Some(unit) => {
            units::confirm(tx.c, unit.id, class)?;
            unit.id
        }
        None => insert(tx, &name, class)?,
    };
    let short = short_name(name.as_str(), class);
    if short != name.as_str() {
        units::insert_alias(tx.c, short, unit_id)?;
    }
    for other in names(others.flatten().as_ref().map_or("", NameList::as_str)) {
        let alias: Option<UnitName> = faults.of(cells.row, typed("aliases", other))?;
        let Some(alias) = alias else { continue };
        match units::by_name(tx.c, alias.as_str())? {
            Some(unit) if unit.id != unit_id => {
                faults.note(cells.row, "aliases", Message::new("draft.known_unit").with("unit", alias));
            }
            _ => units::insert_alias(tx.c, alias.as_str(), unit_id)?,
        }
    }
    drafts::touch_others(tx.c, plan_id)?;
    let detail = json!({"unit": name.as_str(), "class": class});
    tx.trace(&Trace { detail, ..Trace::new("add_unit", On::Unit(unit_id)) })
}

fn insert(tx: &mut Tx<'_>, name: &UnitName, class: UnitClass) -> Result<UnitId, ActionError> {
    let name = name.as_str();
    let row = NewUnit {
        name,
        short_name: short_name(name, class),
        official_name: None,
        class,
        coordinating: false,
        phone: None,
        position: UNKNOWN_FROM,
        proposed: false,
        created_at: tx.now,
    };
    Ok(units::insert(tx.c, &row)?)
}
