//! The rows of the page that were changed, each saved by the action of its noun.

use std::collections::{BTreeMap, HashSet};

use super::wish::Saving;
use crate::actions::plan::add_measure::add_measure;
use crate::actions::plan::add_unit::add_unit;
use crate::actions::plan::assign_units::assign_units;
use crate::actions::plan::draft_page::{CHASED, Cells, DraftRow, DraftStep, Faults, RowStep, Stored};
use crate::actions::plan::edit_indicator::{add_indicator, edit_indicator};
use crate::actions::plan::edit_milestone::{add_milestone, edit_milestone};
use crate::actions::plan::edit_plan::{edit_plan, redate};
use crate::actions::plan::edit_words::{close_measure, edit_measure, edit_task, set_cadence};
use crate::actions::plan::expand_group::expand_group;
use crate::actions::plan::place_unit::place_unit;
use crate::actions::plan::settle_leftover::edit_leftover;
use crate::actions::{ActionError, Tx, bad_choice, chosen, typed_or};
use crate::domain::id::{MeasureId, TaskId};
use crate::domain::round::Cadence;
use crate::domain::typed::MeasureText;
use crate::strings::Message;

/// The columns of a measure that are its words.
const WORDS: [&str; 2] = ["subtitle", "text"];

impl Saving<'_> {
    /// Saves every row that was changed but those that are being taken out; which these were, and as which row each can be seen.
    pub(super) fn save_rows(
        &self,
        tx: &mut Tx<'_>,
        stored: &Stored,
        faults: &mut Faults,
    ) -> Result<Vec<(DraftRow, DraftRow)>, ActionError> {
        let mut saved = Vec::new();
        for (row, typed) in self.wish.page.rows().filter(|(row, _)| !self.takes_out(stored, *row)) {
            let columns = stored.columns(row).ok_or(ActionError::NotFound)?;
            let cells = Cells::new(row, columns, typed);
            if cells.is_changed() || self.is_new(&cells) {
                let seen = self.save_row(tx, stored, &cells, faults)?;
                saved.push((row, seen));
            } else if self.pressed(row, RowStep::Add) {
                self.save_row(tx, stored, &cells, faults)?; // says what is missing
            }
        }
        Ok(saved)
    }

    /// Whether that button of that row was pressed.
    fn pressed(&self, row: DraftRow, step: RowStep) -> bool {
        self.wish.step == DraftStep::Row(row, step)
    }

    /// Whether a unit that nobody knows is one of its own: by its button, or by that of all on the page.
    fn is_new(&self, cells: &Cells) -> bool {
        let of_all = self.wish.step == DraftStep::NewUnits && matches!(cells.row, DraftRow::Unit(_));
        let one = of_all && cells.has("same_as") && cells.changed("same_as").is_none();
        one || self.pressed(cells.row, RowStep::New)
    }

    /// Whether a row is taken out, by itself or with its measure: what was typed in it goes with it.
    fn takes_out(&self, stored: &Stored, row: DraftRow) -> bool {
        let with_measure =
            || stored.measure_of(row).is_some_and(|id| self.pressed(DraftRow::Measure(id), RowStep::Remove));
        self.pressed(row, RowStep::Remove) || with_measure()
    }

    /// Saves a row; as which one it can be seen.
    fn save_row(
        &self,
        tx: &mut Tx<'_>,
        stored: &Stored,
        cells: &Cells,
        faults: &mut Faults,
    ) -> Result<DraftRow, ActionError> {
        let (plan_id, registry) = (self.plan.id, self.wish.registry);
        match cells.row {
            DraftRow::Unit(id) if cells.has("members") => {
                expand_group(tx, (plan_id, stored), (id, cells), registry, faults)?;
            }
            DraftRow::Unit(id) => {
                place_unit(tx, (plan_id, stored), (id, cells), (self.is_new(cells), registry), faults)?;
            }
            DraftRow::NewUnit => add_unit(tx, plan_id, cells, faults)?,
            DraftRow::Task(id) => edit_task(tx, stored, (id, cells), faults)?,
            DraftRow::Measure(id) => self.save_measure(tx, stored, (id, cells), faults)?,
            DraftRow::Milestone(id) => edit_milestone(tx, stored, (id, cells), registry, faults)?,
            DraftRow::Indicator(id) => edit_indicator(tx, (plan_id, stored), (id, cells), faults)?,
            DraftRow::NewMilestone(id) => add_milestone(tx, stored, (id, cells), registry, faults)?,
            DraftRow::NewIndicator(id) => add_indicator(tx, (plan_id, stored), (id, cells), faults)?,
            DraftRow::NewMeasure(id) => {
                let made = self.save_new_measure(tx, (id, cells), faults)?;
                return Ok(made.map_or(cells.row, DraftRow::Measure));
            }
            DraftRow::Leftover(id) => edit_leftover(tx, stored, (id, cells), faults)?,
            DraftRow::Plan => {
                if let Some(year) = edit_plan(tx, (self.plan, cells), faults)? {
                    redate(tx, self.plan, year, &self.dates_typed(stored))?;
                }
            }
            DraftRow::Problem(_) => {}
        }
        Ok(cells.row)
    }

    /// The rows in which another date was typed.
    fn dates_typed(&self, stored: &Stored) -> HashSet<DraftRow> {
        let typed = |(row, typed): (DraftRow, &BTreeMap<String, String>)| {
            let changed = Cells::new(row, stored.columns(row)?, typed).changed("due").is_some();
            changed.then_some(row)
        };
        self.wish.page.rows().filter_map(typed).collect()
    }

    fn save_measure(
        &self,
        tx: &mut Tx<'_>,
        stored: &Stored,
        (id, cells): (MeasureId, &Cells),
        faults: &mut Faults,
    ) -> Result<(), ActionError> {
        if cells.changed("removal").is_some() {
            // Why it is to be taken out, and the button was not pressed.
            faults.note(cells.row, "removal", Message::new("draft.not_removed"));
        }
        if WORDS.iter().any(|column| cells.changed(column).is_some()) {
            edit_measure(tx, stored, (id, cells), faults)?;
        }
        if let Some(word) = cells.changed("chase") {
            match word {
                _ if CHASED.contains(&word) => close_measure(tx, id, word == "closed")?,
                _ => {
                    faults.of::<()>(cells.row, Err(bad_choice("chase", word, ("chase", &CHASED))))?;
                }
            }
        }
        if let Some(word) = cells.changed("cadence") {
            let chosen = chosen("cadence", word, ("cadence", Cadence::ALL));
            if let Some(cadence) = faults.of(cells.row, chosen)? {
                set_cadence(tx, (id, stored.measure(id)?.cadence), cadence)?;
            }
        }
        assign_units(tx, (id, cells), self.wish.registry, faults)
    }

    fn save_new_measure(
        &self,
        tx: &mut Tx<'_>,
        (id, cells): (TaskId, &Cells),
        faults: &mut Faults,
    ) -> Result<Option<MeasureId>, ActionError> {
        let text: Option<MeasureText> = faults.of(cells.row, typed_or("text", cells.text("text"), "draft.no_words"))?;
        let Some(text) = text else { return Ok(None) };
        let added = add_measure(self.ctx, tx, (self.plan, self.wish.registry), (id, &text));
        faults.of(cells.row, added)
    }
}
