//! The announced days, and the table (`date,region,kind,name`) that a coordinator keeps them in.

use std::collections::HashSet;
use std::fmt;

use chrono::NaiveDate;

use crate::typed::Day;
use crate::word::stored_vocabulary;

stored_vocabulary! {
    /// What an announcement makes of a day.
    DayKind {
        /// 放假.
        Off = "off",
        /// 调休上班.
        Work = "work",
    }
}

/// A day that differs from Monday to Friday, as announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub date: NaiveDate,
    /// `CN` for the nation, `CN-GX` for a region that overrides it.
    pub region: String,
    /// Off or worked.
    pub kind: DayKind,
    /// The holiday it belongs to: 春节.
    pub name: String,
}

/// Why a table of days could not be read: what, and on which line (from 1, the heading included).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarError {
    /// The line.
    pub line: usize,
    /// What is wrong with it.
    pub fault: CalendarFault,
}

/// What can be wrong with a line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarFault {
    /// The first line is not `date,region,kind,name`.
    Heading(String),
    /// Not four columns, but so many.
    Columns(usize),
    /// Not a date as 2024-06-10.
    Date(String),
    /// Neither `CN` nor `CN-` and a code.
    Region(String),
    /// Neither `off` nor `work`.
    Kind(String),
    /// The same day of the same region stands on an earlier line.
    Twice(NaiveDate),
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.fault {
            CalendarFault::Heading(found) => write!(f, "expected the heading {HEADING}, found {found:?}"),
            CalendarFault::Columns(found) => write!(f, "expected 4 columns, found {found}"),
            CalendarFault::Date(found) => write!(f, "{found:?} is no date; write 2024-06-10"),
            CalendarFault::Region(found) => write!(f, "{found:?} is no region; write CN or CN-GX"),
            CalendarFault::Kind(found) => write!(f, "{found:?} is neither off nor work"),
            CalendarFault::Twice(date) => write!(f, "{date} stands on an earlier line too"),
        }
    }
}

impl std::error::Error for CalendarError {}

const HEADING: &str = "date,region,kind,name";

/// Reads a table of days: the heading `date,region,kind,name`, then one day a line. Empty lines are passed over, and a
/// byte order mark (Excel writes one) is forgiven.
///
/// # Errors
/// [`CalendarError`] for the first line that cannot be read.
pub fn parse_calendar(text: &str) -> Result<Vec<CalendarDay>, CalendarError> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    match lines.next() {
        Some((_, HEADING)) => {}
        other => {
            let found = other.map_or("", |(_, line)| line).to_owned();
            return Err(CalendarError { line: 1, fault: CalendarFault::Heading(found) });
        }
    }
    let mut seen = HashSet::new();
    let mut days = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let day = parse_day(line).and_then(|day| first_of_its_kind(&mut seen, day));
        days.push(day.map_err(|fault| CalendarError { line: index + 1, fault })?);
    }
    Ok(days)
}

fn first_of_its_kind(seen: &mut HashSet<(NaiveDate, String)>, day: CalendarDay) -> Result<CalendarDay, CalendarFault> {
    if seen.insert((day.date, day.region.clone())) { Ok(day) } else { Err(CalendarFault::Twice(day.date)) }
}

fn parse_day(line: &str) -> Result<CalendarDay, CalendarFault> {
    let columns: Vec<&str> = line.split(',').map(str::trim).collect();
    let [date, region, kind, name] = columns[..] else { return Err(CalendarFault::Columns(columns.len())) };
    Ok(CalendarDay {
        date: date.parse().map(Day::date).map_err(|_| CalendarFault::Date(date.to_owned()))?,
        region: parse_region(region).ok_or_else(|| CalendarFault::Region(region.to_owned()))?,
        kind: kind.parse().map_err(|_| CalendarFault::Kind(kind.to_owned()))?,
        name: name.to_owned(),
    })
}

fn parse_region(code: &str) -> Option<String> {
    let part = code.strip_prefix(super::NATION)?;
    let regional = part.strip_prefix('-').is_some_and(|part| !part.is_empty());
    (part.is_empty() || regional).then(|| code.to_owned())
}
