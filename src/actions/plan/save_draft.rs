//! The coordinator saves the page of a draft: everything that was changed on it, in one transaction, and then does what the button
//! says that was pressed. All or nothing: what cannot be used is said field by field, and nothing is stored.

mod rows;
mod wish;

use chrono::NaiveDate;

use super::activate_plan::{FanOut, activate_placed};
use super::add_measure::measure_of_leftover;
use super::answer_guess::{answer_unit, answer_whole};
use super::assign_units::{adopt_proposals, answer_proposal};
use super::draft_page::{DraftFault, DraftRow, DraftStep, Faults, RowStep, Stored};
use super::edit_indicator::remove_indicator;
use super::edit_milestone::remove_milestone;
use super::handed_out::long_ago;
use super::in_draft::{in_draft, plan_date};
use super::remove_measure::remove_measure;
use super::settle_leftover::{settle_leftover, settle_leftovers};
use super::settle_problem::settle_problem;
use crate::actions::{ActionError, Actor, Context, Tx, bad_date};
use crate::db::plan::draft_open;
use crate::strings::Message;
pub use wish::SaveDraft;
use wish::Saving;

/// What came of it.
#[derive(Debug)]
pub enum DraftSaved {
    /// Everything is stored.
    Saved {
        /// Where on the page to go on; `None` where nothing was changed.
        place: Option<String>,
        /// How many rows were changed.
        rows: usize,
    },
    /// Everything is stored, and the plan is tracked.
    Confirmed(FanOut),
    /// Nothing is stored: that is what cannot be used.
    Refused(Vec<DraftFault>),
}

/// Saves the page and takes the step. A draft is not confirmed over what was saved with it: that is looked at first.
///
/// # Errors
/// [`ActionError::Conflict`] where the draft is another one by now or is tracked, or a unit is yet to be placed before it can be
/// confirmed; [`ActionError::NotFound`] for a row of another plan.
pub fn save_draft(ctx: &Context, actor: &Actor, wish: &SaveDraft<'_>) -> Result<DraftSaved, ActionError> {
    let mut faults = Faults::default();
    let saved = in_draft(ctx, actor, wish.plan_id, Some(wish.version), |tx, plan| {
        faults.take(); // of a try that was given up
        let done = Saving { ctx, wish, plan }.run(tx, &mut faults)?;
        let done = faults.unless_any(Some(done))?;
        let nothing = wish.step == DraftStep::Save && matches!(done, DraftSaved::Saved { rows: 0, .. });
        Ok((done, !nothing))
    });
    match (saved, faults.take()) {
        (Err(ActionError::Invalid { .. }), faults) if !faults.is_empty() => Ok(DraftSaved::Refused(faults)),
        (saved, _) => saved,
    }
}

