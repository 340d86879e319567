//! Floor 0: the one place that reads the system time.
//!
//! Everything else is handed a time. A clock can be set: a demonstration starts on a date of its own and
//! runs on from there, a test stands still until it is told otherwise.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DurationRound, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// Asia/Shanghai: eight hours east, without summer time since 1991.
const SHANGHAI_SECONDS: i32 = 8 * 3600;

/// A source of "now". Clones share the same setting.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Mutex<Setting>>);

#[derive(Debug, Clone, Copy)]
enum Setting {
    /// The system's time.
    System,
    /// Started at a time and running on since an instant.
    Running { from: NaiveDateTime, since: Instant },
    /// Standing still.
    Fixed(NaiveDateTime),
}

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self::with(Setting::System)
    }

    /// Starts at a local time and runs on.
    pub fn running_from(local: NaiveDateTime) -> Self {
        Self::with(Setting::Running { from: to_utc(local), since: Instant::now() })
    }

    /// Stands still at a local time until [`Clock::set`] moves it.
    pub fn fixed(local: NaiveDateTime) -> Self {
        Self::with(Setting::Fixed(to_utc(local)))
    }

    fn with(setting: Setting) -> Self {
        Self(Arc::new(Mutex::new(setting)))
    }

    /// Moves the clock to a local time: a fixed one stays fixed, any other runs on from there.
    pub fn set(&self, local: NaiveDateTime) {
        let mut setting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *setting = match *setting {
            Setting::Fixed(_) => Setting::Fixed(to_utc(local)),
            _ => Setting::Running { from: to_utc(local), since: Instant::now() },
        };
    }

    /// Now, in UTC, cut to microseconds: what both databases keep.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system time")]
    pub fn now(&self) -> NaiveDateTime {
        let now = match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Setting::System => Utc::now().naive_utc(),
            Setting::Running { from, since } => from + since.elapsed(),
            Setting::Fixed(at) => at,
        };
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Now, on the wall in Asia/Shanghai.
    pub fn local_now(&self) -> NaiveDateTime {
        to_local(self.now())
    }

    /// Today's date in Asia/Shanghai.
    pub fn today(&self) -> NaiveDate {
        self.local_now().date()
    }

    /// Seconds since 1970, for tokens.
    pub fn unix_seconds(&self) -> i64 {
        self.now().and_utc().timestamp()
    }
}

/// A time that only moves forward, whatever is done to the wall clock: for leases and beats.
pub fn monotonic() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

/// The wall time in Asia/Shanghai of a UTC time.
pub fn to_local(utc: NaiveDateTime) -> NaiveDateTime {
    match FixedOffset::east_opt(SHANGHAI_SECONDS) {
        Some(offset) => utc + offset,
        None => utc,
    }
}

/// A UTC time on the wall in Asia/Shanghai, to the minute: `2024-06-17 08:30`.
pub fn to_the_minute(utc: NaiveDateTime) -> String {
    to_local(utc).format("%Y-%m-%d %H:%M").to_string()
}

/// The UTC time of a wall time in Asia/Shanghai.
pub fn to_utc(local: NaiveDateTime) -> NaiveDateTime {
    match FixedOffset::east_opt(SHANGHAI_SECONDS) {
        Some(offset) => local - offset,
        None => local,
    }
}

/// Reads `2024-06-24` (at 09:00) or `2024-06-24 14:30` or `2024-06-24T14:30`.
///
/// # Errors
/// The text itself, where it is neither.
pub fn parse_local(text: &str) -> Result<NaiveDateTime, String> {
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let text = text.trim();
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Ok(date.and_time(nine));
    }
    ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        // A leap second is a time that no clock here shows.
        .filter(|time| time.and_utc().timestamp_subsec_nanos() < 1_000_000_000)
        .ok_or_else(|| format!("{text:?}：不是日期，应如 2024-06-24 或 2024-06-24 09:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still_until_it_is_set() {
        let clock = Clock::fixed(parse_local("2024-06-24").unwrap());
        assert_eq!(clock.now(), clock.now());
        assert_eq!(clock.now().to_string(), "2024-06-24 01:00:00");
        clock.set(parse_local("2024-06-30 23:59").unwrap());
        assert_eq!(clock.today().to_string(), "2024-06-30");
    }

    #[test]
    fn the_day_turns_at_midnight_in_shanghai() {
        let clock = Clock::fixed(parse_local("2024-07-01 00:00").unwrap());
        assert_eq!(clock.now().to_string(), "2024-06-30 16:00:00");
        assert_eq!(clock.today().to_string(), "2024-07-01");
    }

    #[test]
    fn a_running_clock_runs_on_from_where_it_was_set() {
        let clock = Clock::running_from(parse_local("2024-06-24").unwrap());
        let first = clock.now();
        std::thread::sleep(Duration::from_millis(5));
        assert!(clock.now() > first);
        assert_eq!(clock.today().to_string(), "2024-06-24");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        assert!(parse_local("2024-02-30").is_err());
        assert!(parse_local("tomorrow").is_err());
        assert!(parse_local("2024-06-27T23:59:60").is_err(), "no clock shows it");
    }
}
