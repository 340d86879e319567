//! A date as a sentence says it, and the day it means.

use chrono::NaiveDate;

/// A binding date in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DatePhrase {
    /// Where the phrase starts, its lead included.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Where the list of dates starts that it is a part of: 6月底、9月底前. A date alone is a list of one.
    pub(crate) from: usize,
    /// Where that list ends.
    pub(crate) to: usize,
    /// The day it means.
    pub(crate) due: Due,
    /// Its day of the month is that of another in the list: 4月、7月、10月10日前.
    pub(crate) guessed: bool,
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
    /// The phrase leaves the year out and the plan has several.
    SeveralYears,
    /// The day is over before the plan begins.
    Over,
}

impl Due {
    /// The day, where there is one.
    pub(crate) fn date(self) -> Option<NaiveDate> {
        match self {
            Due::On(date) => Some(date),
            Due::Impossible | Due::YearUnknown | Due::SeveralYears | Due::Over => None,
        }
    }
}

/// What a passage says of the calendar.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    /// The dates that bind.
    pub(crate) binding: Vec<DatePhrase>,
    /// Those that are no deadlines, and why: 2024年6月底前登记的车辆.
    pub(crate) told: Vec<(DatePhrase, Why)>,
}

/// Why a date is no deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It tells which things are meant: 6月30日前登记的车辆.
    Object,
    /// It tells until when a time may be put off: 可延至9月底.
    PutOff,
    /// It tells when something was done: 已于3月完成, 3月已完成, 截至3月底，已完成.
    Done,
    /// Another date stands for it now: 由12月底前提前至10月底前.
    Replaced,
    /// It tells until when something is forbidden: 不得在6月30日前拆除.
    Forbidden,
    /// It is striven for, and a firm one stands beside it: 9月底前（力争8月底）.
    Striven,
}
