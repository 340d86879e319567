use chrono::{NaiveDateTime, TimeDelta};
use serde::Deserialize;

use super::allowed::{DAY_SECONDS, YEAR_MINUTES, within};

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

impl SchedulerSettings {
    /// So long nothing may stand still before somebody is told.
    pub fn patience(&self) -> TimeDelta {
        TimeDelta::minutes(self.stale_minutes)
    }

    /// Whether the rules were not evaluated for too long, by when they were last, or never.
    pub fn is_late(&self, last_tick: Option<NaiveDateTime>, now: NaiveDateTime) -> bool {
        last_tick.is_none_or(|at| at + self.patience() < now)
    }

    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        within("scheduler.tick_seconds", self.tick_seconds, 1..=DAY_SECONDS)?;
        within("scheduler.deliver_seconds", self.deliver_seconds, 1..=DAY_SECONDS)?;
        within("scheduler.stale_minutes", self.stale_minutes, 1..=YEAR_MINUTES)
    }
}
