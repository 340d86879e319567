//! Signing out ends the session at once: the token is worth nothing from then on.

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::people::sessions;

/// Ends the session; a second time changes nothing.
///
/// # Errors
/// A database that does not answer.
pub fn sign_out(ctx: &Context, actor: &Actor, session_id: &str) -> Result<(), ActionError> {
    ctx.step(actor, |step| {
        sessions::end(step.tx, session_id, step.now)?;
        let object_id = actor.person_id().unwrap_or_default();
        step.trace(&Trace { verb: "sign_out", object: "person", object_id, ..Trace::default() })
    })
}
