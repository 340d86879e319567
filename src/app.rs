//! The wiring: what the web needs, put together once.

pub(crate) mod files;
mod last_seen;
pub mod panics;
mod refused;
mod requests;
mod write_check;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::sync::Semaphore;

use crate::actions::Context;
use crate::auth::gate::Gate;
use crate::auth::token::TokenKey;
use crate::compiler::UnitRegistry;
use crate::config::{MOST_COMPILES, PlanSettings};
use crate::domain::person::Role;
pub use last_seen::LastSeen;
pub use refused::Refused;
pub use requests::Requests;
pub use write_check::WriteCheck;

/// How many may do at once what takes memory or time: a request takes a place and gives it back.
pub struct Places {
    /// Large forms in memory.
    pub forms: Arc<Semaphore>,
    /// Files in memory.
    pub uploads: Arc<Semaphore>,
    /// Documents that are read.
    pub compiles: Arc<Semaphore>,
}

/// Large forms in memory at once: each has up to 8 MB.
const FORMS: usize = 8;

/// What every request may use. Clones share everything.
#[derive(Clone)]
pub struct App {
    /// The means of actions.
    pub ctx: Context,
    /// Signs and reads session tokens.
    pub key: Arc<TokenKey>,
    /// The region's units, as plans name them.
    pub registry: Arc<UnitRegistry>,
    /// How many may do at once what takes long.
    pub places: Arc<Places>,
    /// Requests of sessions that the database could not be told of.
    pub last_seen: Arc<LastSeen>,
    /// Whether the database can be written.
    pub write_check: Arc<WriteCheck>,
    /// What was refused and is not written down yet.
    pub refused: Arc<Refused>,
    /// How long requests took.
    pub requests: Arc<Requests>,
    /// What strangers may try.
    pub gate: Gate,
    /// A demonstration: every page says that its data is made up.
    pub demo: bool,
    /// Whom the sign-in page of a demonstration offers; nobody elsewhere.
    pub roles: Arc<[DemoRole]>,
}

/// Somebody of a demonstration, to be chosen at its sign-in page.
#[derive(Clone)]
pub struct DemoRole {
    /// What the person does.
    pub role: Role,
    /// The unit's full name.
    pub unit: String,
    /// 姓名.
    pub name: String,
    /// The name to sign in with.
    pub email: String,
    /// The password, which is nobody's secret.
    pub password: String,
}

impl App {
    /// Loads the signing key and puts the parts together.
    ///
    /// # Errors
    /// A key that cannot be used, or a broken registry of units.
    pub fn new(ctx: Context, demo: bool) -> anyhow::Result<Self> {
        let key = Arc::new(TokenKey::load(&ctx.settings.auth)?);
        let registry = Arc::new(registry(&ctx.settings.plan)?);
        let compiles = ctx.settings.server.compiles;
        let places = |count| Arc::new(Semaphore::new(count));
        let places =
            Arc::new(Places { forms: places(FORMS), uploads: places(MOST_COMPILES), compiles: places(compiles) });
        let gate = Gate::new(&ctx.settings.auth);
        let (last_seen, write_check, refused) = (Arc::default(), Arc::default(), Arc::default());
        let (requests, roles) = (Arc::new(Requests::new()), Arc::from([]));
        Ok(Self { ctx, key, registry, places, last_seen, write_check, refused, requests, gate, demo, roles })
    }

    /// The same with roles to choose from: for a demonstration alone.
    pub fn offering(self, roles: Vec<DemoRole>) -> Self {
        Self { roles: roles.into(), ..self }
    }
}

/// The region's units: those of the file that the settings name, else those that are built in.
///
/// # Errors
/// A file that cannot be read or is no registry.
pub fn registry(settings: &PlanSettings) -> anyhow::Result<UnitRegistry> {
    match settings.units_file.as_str() {
        "" => Ok(UnitRegistry::guangxi()?),
        file => registry_from(Path::new(file)),
    }
}

/// The units of a file.
///
/// # Errors
/// A file that cannot be read or is no registry.
pub fn registry_from(file: &Path) -> anyhow::Result<UnitRegistry> {
    UnitRegistry::from_toml(&files::read_text(file)?).with_context(|| file.display().to_string())
}
