//! A date as a sentence says it, and the day it means.

use chrono::NaiveDate;

/// A binding date in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DatePhrase {
    /// Where the phrase starts, its lead included.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// The day it means.
    pub(crate) due: Due,
}

/// The day a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// That day.
    On(NaiveDate),
    /// No such day: 2月30日.
    Impossible,
    /// The phrase leaves the year out and the plan has none.
    YearUnknown,
}

impl Due {
    /// The day, where there is one.
    pub(crate) fn date(self) -> Option<NaiveDate> {
        match self {
            Due::On(date) => Some(date),
            Due::Impossible | Due::YearUnknown => None,
        }
    }
}
