//! What is still open in a draft before it is confirmed, counted by the database.

use chrono::NaiveDate;

use super::known_names::known_names;
use super::unplaced::unplaced_of;
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::plan::draft_open::{self, Counted};
use crate::db::plan::plans::Plan;
use crate::domain::id::{MeasureId, MilestoneId};
use crate::domain::obligation::fan_out::{Reach, reaches};

/// What is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StillOpen {
    /// Doubts, and where in the document the first stands.
    pub doubts: Counted<i64>,
    /// Stretches of the document that belong to no measure.
    pub stretches: Counted<i64>,
    /// Units that nobody knows.
    pub units: usize,
    /// Measures with units that are only proposed.
    pub proposals: Counted<MeasureId>,
    /// Targets for which a unit of measure is only proposed, those of one name counted once.
    pub guesses: usize,
    /// 1, where the word for the whole region is only proposed.
    pub whole: usize,
    /// Measures that no unit leads and for which none is responsible.
    pub unowed: Counted<MeasureId>,
    /// Dates that nobody owes, and the measure of the first.
    pub dates: Counted<(MilestoneId, MeasureId)>,
    /// Dates that lie outside of the plan's years, or before the day on which it is handed out, and the measure of the first.
    pub outside: Counted<(MilestoneId, MeasureId)>,
}

impl StillOpen {
    /// How much there is, all in all.
    pub fn all(&self) -> usize {
        let proposed = self.proposals.count + self.guesses + self.whole;
        let dates = self.dates.count + self.outside.count;
        self.doubts.count + self.stretches.count + self.units + proposed + self.unowed.count + dates
    }
}

/// What is still open in a draft.
///
/// # Errors
/// Where the database cannot be read.
pub fn still_open(c: &mut DbConnection, plan: &Plan) -> Result<StillOpen, ActionError> {
    let texts = draft_open::owed_by_texts(c, plan.id)?;
    let names = known_names(c)?;
    let mut lists = draft_open::Reach::default();
    for (list, reach) in reaches(&texts, &names) {
        match reach {
            Reach::Named => lists.named.push(list.to_owned()),
            Reach::Answered => lists.answered.push(list.to_owned()),
            Reach::Concerned => lists.concerned.push(list.to_owned()),
            Reach::Nobody => {}
        }
    }
    Ok(StillOpen {
        doubts: draft_open::doubts(c, plan.id)?,
        stretches: draft_open::stretches(c, plan.id)?,
        units: unplaced_of(c, plan.id, &texts)?.len(),
        proposals: draft_open::proposals(c, plan.id)?,
        guesses: draft_open::guesses(c, plan.id)?,
        whole: usize::from(plan.proposed_whole.is_some()),
        unowed: draft_open::unowed(c, plan.id)?,
        dates: draft_open::dates(c, plan.id, &lists)?,
        outside: draft_open::outside(c, plan.id, days_of(plan))?,
    })
}

/// Between which days the dates of a plan are expected: from its first year or the day on which it is handed out on, to the end of its last.
fn days_of(plan: &Plan) -> (NaiveDate, NaiveDate) {
    let first = NaiveDate::from_ymd_opt(plan.year, 1, 1).unwrap_or(NaiveDate::MIN);
    let last = NaiveDate::from_ymd_opt(plan.ends(), 12, 31).unwrap_or(NaiveDate::MAX);
    (plan.rhythm.assigned_on.map_or(first, |day| day.max(first)), last)
}
