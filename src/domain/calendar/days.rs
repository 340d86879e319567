//! The announced days, and the table (`date,region,kind,name`, and `source` where it is known) that they are kept in.

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
    /// Where it was announced; empty where nobody wrote that down.
    pub source: String,
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
    /// The first line is neither `date,region,kind,name` nor that and `source`.
    Heading(String),
    /// Not as many columns as the heading has.
    Columns {
        /// Those of the heading.
        expected: usize,
        /// Those of the line.
        found: usize,
    },
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
            CalendarFault::Heading(found) => write!(f, "expected the heading {HEADING}[,{SOURCE}], found {found:?}"),
            CalendarFault::Columns { expected, found } => write!(f, "expected {expected} columns, found {found}"),
            CalendarFault::Date(found) => write!(f, "{found:?} is no date; write 2024-06-10"),
            CalendarFault::Region(found) => write!(f, "{found:?} is no region; write CN or CN-GX"),
            CalendarFault::Kind(found) => write!(f, "{found:?} is neither off nor work"),
            CalendarFault::Twice(date) => write!(f, "{date} stands on an earlier line too"),
        }
    }
}

impl std::error::Error for CalendarError {}

const HEADING: &str = "date,region,kind,name";

/// The column behind these that may be there.
const SOURCE: &str = "source";

/// Reads a table of days: the heading `date,region,kind,name` or `date,region,kind,name,source`, then one day a line. Empty lines are passed over, and a
/// byte order mark (Excel writes one) is forgiven.
///
/// # Errors
/// [`CalendarError`] for the first line that cannot be read.
pub fn parse_calendar(text: &str) -> Result<Vec<CalendarDay>, CalendarError> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    let heading = lines.next().map_or("", |(_, line)| line);
    let columns = match heading.strip_prefix(HEADING).map(|more| more.strip_prefix(',')) {
        Some(None) if heading == HEADING => 4,
        Some(Some(SOURCE)) => 5,
        _ => return Err(CalendarError { line: 1, fault: CalendarFault::Heading(heading.to_owned()) }),
    };
    let mut seen = HashSet::new();
    let mut days = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let day = parse_day(line, columns).and_then(|day| first_of_its_kind(&mut seen, day));
        days.push(day.map_err(|fault| CalendarError { line: index + 1, fault })?);
    }
    Ok(days)
}

fn first_of_its_kind(seen: &mut HashSet<(NaiveDate, String)>, day: CalendarDay) -> Result<CalendarDay, CalendarFault> {
    if seen.insert((day.date, day.region.clone())) { Ok(day) } else { Err(CalendarFault::Twice(day.date)) }
}

fn parse_day(line: &str, expected: usize) -> Result<CalendarDay, CalendarFault> {
    let columns: Vec<&str> = line.split(',').map(str::trim).collect();
    let (date, region, kind, name, source) = match columns[..] {
        [date, region, kind, name] if expected == 4 => (date, region, kind, name, ""),
        [date, region, kind, name, source] if expected == 5 => (date, region, kind, name, source),
        _ => return Err(CalendarFault::Columns { expected, found: columns.len() }),
    };
    Ok(CalendarDay {
        date: date.parse().map(Day::date).map_err(|_| CalendarFault::Date(date.to_owned()))?,
        region: parse_region(region).ok_or_else(|| CalendarFault::Region(region.to_owned()))?,
        kind: kind.parse().map_err(|_| CalendarFault::Kind(kind.to_owned()))?,
        name: name.to_owned(),
        source: source.to_owned(),
    })
}

fn parse_region(code: &str) -> Option<String> {
    let part = code.strip_prefix(super::NATION)?;
    let regional = part.strip_prefix('-').is_some_and(|part| !part.is_empty());
    (part.is_empty() || regional).then(|| code.to_owned())
}
