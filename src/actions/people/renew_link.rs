//! A new one-time link for somebody whose link has run out or whose password is lost.

use chrono::TimeDelta;

use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::auth::secret;
use crate::db::obligation::obligations;
use crate::db::people::persons;
use crate::domain::rights::Right;

/// Makes a link; the token, to be shown once. Links made before are worth nothing from then on.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody, [`ActionError::Forbidden`] without the right.
pub fn renew_link(ctx: &Context, actor: &Actor, person_id: i64) -> Result<String, ActionError> {
    let (token, hash) = secret::link_token().map_err(|_| ActionError::Unavailable)?;
    ctx.step(actor, |step| {
        rights::authorise(actor, Right::ManagePeople, &obligations::office(step.tx)?)?;
        let person = persons::find(step.tx, person_id)?;
        let expires_at = step.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        persons::use_links_of(step.tx, person.id, step.now)?;
        persons::insert_link(step.tx, person.id, &hash, step.now, expires_at)?;
        step.trace(&Trace { verb: "renew_link", object: "person", object_id: person.id, ..Trace::default() })
    })?;
    Ok(token)
}
