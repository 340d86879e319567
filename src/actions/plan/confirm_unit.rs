//! A unit that was only proposed is one of its own from now on.

use crate::actions::{ActionError, Tx};
use crate::db::people::units::{self, Unit};
use crate::domain::id::UnitId;
use crate::domain::places::{also_called, short_name};
use crate::domain::unit::UnitClass;

/// Takes a unit as one of its own, of that class; a government is called by its place from now on too.
pub(super) fn confirm_unit(tx: &mut Tx<'_>, unit: &Unit, class: UnitClass) -> Result<(), ActionError> {
    units::confirm(tx.c, unit.id, class, short_name(&unit.name, class))?;
    also_call(tx, (unit.id, &unit.name), class)
}

/// Stores what a unit of that class is called besides its name, where nobody goes by it yet.
pub(super) fn also_call(tx: &mut Tx<'_>, (unit_id, name): (UnitId, &str), class: UnitClass) -> Result<(), ActionError> {
    for other in also_called(name, class) {
        if units::by_name(tx.c, &other)?.is_none() {
            units::insert_alias(tx.c, &other, unit_id)?;
        }
    }
    Ok(())
}
