use serde::Deserialize;

use super::allowed::within;

/// Where the data is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite://path` or `postgres://user:password@host/name`; `DATABASE_URL` overrides it.
    pub url: String,
    /// Connections kept open.
    pub pool: u32,
    /// Seconds to wait for a free connection or a locked database before the caller is told to try again.
    pub wait_seconds: u32,
    /// Milliseconds from which on a statement is named in the log; 0 names none.
    pub slow_ms: u32,
}

impl DatabaseSettings {
    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        within("database.pool", self.pool, 1..=256)?;
        within("database.wait_seconds", self.wait_seconds, 1..=3600)?;
        within("database.slow_ms", self.slow_ms, 0..=3_600_000)
    }
}
