//! The one-time link as somebody opens it.

use crate::actions::{ActionError, Context};
use crate::config::LinkBase;
use crate::strings::Message;

/// The address at which the holder of a token sets a password.
///
/// # Errors
/// [`ActionError::Conflict`] where no link can be made: what is to be set is said.
pub fn password_link(ctx: &Context, token: &str) -> Result<String, ActionError> {
    Ok(base(ctx)?.to(&format!("/set-password/{token}")))
}

/// What links begin with; asked before a token is made that nobody could use.
pub(super) fn base(ctx: &Context) -> Result<LinkBase, ActionError> {
    let unknown = |_| ActionError::conflict(Message::new("person.no_links").with("listen", ctx.settings.server.listen));
    ctx.settings.server.links().map_err(unknown)
}
