//! The coordinator says which unit an unknown name means: one that is known, or a new one.

use serde_json::json;

use super::draft_step::{in_draft, known, unknown};
use super::unplaced::unplaced_units;
use crate::actions::{ActionError, Actor, Context, Step, Trace};
use crate::compiler::UnitRegistry;
use crate::db::people::units::{self, Unit};
use crate::db::plan::{drafts, measures};
use crate::domain::typed::UnitName;
use crate::domain::unit::UnitClass;

/// What an unknown name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing<'a> {
    /// Another way of writing a unit that is known.
    SameAs(&'a UnitName),
    /// A unit of its own.
    New(UnitClass),
}

/// Places a unit that a draft names and that nobody knows.
///
/// # Errors
/// [`ActionError::NotFound`] where the draft names no such unit, [`ActionError::Invalid`] for a name that nobody knows,
/// [`ActionError::Conflict`] where the plan is tracked.
pub fn place_unit(
    ctx: &Context,
    actor: &Actor,
    (plan_id, unit_id): (i64, i64),
    placing: Placing<'_>,
    registry: &UnitRegistry,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |step, _| {
        let proposed = unplaced_units(step.tx, plan_id)?;
        let unit = proposed.into_iter().find(|unit| unit.id == unit_id).ok_or(ActionError::NotFound)?;
        let detail = match placing {
            Placing::New(class) => {
                units::confirm(step.tx, unit_id, class)?;
                json!({"unit": unit.name, "class": class})
            }
            Placing::SameAs(name) => {
                let other = known(step.tx, registry, name.as_str())?.filter(|other| other.id != unit_id);
                let Some(other) = other else { return Err(unknown(step.tx, "same_as", name.as_str())?) };
                merge(step, plan_id, &unit, &other)?;
                json!({"unit": unit.name, "same_as": other.name})
            }
        };
        drafts::touch_others(step.tx, plan_id)?;
        step.trace(&Trace { verb: "place_unit", object: "unit", object_id: unit_id, detail, ..Trace::default() })
    })
}

/// The name becomes another name of the unit that is known, in every plan that has it.
fn merge(step: &mut Step<'_>, plan_id: i64, unit: &Unit, known: &Unit) -> Result<(), ActionError> {
    drafts::replace_unit(step.tx, unit.id, known.id)?;
    let aliases = units::aliases(step.tx)?.into_iter().filter(|(_, unit_id)| *unit_id == unit.id);
    let names: Vec<String> = aliases.map(|(alias, _)| alias).chain([unit.name.clone()]).collect();
    let means_it = |subject: &str| names.iter().any(|name| name == subject);
    for milestone in measures::milestones_of_plan(step.tx, plan_id)? {
        let subjects: Vec<&str> = milestone.owed_by.split('、').collect();
        if subjects.iter().any(|subject| means_it(subject)) {
            let renamed = subjects.iter().map(|name| if means_it(name) { known.short_name.as_str() } else { name });
            let owed_by = renamed.collect::<Vec<_>>().join("、");
            let change = drafts::MilestoneChange {
                due: milestone.due,
                deliverable: milestone.deliverable,
                owed_by,
                kind: milestone.kind,
            };
            drafts::change_milestone(step.tx, milestone.id, &change)?;
        }
    }
    if drafts::is_in_use(step.tx, unit.id)? {
        return units::confirm(step.tx, unit.id, unit.class).map_err(ActionError::from);
    }
    units::remove(step.tx, unit.id)?;
    for name in &names {
        units::insert_alias(step.tx, name, known.id)?;
    }
    Ok(())
}
