use std::path::Path;

use serde::Deserialize;

use super::allowed::{formed, within};

/// The nation's own calendar, without a region that overrides it.
const NATION: &str = "CN";

/// Provinces, autonomous regions and municipalities by their letters (GB/T 2260, ISO 3166-2:CN).
const REGIONS: [&str; 34] = [
    "AH", "BJ", "CQ", "FJ", "GD", "GS", "GX", "GZ", "HA", "HB", "HE", "HI", "HK", "HL", "HN", "JL", "JS", "JX", "LN",
    "MO", "NM", "NX", "QH", "SC", "SD", "SH", "SN", "SX", "TJ", "TW", "XJ", "XZ", "YN", "ZJ",
];

/// Rules that a province sets for its plans.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSettings {
    /// Day of the month by which the monthly report is due (moved earlier on a day off); copied to a plan at import.
    pub cutoff_day: i32,
    /// Which month that report is about: `this_month`, or `last_month` (by the 5th of the next); copied to a plan at import.
    pub reports_on: String,
    /// A plan that is handed out fewer working days than this before a cut-off begins with the next one.
    pub first_round_workdays: u32,
    /// So many working days after the cut-off a late report (迟报) still answers its round; then the round is compiled.
    pub late_workdays: u32,
    /// The calendar that overrides the nation's: `CN-GX`.
    pub region: String,
    /// A lamp turns yellow this many working days before the date.
    pub yellow_workdays: u32,
    /// … or this many percentage points behind schedule.
    pub behind_points: i32,
    /// Closing something this many calendar days before its date asks for a reason.
    pub close_early_days: i64,
    /// The unit whose coordinators review and close.
    pub coordinating_unit: String,
    /// The rules of reminding and escalating; empty: those that are shipped (`config/escalation.toml`).
    pub ladder_file: String,
    /// The region's units (TOML, as `seeds/units/guangxi.toml`), from the folder of the settings on; empty: those that are
    /// built in.
    pub units_file: String,
}

impl PlanSettings {
    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        let is_region =
            self.region == NATION || self.region.strip_prefix("CN-").is_some_and(|code| REGIONS.contains(&code));
        formed(
            "plan.region",
            &self.region,
            is_region,
            "省级行政区代码（GB/T 2260 的字母码），如广西为 CN-GX；只按全国日历的为 CN",
        )?;
        within("plan.cutoff_day", self.cutoff_day, 1..=31)?;
        formed(
            "plan.reports_on",
            &self.reports_on,
            ["this_month", "last_month"].contains(&self.reports_on.as_str()),
            "this_month（本月报本月）或 last_month（次月报上月）",
        )?;
        within("plan.first_round_workdays", self.first_round_workdays, 0..=366)?;
        within("plan.late_workdays", self.late_workdays, 0..=366)?;
        within("plan.yellow_workdays", self.yellow_workdays, 0..=366)?;
        within("plan.behind_points", self.behind_points, 0..=100)?;
        within("plan.close_early_days", self.close_early_days, 1..=3660)
    }

    /// Where the file of units is, whatever the working directory.
    pub(super) fn place_units_file(&mut self, folder: &Path) {
        let file = self.units_file.trim();
        if !file.is_empty() {
            self.units_file = folder.join(file).display().to_string();
        }
    }
}
