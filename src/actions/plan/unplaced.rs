//! The units of a plan that nobody knows: whoever is on a measure, and whoever owes something by a date.

use std::collections::HashSet;

use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::people::units::{self, Unit};
use crate::db::plan::measures;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::subjects::subjects;

/// The units that a plan names and that a coordinator has yet to place.
pub fn unplaced_units(c: &mut DbConnection, plan_id: PlanId) -> Result<Vec<Unit>, ActionError> {
    let proposed = units::proposed(c)?;
    if proposed.is_empty() {
        return Ok(proposed);
    }
    let assignments = measures::assignments_of_plan(c, plan_id)?;
    let assigned: HashSet<UnitId> = assignments.into_iter().map(|row| row.unit_id).collect();
    let milestones = measures::milestones_of_plan(c, plan_id)?;
    let owing: HashSet<&str> = milestones.iter().flat_map(|row| subjects(&row.owed_by)).collect();
    let aliases = units::aliases(c)?;
    let by_alias: HashSet<UnitId> =
        aliases.iter().filter(|(alias, _)| owing.contains(alias.as_str())).map(|(_, unit_id)| *unit_id).collect();
    let is_named =
        |unit: &Unit| assigned.contains(&unit.id) || owing.contains(unit.name.as_str()) || by_alias.contains(&unit.id);
    Ok(proposed.into_iter().filter(is_named).collect())
}
