//! Somebody who was disabled may sign in again, with the password and the posts there were. Links that were given before stay worthless.

use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::db::obligation::ties;
use crate::db::people::{links, persons};
use crate::domain::id::PersonId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// Enables a person again; where nobody is disabled nothing changes.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody, [`ActionError::Forbidden`] without the right.
pub fn enable_person(ctx: &Context, actor: &Actor, person_id: PersonId) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        if persons::hold(tx.c, person_id)?.disabled_at.is_none() {
            return Ok(());
        }
        persons::set_disabled(tx.c, person_id, None)?;
        links::use_up_all(tx.c, person_id, tx.now)?;
        tx.trace(&Trace::new(Verb::EnablePerson, On::Person(person_id)))
    })
}
