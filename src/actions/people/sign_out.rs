//! Signing out ends the session at once: the token is worth nothing from then on.

use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::people::sessions;
use crate::domain::id::SessionId;
use crate::domain::trail::{On, Verb};

/// Ends the session; a second time changes nothing.
pub fn sign_out(ctx: &Context, actor: &Actor, session_id: &SessionId) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        sessions::end(tx.c, session_id, tx.now)?;
        let on = actor.person_id().map_or(On::UnknownAddress, On::Person);
        tx.trace(&Trace::new(Verb::SignOut, on))
    })
}
