//! A new one-time link for somebody whose link has run out or whose password is lost.

use chrono::TimeDelta;

use super::{ActionError, Actor, Context, Trace, rights};
use crate::auth::secret;
use crate::db::{obligations, people};
use crate::domain::rights::Right;

/// Makes a link; the token, to be shown once. Links made before stay good until they run out.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody, [`ActionError::Forbidden`] without the right.
pub fn renew_link(ctx: &Context, actor: &Actor, person_id: i64) -> Result<String, ActionError> {
    let (token, hash) = secret::link_token().map_err(|_| ActionError::Unavailable)?;
    ctx.step(actor, |step| {
        rights::authorise(actor, Right::ManagePeople, &obligations::office(step.tx)?)?;
        let person = people::find(step.tx, person_id)?;
        let expires_at = step.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        people::insert_link(step.tx, person.id, &hash, step.now, expires_at)?;
        step.trace(&Trace { verb: "renew_link", object: "person", object_id: person.id, ..Trace::default() })
    })?;
    Ok(token)
}
