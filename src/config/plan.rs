use serde::Deserialize;

/// Rules that a province sets for its plans.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSettings {
    /// Day of the month by which the monthly report is due (moved earlier on a day off); copied to a plan at import.
    pub cutoff_day: i32,
    /// The calendar that overrides the nation's: `CN-GX`.
    pub region: String,
    /// A lamp turns yellow this many working days before the date.
    pub yellow_workdays: u32,
    /// … or this many percentage points behind schedule.
    pub behind_points: i32,
    /// The unit whose coordinators review and close.
    pub coordinating_unit: String,
    /// The rules of reminding and escalating; empty: those that are shipped (`config/escalation.toml`).
    pub ladder_file: String,
}
