//! Disabling acts at once: the sessions end in the same transaction.

use super::last_administrator;
use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::db::obligation::ties;
use crate::db::people::{approvals, links, persons, sessions};
use crate::domain::id::PersonId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// Disables a person: every session, every one-time link and what waits for consent ends for good; a second time changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`]; [`ActionError::Conflict`] for the last administrator of a kind who can sign in.
pub fn disable_person(ctx: &Context, actor: &Actor, person_id: PersonId) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        last_administrator::take_turn(tx)?;
        if persons::find(tx.c, person_id)?.disabled_at.is_some() {
            return Ok(());
        }
        last_administrator::refuse_if_last(tx, person_id)?;
        persons::set_disabled(tx.c, person_id, Some(tx.now))?;
        sessions::end_all(tx.c, person_id, tx.now)?;
        links::use_up_all(tx.c, person_id, tx.now)?;
        approvals::void_all(tx.c, person_id, tx.now)?;
        tx.trace(&Trace::new(Verb::DisablePerson, On::Person(person_id)))
    })
}
