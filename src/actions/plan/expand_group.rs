//! The coordinator says which governments a word for many of them means (各县（市、区）人民政府), so that each owes for itself.

use serde_json::json;

use super::confirm_unit::confirm_unit;
use super::draft_page::{Cells, Faults, Stored};
use super::unit_names::{insert_unit, known, members, names, unknown};
use super::unplaced::unplaced_units;
use crate::actions::{ActionError, Trace, Tx, chosen, typed, typed_or};
use crate::compiler::UnitRegistry;
use crate::db::people::units::{self, Unit};
use crate::db::plan::measures;
use crate::db::plan::{draft_groups, drafts};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::places::{class_told, government_of, group};
use crate::domain::subjects::subjects;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{NameList, UnitName};
use crate::domain::unit::UnitClass;

/// Puts the governments that were typed in the place of the word, in every draft that has it; those that nobody knows become known.
pub(super) fn expand_group(
    tx: &mut Tx<'_>,
    (plan_id, stored): (PlanId, &Stored),
    (unit_id, cells): (UnitId, &Cells),
    registry: &UnitRegistry,
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let unit = stored.unit(unit_id)?;
    let word = cells.text("class");
    let class: Option<UnitClass> = faults.of(cells.row, chosen("class", word, ("unit_class", UnitClass::ALL)))?;
    let typed: Option<NameList> =
        faults.of(cells.row, typed_or("members", cells.text("members"), "draft.no_members"))?;
    let (Some(class), Some(list)) = (class, typed) else { return Ok(()) };
    let mut meant: Vec<Unit> = Vec::new();
    for name in names(list.as_str()) {
        let Some(member) = faults.of(cells.row, member(tx, registry, (unit, class), name))? else { continue };
        if meant.iter().all(|other| other.id != member.id) {
            meant.push(member);
        }
    }
    let ids: Vec<UnitId> = meant.iter().map(|unit| unit.id).collect();
    draft_groups::put_in_place_of(tx.c, unit_id, &ids)?;
    name_in_dates(tx, (plan_id, registry), unit, &meant)?;
    if !drafts::is_in_use(tx.c, unit_id)? {
        units::remove(tx.c, unit_id)?;
    }
    drafts::touch_others(tx.c, plan_id)?;
    let names: Vec<&str> = meant.iter().map(|unit| unit.name.as_str()).collect();
    let detail = json!({"unit": unit.name, "members": names.join("、")});
    tx.trace(&Trace { detail, ..Trace::new(Verb::ExpandGroup, On::Plan(plan_id)) })
}

/// The government that a typed name means: one that is known, one that the draft names, or a new one.
fn member(
    tx: &mut Tx<'_>,
    registry: &UnitRegistry,
    (unit, class): (&Unit, UnitClass),
    name: &str,
) -> Result<Unit, ActionError> {
    let name: UnitName = typed("members", name)?;
    // The word itself, or another one for many, is none of those that it stands for.
    if group(name.as_str()).is_some() {
        return Err(unknown(tx.c, "members", name.as_str())?);
    }
    let full: UnitName = typed("members", &government_of(name.as_str()))?;
    for written in [&name, &full] {
        match known(tx.c, registry, written.as_str())?.filter(|other| other.id != unit.id) {
            Some(other) if other.proposed => {
                confirm_unit(tx, &other, class_of(&other.name, class))?;
                return Ok(units::find(tx.c, other.id)?);
            }
            Some(other) => return Ok(other),
            None => {}
        }
    }
    let new = insert_unit(tx, &full, class_of(full.as_str(), class))?;
    Ok(units::find(tx.c, new)?)
}

/// The class that a name tells, where it is a place; else the one that was chosen.
fn class_of(name: &str, chosen: UnitClass) -> UnitClass {
    class_told(name)
        .filter(|told| told.is_place() && !(*told == UnitClass::City && chosen == UnitClass::County))
        .unwrap_or(chosen)
}

/// In the dates of the draft the word stays where it means just these, whatever else is still to be placed; else their names stand in
/// its place.
fn name_in_dates(
    tx: &mut Tx<'_>,
    (plan_id, registry): (PlanId, &UnitRegistry),
    unit: &Unit,
    meant: &[Unit],
) -> Result<(), ActionError> {
    let Some(group) = group(&unit.name) else { return Ok(()) };
    let mut all = members(tx.c, registry, &unit.name)?;
    let unplaced = unplaced_units(tx.c, plan_id)?.into_iter().filter(|other| other.id != unit.id);
    let may_join = |other: &Unit| class_told(&other.name).is_some_and(|class| group.classes.contains(&class));
    all.extend(unplaced.filter(may_join).map(|other| other.id));
    let mut own: Vec<UnitId> = meant.iter().map(|unit| unit.id).collect();
    all.sort_unstable();
    own.sort_unstable();
    if !group.all || all == own {
        return Ok(()); // those of some are found by the note
    }
    let aliases = units::aliases(tx.c)?.into_iter().filter(|(_, unit_id)| *unit_id == unit.id);
    let called: Vec<String> = aliases.map(|(alias, _)| alias).chain([unit.name.clone()]).collect();
    let short = meant.iter().map(|unit| unit.short_name.as_str()).collect::<Vec<_>>().join("、");
    for milestone in measures::milestones_of_plan(tx.c, plan_id)? {
        let named = |subject: &&str| called.iter().any(|name| name == subject);
        if subjects(&milestone.owed_by).any(|subject| named(&subject)) {
            let renamed = subjects(&milestone.owed_by).map(|name| if named(&name) { short.as_str() } else { name });
            drafts::set_owed_by(tx.c, milestone.id, &renamed.collect::<Vec<_>>().join("、"))?;
        }
    }
    Ok(())
}
