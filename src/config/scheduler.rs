use serde::Deserialize;

/// How often the background jobs of `duban serve` look.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchedulerSettings {
    /// Seconds between two evaluations of all rules.
    pub tick_seconds: u64,
    /// Seconds between two looks at the outbox.
    pub deliver_seconds: u64,
    /// Minutes without a tick after which `/readyz` says that nobody watches the dates.
    pub stale_minutes: i64,
}