impl Saving<'_> {
    fn run(&self, tx: &mut Tx<'_>, faults: &mut Faults) -> Result<DraftSaved, ActionError> {
        let stored = Stored::of(tx.c, self.plan)?;
        let saved = self.save_rows(tx, &stored, faults)?;
        let place = match self.wish.step {
            DraftStep::Save => saved.first().map(|(_, seen)| seen.place()),
            DraftStep::Confirm => return self.confirm(tx, saved.len(), faults),
            DraftStep::LeaveAll => {
                settle_leftovers(tx, self.plan.id)?;
                Some("leftovers".to_owned())
            }
            DraftStep::NewUnits => Some("units".to_owned()), // they were saved with the page
            DraftStep::SettleDoubts => {
                for id in self.wish.page.doubts() {
                    settle_problem(tx, (self.plan.id, *id), true)?;
                }
                Some("problems".to_owned())
            }
            DraftStep::AdoptAll => {
                adopt_proposals(tx, self.plan.id)?;
                Some("confirm".to_owned())
            }
            DraftStep::Row(row, RowStep::Add) => {
                let seen = saved.iter().find(|(saved, _)| *saved == row).map_or(row, |(_, seen)| *seen);
                Some(seen.place())
            }
            DraftStep::Row(row, step) => Some(self.take(tx, &stored, (row, step), faults)?),
        };
        Ok(DraftSaved::Saved { place, rows: saved.len() })
    }

    /// Does with a row what its button says; where on the page to go on.
    fn take(
        &self,
        tx: &mut Tx<'_>,
        stored: &Stored,
        (row, step): (DraftRow, RowStep),
        faults: &mut Faults,
    ) -> Result<String, ActionError> {
        let plan_id = self.plan.id;
        let settled = step == RowStep::Settle;
        match (row, step) {
            (DraftRow::Problem(id), RowStep::Settle | RowStep::Reopen) => settle_problem(tx, (plan_id, id), settled)?,
            (DraftRow::Leftover(id), RowStep::Settle | RowStep::Reopen) => settle_leftover(tx, (plan_id, id), settled)?,
            (DraftRow::Leftover(id), RowStep::Measure) => {
                let made = measure_of_leftover(self.ctx, tx, (self.plan, self.wish.registry), id);
                let made = faults.of(row, made)?;
                return Ok(made.map_or_else(|| row.place(), |id| DraftRow::Measure(id).place()));
            }
            (DraftRow::Milestone(id), RowStep::Remove) => remove_milestone(tx, stored, id)?,
            (DraftRow::Indicator(id), RowStep::Remove) => remove_indicator(tx, (plan_id, stored), id)?,
            (DraftRow::Measure(id), RowStep::Remove) => {
                remove_measure(tx, (plan_id, stored), (id, self.wish.page), faults)?;
                return Ok("leftovers".to_owned());
            }
            (row, RowStep::Adopt | RowStep::Decline) => self.answer(tx, stored, row, step == RowStep::Adopt)?,
            // It was saved with the page.
            (DraftRow::Unit(_), RowStep::New) => {}
            _ => return Err(ActionError::NotFound),
        }
        let of_measure = stored.measure_of(row).filter(|_| step == RowStep::Remove);
        Ok(of_measure.map_or_else(|| row.place(), |id| DraftRow::Measure(id).place()))
    }

    /// Takes what is proposed for a row, or leaves it.
    fn answer(&self, tx: &mut Tx<'_>, stored: &Stored, row: DraftRow, adopted: bool) -> Result<(), ActionError> {
        match row {
            DraftRow::Measure(id) => {
                stored.measure(id)?;
                answer_proposal(tx, id, adopted)
            }
            DraftRow::Indicator(id) => answer_unit(tx, (self.plan, stored), id, adopted),
            DraftRow::Plan => answer_whole(tx, self.plan, adopted),
            _ => Err(ActionError::NotFound),
        }
    }

    /// From when on the plan is tracked; a day long ago where that very day was confirmed.
    fn handed_out_on(&self, today: NaiveDate) -> Result<NaiveDate, ActionError> {
        let sent = |column| self.wish.page.get(DraftRow::Plan, column).unwrap_or_default();
        let day = plan_date("assigned_on", sent("assigned_on"))?.ok_or_else(|| bad_date("assigned_on", ""))?;
        match long_ago(self.plan, day, today)? {
            Some(reason) if sent("day_meant") != day.to_string() => Err(ActionError::invalid("assigned_on", reason)),
            _ => Ok(day),
        }
    }

    /// Confirms the draft, unless something was saved with it (nobody has seen yet what that makes of the plan) or a proposal has no
    /// answer.
    fn confirm(&self, tx: &mut Tx<'_>, saved: usize, faults: &mut Faults) -> Result<DraftSaved, ActionError> {
        let day = self.handed_out_on(tx.today);
        let day = faults.of(DraftRow::Plan, day)?;
        let proposed = draft_open::proposals(tx.c, self.plan.id)?.count;
        match day.filter(|_| saved == 0 && faults.count() == 0) {
            Some(_) if proposed > 0 => {
                Err(ActionError::conflict(Message::new("draft.proposals_open").with("n", proposed)))
            }
            Some(day) => Ok(DraftSaved::Confirmed(activate_placed(self.ctx, tx, self.plan.id, day)?)),
            None => Ok(DraftSaved::Saved { place: Some("confirm".to_owned()), rows: saved }),
        }
    }
}
