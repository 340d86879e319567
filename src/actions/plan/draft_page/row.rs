//! The rows of the page: each has a name, by which its fields and its buttons are known in the form.

use std::fmt;
use std::str::FromStr;

use crate::domain::id::{IndicatorId, LeftoverId, MeasureId, MilestoneId, ProblemId, TaskId, UnitId};

/// A row of the review, in the order in which rows are saved: units first, so that a name that is typed elsewhere on the page is
/// known; new rows behind those they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftRow {
    /// Title and years of the plan.
    Plan,
    /// A unit that is added to those that are known.
    NewUnit,
    /// A unit that nobody knows.
    Unit(UnitId),
    /// The title of a task.
    Task(TaskId),
    /// Units and words of a measure.
    Measure(MeasureId),
    /// A date of a measure.
    Milestone(MilestoneId),
    /// A target of a measure.
    Indicator(IndicatorId),
    /// A date that is added to a measure.
    NewMilestone(MeasureId),
    /// A target that is added to a measure.
    NewIndicator(MeasureId),
    /// A measure that is added to a task.
    NewMeasure(TaskId),
    /// What of the document belongs to no measure.
    Leftover(LeftoverId),
    /// A doubt; it has buttons and no fields.
    Problem(ProblemId),
}

impl DraftRow {
    /// Where on the page it stands.
    pub fn place(self) -> String {
        match self {
            Self::Plan => "plan".to_owned(),
            Self::Unit(_) | Self::NewUnit => "units".to_owned(),
            Self::Leftover(_) => "leftovers".to_owned(),
            Self::Problem(_) => "problems".to_owned(),
            Self::NewMilestone(id) | Self::NewIndicator(id) => format!("f-m{id}"),
            Self::NewMeasure(id) => format!("f-n{id}"),
            row => format!("f-{row}"),
        }
    }

    /// The name of a field of it.
    pub fn field(self, column: &str) -> String {
        format!("{self}.{column}")
    }

    fn parts(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Plan => ("p", None),
            Self::NewUnit => ("un", None),
            Self::Unit(id) => ("u", Some(id.get())),
            Self::Task(id) => ("t", Some(id.get())),
            Self::Measure(id) => ("m", Some(id.get())),
            Self::Milestone(id) => ("d", Some(id.get())),
            Self::Indicator(id) => ("i", Some(id.get())),
            Self::NewMilestone(id) => ("dn", Some(id.get())),
            Self::NewIndicator(id) => ("in", Some(id.get())),
            Self::NewMeasure(id) => ("mn", Some(id.get())),
            Self::Leftover(id) => ("l", Some(id.get())),
            Self::Problem(id) => ("q", Some(id.get())),
        }
    }
}

impl fmt::Display for DraftRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (kind, None) => f.write_str(kind),
            (kind, Some(number)) => write!(f, "{kind}{number}"),
        }
    }
}

/// A word that names no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRow;

impl FromStr for DraftRow {
    type Err = NoRow;

    fn from_str(name: &str) -> Result<Self, NoRow> {
        match name {
            "p" => return Ok(Self::Plan),
            "un" => return Ok(Self::NewUnit),
            _ => {}
        }
        let (kind, number) = name.split_at(name.find(|c: char| c.is_ascii_digit()).ok_or(NoRow)?);
        let number: i64 = number.parse().map_err(|_| NoRow)?;
        Ok(match kind {
            "u" => Self::Unit(UnitId::new(number)),
            "t" => Self::Task(TaskId::new(number)),
            "m" => Self::Measure(MeasureId::new(number)),
            "d" => Self::Milestone(MilestoneId::new(number)),
            "i" => Self::Indicator(IndicatorId::new(number)),
            "dn" => Self::NewMilestone(MeasureId::new(number)),
            "in" => Self::NewIndicator(MeasureId::new(number)),
            "mn" => Self::NewMeasure(TaskId::new(number)),
            "l" => Self::Leftover(LeftoverId::new(number)),
            "q" => Self::Problem(ProblemId::new(number)),
            _ => return Err(NoRow),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_again_by_its_name() {
        for name in ["p", "un", "u1", "t2", "m3", "d4", "i5", "dn6", "in7", "mn8", "l9", "q10"] {
            assert_eq!(name.parse::<DraftRow>().map(|row| row.to_string()).as_deref(), Ok(name));
        }
        for name in ["", "x1", "d", "d-1", "1", "d1x", "form_secret", "d99999999999999999999"] {
            assert_eq!(name.parse::<DraftRow>(), Err(NoRow), "{name}");
        }
    }
}
