//! Of each of the three administrators one must be left: whoever disables a person, ends a post or takes an address away asks here first.

use crate::actions::{ActionError, Tx};
use crate::db::people::{administrators, persons, posts};
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::strings::Message;

/// Takes the turn of those who take rights away, so that no two do at once.
pub(in crate::actions) fn take_turn(tx: &mut Tx<'_>) -> Result<(), ActionError> {
    Ok(posts::take_turn(tx.c)?)
}

/// The same as [`refuse_last`] for whatever administrator that person is.
///
/// # Errors
/// As there.
pub(in crate::actions) fn refuse_if_last(tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
    let today = tx.today;
    let held = persons::posts_on(tx.c, today, Some(person_id))?;
    let Some(post) = held.into_iter().find(|post| post.role.is_administrator()) else { return Ok(()) };
    refuse_last(tx, person_id, post.role)
}

/// Refuses to take the rights of the last administrator of a kind who can sign in away: nobody could do that work, and of the system
/// administrators nobody could give it to anybody. The command line may not either: it adds another first.
///
/// # Errors
/// [`ActionError::Conflict`] where nobody else who can sign in holds such a post without an end.
pub(in crate::actions) fn refuse_last(tx: &mut Tx<'_>, person_id: PersonId, role: Role) -> Result<(), ActionError> {
    let today = tx.today;
    if administrators::others_remain(tx.c, today, role, person_id)? {
        return Ok(());
    }
    Err(ActionError::conflict(Message::new(match role {
        Role::Sysadmin => "person.last_sysadmin",
        Role::Secadmin => "person.last_secadmin",
        _ => "person.last_auditor",
    })))
}
