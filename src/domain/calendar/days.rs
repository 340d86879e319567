//! The announced days, and the table (`date,region,kind,name`, and `source` where it is known) that they are kept in. A line of the kind
//! `known_until` says up to which day the days of its region are announced.

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

/// Until when the days of the nation or a region are announced, that day included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownUntil {
    /// The last day that is known.
    pub date: NaiveDate,
    /// `CN` for the nation, `CN-GX` for a region's own.
    pub region: String,
    /// What is said of it.
    pub name: String,
    /// Where it was announced; empty where nobody wrote that down.
    pub source: String,
}

/// A table of days: what is announced, and until when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announced {
    /// The days.
    pub days: Vec<CalendarDay>,
    /// Until when those of a region are known, where that is said.
    pub known: Vec<KnownUntil>,
}

impl From<Vec<CalendarDay>> for Announced {
    fn from(days: Vec<CalendarDay>) -> Self {
        Self { days, known: Vec::new() }
    }
}

impl Announced {
    /// Whether it has days of the nation: without them every week would be an ordinary one.
    pub fn has_nation(&self) -> bool {
        self.days.iter().any(|day| day.region == super::NATION)
    }
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
    /// Neither `off` nor `work` nor `known_until`.
    Kind(String),
    /// The same day of the same region stands on an earlier line.
    Twice(NaiveDate),
}

/// `第 4 行：…`, for whoever has written the table.
impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行：", self.line)?;
        match &self.fault {
            CalendarFault::Heading(found) => {
                write!(f, "表头应为 {HEADING} 或 {HEADING},{SOURCE}，不是“{found}”")
            }
            CalendarFault::Columns { expected, found } => write!(f, "应有 {expected} 列，实有 {found} 列"),
            CalendarFault::Date(found) => write!(f, "“{found}”不是日期，应写作 2024-06-10"),
            CalendarFault::Region(found) => write!(f, "“{found}”不是地区代码，应写作 CN（全国）或 CN-GX"),
            CalendarFault::Kind(found) => {
                write!(f, "“{found}”不是 off（放假）、work（调休上班）或 {KNOWN_UNTIL}（已公布至此日）")
            }
            CalendarFault::Twice(date) => write!(f, "{date} 在前面已有一行（同一地区）"),
        }
    }
}

impl std::error::Error for CalendarError {}

const HEADING: &str = "date,region,kind,name";

/// The column behind these that may be there.
const SOURCE: &str = "source";

/// The kind of a line that says until when.
const KNOWN_UNTIL: &str = "known_until";

/// How strictly words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// What people have typed: a word that is not known is a mistake.
    Typed,
    /// What is stored: another version may know more words.
    Stored,
}

/// What a line says.
enum Line {
    Day(CalendarDay),
    Until(KnownUntil),
}

/// Reads a table of days as people type it: the heading `date,region,kind,name` or `date,region,kind,name,source`, then one day a line. Empty
/// lines are passed over, and a byte order mark (Excel writes one) is forgiven.
///
/// # Errors
/// [`CalendarError`] for the first line that cannot be read.
pub fn parse_calendar(text: &str) -> Result<Announced, CalendarError> {
    read(text, Reading::Typed)
}

/// The same of a table that is stored: what another version makes of a day is carried.
///
/// # Errors
/// [`CalendarError`] for the first line that cannot be read.
pub fn stored_calendar(text: &str) -> Result<Announced, CalendarError> {
    read(text, Reading::Stored)
}

fn read(text: &str, reading: Reading) -> Result<Announced, CalendarError> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    let heading = lines.next().map_or("", |(_, line)| line);
    let columns = match heading.strip_prefix(HEADING).map(|more| more.strip_prefix(',')) {
        Some(None) if heading == HEADING => 4,
        Some(Some(SOURCE)) => 5,
        _ => return Err(CalendarError { line: 1, fault: CalendarFault::Heading(heading.to_owned()) }),
    };
    let (mut seen, mut announced) = (HashSet::new(), Announced::default());
    for (index, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let at = |fault| CalendarError { line: index + 1, fault };
        let (date, region, is_day) = match parse_line(line, columns, reading).map_err(at)? {
            Line::Day(day) => {
                announced.days.push(day.clone());
                (day.date, day.region, true)
            }
            Line::Until(known) => {
                announced.known.push(known.clone());
                (known.date, known.region, false)
            }
        };
        if !seen.insert((date, region, is_day)) {
            return Err(at(CalendarFault::Twice(date)));
        }
    }
    Ok(announced)
}

fn parse_line(line: &str, expected: usize, reading: Reading) -> Result<Line, CalendarFault> {
    let columns: Vec<&str> = line.split(',').map(str::trim).collect();
    let (date, region, kind, name, source) = match columns[..] {
        [date, region, kind, name] if expected == 4 => (date, region, kind, name, ""),
        [date, region, kind, name, source] if expected == 5 => (date, region, kind, name, source),
        _ => return Err(CalendarFault::Columns { expected, found: columns.len() }),
    };
    let date = date.parse().map(Day::date).map_err(|_| CalendarFault::Date(date.to_owned()))?;
    let region = parse_region(region).ok_or_else(|| CalendarFault::Region(region.to_owned()))?;
    let (name, source) = (name.to_owned(), source.to_owned());
    if kind == KNOWN_UNTIL {
        return Ok(Line::Until(KnownUntil { date, region, name, source }));
    }
    let kind = match (kind.parse(), reading) {
        (Ok(kind), _) => kind,
        (Err(_), Reading::Stored) => DayKind::stored(kind),
        (Err(_), Reading::Typed) => return Err(CalendarFault::Kind(kind.to_owned())),
    };
    Ok(Line::Day(CalendarDay { date, region, kind, name, source }))
}

fn parse_region(code: &str) -> Option<String> {
    let part = code.strip_prefix(super::NATION)?;
    let regional = part.strip_prefix('-').is_some_and(|part| !part.is_empty());
    (part.is_empty() || regional).then(|| code.to_owned())
}

/// The table of these days, in their order; it is read as it was. What is of a region that is none is nobody's, and is left out.
pub fn write_calendar(announced: &Announced) -> String {
    let mut table = format!("{HEADING},{SOURCE}\n");
    // A name that somebody stored by hand may have what separates columns and lines.
    let cell = |text: &str| text.replace(',', "，").replace(['\n', '\r'], " ").trim().to_owned();
    let mut line = |date: NaiveDate, region: &str, kind: &str, (name, source): (&str, &str)| {
        if parse_region(region).is_some() {
            table += &format!("{date},{region},{kind},{},{}\n", cell(name), cell(source));
        }
    };
    for CalendarDay { date, region, kind, name, source } in &announced.days {
        line(*date, region, kind.as_str(), (name, source));
    }
    for KnownUntil { date, region, name, source } in &announced.known {
        line(*date, region, KNOWN_UNTIL, (name, source));
    }
    table
}
