//! Somebody who is known gets another post.

use super::add_person::{post_for, refuse_second_post};
use super::give_post::{GivenPost, give_post};
use crate::actions::{ActionError, Actor, Context, rights};
use crate::db::obligation::ties;
use crate::db::people::persons;
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::domain::trail::Verb;
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

/// Gives a person a post from today on, and says what came with it.
///
/// # Errors
/// [`ActionError::Conflict`] where it is held already and for whoever is disabled, [`ActionError::Invalid`] for an unknown unit or roles that do
/// not go together.
pub fn add_post(ctx: &Context, actor: &Actor, wish: &AddPost) -> Result<GivenPost, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let person = persons::hold(tx.c, wish.person_id)?;
        let unit = post_for(tx, wish.unit.as_str(), wish.role)?;
        refuse_second_post(tx, person.id, &unit, wish.role)?;
        give_post(ctx, tx, &person, (&unit, wish.role), Verb::AddPost)
    })
}
