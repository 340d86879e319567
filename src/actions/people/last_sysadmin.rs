//! Somebody must be left who manages the accounts: whoever disables a person or ends a post asks here first.

use crate::actions::{ActionError, Actor, Tx};
use crate::db::people::{persons, posts};
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::strings::Message;

/// Takes the turn of those who take rights away, so that no two do at once.
pub(in crate::actions) fn take_turn(tx: &mut Tx<'_>) -> Result<(), ActionError> {
    Ok(posts::take_turn(tx.c)?)
}

/// The same as [`refuse_last`] where that person is one.
///
/// # Errors
/// As there.
pub(in crate::actions) fn refuse_if_last(tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
    let today = tx.today;
    let held = persons::posts_on(tx.c, today, Some(person_id))?;
    if held.iter().any(|post| post.role == Role::Sysadmin) { refuse_last(tx, person_id) } else { Ok(()) }
}

/// Refuses to take the rights of the last system administrator who can sign in away: nobody could give them to anybody any more. The
/// command line may: it adds another.
///
/// # Errors
/// [`ActionError::Conflict`] where nobody else who can sign in holds such a post without an end.
pub(in crate::actions) fn refuse_last(tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
    let today = tx.today;
    let is_console = matches!(tx.actor, Actor::Console);
    if is_console || persons::others_hold(tx.c, today, Role::Sysadmin, person_id)? {
        return Ok(());
    }
    Err(ActionError::conflict(Message::new("person.last_sysadmin")))
}
