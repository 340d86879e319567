//! Signing out ends the session at once: the token is worth nothing from then on.

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::people::sessions;

/// Ends the session; a second time changes nothing.
pub fn sign_out(ctx: &Context, actor: &Actor, session_id: &str) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        sessions::end(tx.c, session_id, tx.now)?;
        let object_id = actor.person_id().unwrap_or_default();
        tx.trace(&Trace { verb: "sign_out", object: "person", object_id, ..Trace::default() })
    })
}
