//! A new one-time link for somebody whose link has run out or whose password is lost.

use chrono::TimeDelta;

use super::consent::{self, Consent};
use super::give_post::disabled;
use super::{password_link, tell_account};
use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::auth::secret;
use crate::db::obligation::ties;
use crate::db::people::{links, persons, posts};
use crate::domain::id::PersonId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// What came of the wish for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The token, to be shown once.
    Made(String),
    /// The security administrator is asked first.
    Asked,
}

/// Makes a link, or asks for the consent that it needs. Links made before are worth nothing from then on, and the account's owner is
/// told; posts that waited for consent are in force with it.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody, [`ActionError::Forbidden`] without the right, [`ActionError::Conflict`] where it waits for
/// consent or nobody could give it, for whoever is disabled, and where no link can be made.
pub fn renew_link(ctx: &Context, actor: &Actor, person_id: PersonId) -> Result<Link, ActionError> {
    password_link::base(ctx)?;
    let (token, hash) = secret::token().map_err(|_| ActionError::Unavailable)?;
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let person = persons::hold(tx.c, person_id)?;
        if person.disabled_at.is_some() {
            return Err(ActionError::conflict(disabled(&person)));
        }
        if consent::is_needed(tx, person.id)? && !consent::take(ctx, tx, &person)? {
            return match consent::ask(ctx, tx, person.id)? {
                Consent::Waits => Ok(Link::Asked),
                Consent::NobodyThere(why) => Err(ActionError::conflict(consent::consent_nobody(why, &person))),
            };
        }
        let expires_at = tx.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        links::use_up_all(tx.c, person.id, tx.now)?;
        posts::put_in_force(tx.c, person.id)?;
        links::insert(tx.c, person.id, &hash, tx.now, expires_at)?;
        let entry = tx.record(&Trace::new(Verb::RenewLink, On::Person(person.id)))?;
        tell_account::tell(ctx, tx, person.id, entry)?;
        Ok(Link::Made(token.clone()))
    })
}
