//! Somebody who is known gets another post.

use serde_json::json;

use super::add_person::{give_post, post_for, refuse_second_post};
use super::consent::Consent;
use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::db::obligation::ties;
use crate::db::people::persons;
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::UnitName;

/// The wish to give a person a post.
#[derive(Debug, Clone)]
pub struct AddPost {
    /// Whom.
    pub person_id: PersonId,
    /// At which unit: its full name or an alias.
    pub unit: UnitName,
    /// As what.
    pub role: Role,
}

/// Gives a person a post from today on; what a new link waits for, where the post has rights of its own and the way in was closed.
///
/// # Errors
/// [`ActionError::Conflict`] where it is held already, [`ActionError::Invalid`] for an unknown unit or roles that do not go together.
pub fn add_post(ctx: &Context, actor: &Actor, wish: &AddPost) -> Result<Option<Consent>, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let person = persons::hold(tx.c, wish.person_id)?;
        let unit = post_for(tx, wish.unit.as_str(), wish.role)?;
        refuse_second_post(tx, person.id, unit.id, wish.role)?;
        let consent = give_post(ctx, tx, person.id, (&unit, wish.role), person.email.is_some())?;
        let detail = json!({"unit": unit.name, "role": wish.role});
        tx.trace(&Trace { detail, ..Trace::new(Verb::AddPost, On::Person(person.id)) })?;
        Ok(consent)
    })
}
