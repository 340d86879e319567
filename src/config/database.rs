use serde::Deserialize;

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
}
