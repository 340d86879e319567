//! A point of the calendar as it is written.

use super::year::Year;

/// A point of the year, before the year is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// The last day of a month.
    MonthEnd(u32),
    /// A day.
    Day(u32, u32),
}

impl Point {
    /// Its month.
    pub(super) fn month(self) -> u32 {
        match self {
            Point::MonthEnd(month) | Point::Day(month, _) => month,
        }
    }
}

/// How a point is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An end that binds without a word around it: 底, 末, 内.
    End,
    /// A half-year or quarter: it binds where it opens a clause.
    Part,
    /// A month or a third of one.
    Month,
    /// A day.
    Day,
    /// The year alone.
    Year,
    /// Year and month in figures, which may be a figure of something else: 2025.6.
    Figures,
}

/// A point as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    /// The point.
    pub(super) point: Point,
    /// How it is written.
    pub(super) form: Form,
    /// The year as written.
    pub(super) year: Option<Year>,
}
