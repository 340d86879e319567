//! The wiring: what the web needs, put together once.

use std::sync::Arc;

use crate::actions::Context;
use crate::auth::token::TokenKey;

/// What every request may use. Clones share everything.
#[derive(Clone)]
pub struct App {
    /// The means of actions.
    pub ctx: Context,
    /// Signs and reads session tokens.
    pub key: Arc<TokenKey>,
    /// A demonstration: every page says that its data is made up.
    pub demo: bool,
}

impl App {
    /// Loads the signing key and puts the parts together.
    ///
    /// # Errors
    /// A key that cannot be used.
    pub fn new(ctx: Context, demo: bool) -> anyhow::Result<Self> {
        let key = Arc::new(TokenKey::load(&ctx.settings.auth)?);
        Ok(Self { ctx, key, demo })
    }
}
