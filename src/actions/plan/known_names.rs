//! The names under which the sentences of a plan mean units.

use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::people::units;
use crate::domain::obligation::fan_out::NamedUnit;

/// Every name under which a sentence may mean a unit; a place under its short name first.
pub(super) fn known_names(c: &mut DbConnection) -> Result<Vec<NamedUnit>, ActionError> {
    let units = units::all(c)?;
    let known = units.iter().filter(|unit| unit.class.is_place() && !unit.proposed);
    let short =
        known.map(|unit| NamedUnit { name: unit.short_name.clone(), unit_id: unit.id, place: Some(unit.class) });
    let full = units.iter().map(|unit| NamedUnit { name: unit.name.clone(), unit_id: unit.id, place: None });
    let aliases = units::aliases(c)?;
    let other = aliases.into_iter().map(|(name, unit_id)| NamedUnit { name, unit_id, place: None });
    Ok(short.chain(full).chain(other).collect())
}
