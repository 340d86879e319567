//! Dates that people type.

use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::half_width;

/// Nothing of ours is due before the first year or after the last: what lies outside is a slip of the hand, and one
/// database or the other could not store it.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2200;

/// What stands for a stored date that nobody can read, the day before the first one: it is carried like a word of another
/// version (`crate::word`), shown as what it is, and never stored.
pub const UNREADABLE: NaiveDate = match NaiveDate::from_ymd_opt(FIRST_YEAR - 1, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The last day that a date may be.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The word of a row that is locked because of such a date, in the place of its status.
pub const UNREADABLE_DATE: &str = "unreadable_date";

/// A date from 1900-01-01 to 2200-12-31, read from `2024-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The years that it is of.
    pub const YEARS: RangeInclusive<i32> = FIRST_YEAR..=LAST_YEAR;

    /// The date.
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let date = half_width(text).trim().parse().map_err(|_| NoDay::NoDate)?;
        if is_usable(date) { Ok(Self(date)) } else { Err(NoDay::OtherAge) }
    }
}

/// Whether a date is one that we can have to do with.
pub fn is_usable(date: NaiveDate) -> bool {
    Day::YEARS.contains(&date.year())
}

/// Why a text is none of our dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDay {
    /// It is no date.
    NoDate,
    /// It is one of another age.
    OtherAge,
}
