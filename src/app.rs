//! The wiring: what the web needs, put together once.

use std::sync::Arc;

use crate::actions::Context;
use crate::auth::token::TokenKey;
use crate::compiler::UnitRegistry;

/// What every request may use. Clones share everything.
#[derive(Clone)]
pub struct App {
    /// The means of actions.
    pub ctx: Context,
    /// Signs and reads session tokens.
    pub key: Arc<TokenKey>,
    /// The region's units, as plans name them.
    pub registry: Arc<UnitRegistry>,
    /// A demonstration: every page says that its data is made up.
    pub demo: bool,
}

impl App {
    /// Loads the signing key and puts the parts together.
    ///
    /// # Errors
    /// A key that cannot be used, or a broken registry of units.
    pub fn new(ctx: Context, demo: bool) -> anyhow::Result<Self> {
        let key = Arc::new(TokenKey::load(&ctx.settings.auth)?);
        let registry = Arc::new(UnitRegistry::guangxi()?);
        Ok(Self { ctx, key, registry, demo })
    }
}
