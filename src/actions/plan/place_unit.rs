//! The coordinator says which unit an unknown name means: one that is known, or a new one.

use serde_json::json;

use super::draft_step::{in_draft, known, unknown};
use super::unplaced::unplaced_units;
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::compiler::UnitRegistry;
use crate::db::people::units::{self, Unit};
use crate::db::plan::{drafts, measures};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::subjects::subjects;
use crate::domain::trail::On;
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
    (plan_id, unit_id): (PlanId, UnitId),
    placing: Placing<'_>,
    registry: &UnitRegistry,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let proposed = unplaced_units(tx.c, plan_id)?;
        let unit = proposed.into_iter().find(|unit| unit.id == unit_id).ok_or(ActionError::NotFound)?;
        let detail = match placing {
            Placing::New(class) => {
                units::confirm(tx.c, unit_id, class)?;
                json!({"unit": unit.name, "class": class})
            }
            Placing::SameAs(name) => {
                let other = known(tx.c, registry, name.as_str())?.filter(|other| other.id != unit_id);
                let Some(other) = other else { return Err(unknown(tx.c, "same_as", name.as_str())?) };
                merge(tx, plan_id, &unit, &other)?;
                json!({"unit": unit.name, "same_as": other.name})
            }
        };
        drafts::touch_others(tx.c, plan_id)?;
        tx.trace(&Trace { detail, ..Trace::new("place_unit", On::Unit(unit_id)) })
    })
}

/// The name becomes another name of the unit that is known, in every plan that has it.
fn merge(tx: &mut Tx<'_>, plan_id: PlanId, unit: &Unit, known: &Unit) -> Result<(), ActionError> {
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
        return units::confirm(tx.c, unit.id, unit.class).map_err(ActionError::from);
    }
    units::remove(tx.c, unit.id)?;
    for name in &names {
        units::insert_alias(tx.c, name, known.id)?;
    }
    Ok(())
}
