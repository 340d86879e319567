//! Every address, with what it takes.

mod calls;
mod pages;

use super::bad::Kind::{self, Lines};

pub use calls::CALLS;
pub use pages::PAGES;

/// Who comes to the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Nobody who is signed in.
    Anybody,
    Coordinator,
    Liaison,
    Sysadmin,
    Secadmin,
    Auditor,
}

/// What an address takes beside the keys in it: what can be used, then which fields people fill in.
pub enum Input {
    /// Nothing.
    Nothing,
    /// Filters.
    Query(&'static [(&'static str, Kind)]),
    /// A form of a page.
    Form(&'static [(&'static str, &'static str)], &'static [(&'static str, Kind)]),
    /// JSON.
    Json(&'static str, &'static [(&'static str, Kind)]),
    /// A file: has a test of its own.
    File,
}

impl Input {
    /// The fields that people fill in.
    pub fn fields(&self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Nothing | Self::File => &[],
            Self::Query(fields) | Self::Form(_, fields) | Self::Json(_, fields) => fields,
        }
    }
}

/// An address.
pub struct Door {
    pub who: Who,
    pub method: &'static str,
    pub route: &'static str,
    pub input: Input,
}

pub const fn see(who: Who, route: &'static str, input: Input) -> Door {
    Door { who, method: "get", route, input }
}

pub const fn send(who: Who, route: &'static str, input: Input) -> Door {
    Door { who, method: "post", route, input }
}

pub const REPORT: [(&str, Kind); 6] = [
    ("progress", Lines(4_000)),
    ("figures", Lines(4_000)),
    ("problems", Lines(4_000)),
    ("help_needed", Lines(4_000)),
    ("next_steps", Lines(4_000)),
    ("evidence", Lines(4_000)),
];

/// The fields of a report's form.
pub const REPORT_FORM: [(&str, Kind); 9] = [
    REPORT[0],
    REPORT[1],
    REPORT[2],
    REPORT[3],
    REPORT[4],
    REPORT[5],
    ("stage", Kind::Word),
    ("done", Kind::Whole),
    ("total", Kind::Whole),
];

/// The filters of the trail.
pub const TRAIL: [(&str, Kind); 10] = [
    ("who", Kind::Line(100)),
    ("about", Kind::Line(100)),
    ("unit", Kind::Line(100)),
    ("verb", Kind::Word),
    ("object", Kind::Word),
    ("id", Kind::Key),
    ("since", Kind::Date),
    ("until", Kind::Date),
    ("source", Kind::Line(100)),
    ("before", Kind::Key),
];
