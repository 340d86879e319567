//! What a draft leaves open that decides who is chased and when: a plan is not tracked before somebody has looked at it.

use serde::{Deserialize, Serialize};

use super::{Draft, DraftMeasure, DraftMilestone};

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Open {
    /// In which year dates are.
    Year,
    /// What a column of a table holds.
    Columns,
    /// Who owes something by a date.
    Owner,
}

/// Something that is open, with the words that leave it open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    /// What is open.
    pub open: Open,
    /// The words in the document.
    pub quote: String,
}

impl Draft {
    /// What must be decided before anybody is chased: each thing once. A proposed owner, such as 相关设区市, is no such thing.
    pub fn undecided(&self) -> Vec<Undecided> {
        let doubts = self.problems.iter().filter_map(|p| Some(Undecided { open: p.open?, quote: p.quote.clone() }));
        let measures = || self.tasks.iter().flat_map(|task| &task.measures);
        let named = measures().any(|measure| !nobody(measure)); // where nobody is named at all, that is refused by itself
        let orphans =
            measures().filter(|_| named).filter(|measure| nobody(measure)).flat_map(|measure| &measure.milestones);
        let dates = orphans.filter(|milestone| milestone.due.is_some() && is_of_all(milestone));
        let dates = dates.map(|milestone| Undecided { open: Open::Owner, quote: milestone.phrase.clone() });
        let mut all: Vec<Undecided> = doubts.chain(dates).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// Nobody leads a measure, and nobody is responsible for it.
fn nobody(measure: &DraftMeasure) -> bool {
    measure.lead.is_empty() && measure.responsible.is_empty() && measure.proposed.is_empty()
}

/// 全市, 全区: the sentence names nobody either.
fn is_of_all(milestone: &DraftMilestone) -> bool {
    milestone.owed_by.iter().all(|by| by.starts_with('全') && by.chars().count() <= 3)
}
