//! The unit that coordinates (调度单位) is the one that the settings name; they may be changed at any time.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::people::units;
use crate::domain::id::UnitId;
use crate::domain::trail::{On, Verb};

/// Lets the unit coordinate that the settings name, where it is known and another did, or none; whether it is known, or there is no
/// unit at all yet.
///
/// # Errors
/// Where the database cannot be read or written.
pub fn appoint_office(ctx: &Context) -> Result<bool, ActionError> {
    let name = &ctx.settings.plan.coordinating_unit;
    let (office, is_empty) = ctx.db.read(|c| Ok::<_, ActionError>((units::by_name(c, name)?, units::is_empty(c)?)))?;
    let Some(office) = office else { return Ok(is_empty) };
    if !office.coordinating {
        ctx.write(&Actor::Console, |tx| appoint(tx, office.id))?;
    }
    Ok(true)
}

/// Lets that unit coordinate and no other.
pub(super) fn appoint(tx: &mut Tx<'_>, office: UnitId) -> Result<(), ActionError> {
    units::take_turn(tx.c)?;
    if !units::let_coordinate(tx.c, office)? {
        return Ok(());
    }
    let detail = json!({"unit": units::find(tx.c, office)?.name});
    tx.trace(&Trace { detail, ..Trace::new(Verb::AppointOffice, On::Unit(office)) })
}
