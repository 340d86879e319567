//! Disabling acts at once: the sessions end in the same transaction.

use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::obligation::ties;
use crate::db::people::{persons, sessions};
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// Disables a person and ends every session; a second time changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`]; [`ActionError::Conflict`] for the last system administrator, whom nobody could enable again
/// (the command line can: it adds another).
pub fn disable_person(ctx: &Context, actor: &Actor, person_id: PersonId) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        if persons::find(tx.c, person_id)?.disabled_at.is_some() {
            return Ok(());
        }
        if keeps_the_accounts(tx, person_id)? {
            return Err(ActionError::conflict(Message::new("person.last_sysadmin")));
        }
        persons::set_disabled(tx.c, person_id, Some(tx.now))?;
        sessions::end_all(tx.c, person_id, tx.now)?;
        tx.trace(&Trace::new(Verb::DisablePerson, On::Person(person_id)))
    })
}

/// Whether a person is the only one left who could add or enable anybody.
fn keeps_the_accounts(tx: &mut Tx<'_>, person_id: PersonId) -> Result<bool, ActionError> {
    if matches!(tx.actor, Actor::Console) {
        return Ok(false);
    }
    let today = tx.today;
    let held = persons::posts_on(tx.c, today, Some(person_id))?.iter().any(|post| post.role == Role::Sysadmin);
    Ok(held && !persons::others_hold(tx.c, today, Role::Sysadmin, person_id)?)
}
