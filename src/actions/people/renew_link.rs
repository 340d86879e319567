//! A new one-time link for somebody whose link has run out or whose password is lost.

use chrono::TimeDelta;

use super::password_link;
use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::auth::secret;
use crate::db::obligation::ties;
use crate::db::people::persons;
use crate::domain::id::PersonId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// Makes a link; the token, to be shown once. Links made before are worth nothing from then on.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody, [`ActionError::Forbidden`] without the right, [`ActionError::Conflict`] where no link
/// can be made.
pub fn renew_link(ctx: &Context, actor: &Actor, person_id: PersonId) -> Result<String, ActionError> {
    password_link::base(ctx)?;
    let (token, hash) = secret::token().map_err(|_| ActionError::Unavailable)?;
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let person = persons::find(tx.c, person_id)?;
        let expires_at = tx.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        persons::use_links_of(tx.c, person.id, tx.now)?;
        persons::insert_link(tx.c, person.id, &hash, tx.now, expires_at)?;
        tx.trace(&Trace::new(Verb::RenewLink, On::Person(person.id)))
    })?;
    Ok(token)
}
