//! Disabling acts at once: the sessions end in the same transaction.

use crate::actions::{ActionError, Actor, Context, Step, Trace, rights};
use crate::db::obligation::obligations;
use crate::db::people::{persons, sessions};
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::strings::Message;

/// Disables a person and ends every session; a second time changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`]; [`ActionError::Conflict`] for the last system administrator, whom nobody could enable again
/// (the command line can: it adds another).
pub fn disable_person(ctx: &Context, actor: &Actor, person_id: i64) -> Result<(), ActionError> {
    ctx.step(actor, |step| {
        rights::authorise(actor, Right::ManagePeople, &obligations::office(step.tx)?)?;
        if persons::find(step.tx, person_id)?.disabled_at.is_some() {
            return Ok(());
        }
        if keeps_the_accounts(ctx, step, person_id)? {
            return Err(ActionError::conflict(Message::new("person.last_sysadmin")));
        }
        persons::set_disabled(step.tx, person_id, Some(step.now))?;
        sessions::end_all(step.tx, person_id, step.now)?;
        step.trace(&Trace { verb: "disable_person", object: "person", object_id: person_id, ..Trace::default() })
    })
}

/// Whether a person is the only one left who could add or enable anybody.
fn keeps_the_accounts(ctx: &Context, step: &mut Step<'_>, person_id: i64) -> Result<bool, ActionError> {
    if matches!(step.actor, Actor::Console) {
        return Ok(false);
    }
    let today = ctx.clock.today();
    let held = persons::posts_on(step.tx, today, Some(person_id))?.iter().any(|post| post.role == Role::Sysadmin);
    Ok(held && !persons::others_hold(step.tx, today, Role::Sysadmin, person_id)?)
}
