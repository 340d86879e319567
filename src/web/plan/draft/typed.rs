//! What a refused form of the review had in it, and its way back into the page.

use chrono::{Datelike, NaiveDate};

use crate::actions::{ActionError, bad_date, typed_date};
use crate::domain::id::{IndicatorId, MeasureId, MilestoneId, TaskId, UnitId};
use crate::views::{DraftForm, DraftMeasureView, DraftReview, IndicatorFields};

/// What a refused form had in it, and of which form.
pub(super) enum Typed {
    /// Nothing that must be kept.
    Nothing,
    /// The lists of a measure in the order of the roles: lead, support, responsible, guide.
    Units(MeasureId, [String; 4]),
    /// A milestone: due, who owes, deliverable.
    Milestone(MilestoneId, [String; 3]),
    /// A milestone to be added to a measure: due, who owes, deliverable, phrase.
    NewMilestone(MeasureId, [String; 4]),
    /// The title of a task.
    Title(TaskId, String),
    /// The words of a measure: subtitle, text.
    Words(MeasureId, [String; 2]),
    /// Why a measure is to be taken out.
    Removal(MeasureId, String),
    /// A measure to be added to a task.
    NewMeasure(TaskId, String),
    /// An indicator.
    Indicator(IndicatorId, IndicatorFields),
    /// An indicator to be added to a measure.
    NewIndicator(MeasureId, IndicatorFields),
    /// Which unit an unknown one is.
    Placing(UnitId, String),
    /// From when on.
    AssignedOn(String),
}

impl Typed {
    /// Where on the page it was typed.
    pub(super) fn place(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Placing(..) => Some("units".to_owned()),
            Self::AssignedOn(_) => Some("confirm".to_owned()),
            Self::Milestone(id, _) => Some(format!("f-d{id}")),
            Self::Indicator(id, _) => Some(format!("f-i{id}")),
            Self::Title(id, _) => Some(format!("f-t{id}")),
            Self::NewMeasure(id, _) => Some(format!("f-n{id}")),
            Self::NewIndicator(id, _) => Some(format!("f-m{id}")),
            Self::Units(id, _) | Self::NewMilestone(id, _) | Self::Words(id, _) | Self::Removal(id, _) => {
                Some(format!("f-m{id}"))
            }
        }
    }

    /// Puts what was typed where it was typed.
    pub(super) fn keep(self, view: &mut DraftReview, assigned_on: &mut String) {
        match self {
            Self::Nothing => {}
            Self::AssignedOn(text) => *assigned_on = text,
            Self::Placing(id, name) => {
                if let Some(one) = view.unknown.iter_mut().find(|one| one.unit.id == id) {
                    one.same_as = name;
                }
            }
            Self::Indicator(id, typed) => keep_indicator(view, id, typed),
            Self::NewIndicator(id, typed) => keep_new_indicator(view, id, typed),
            Self::Milestone(id, [due, owed_by, deliverable]) => {
                let mut all = view.measures.iter_mut().flat_map(|view| &mut view.milestones);
                if let Some(one) = all.find(|view| view.milestone.id == id) {
                    one.due.keep(due);
                    one.owed_by.keep(owed_by);
                    one.deliverable.keep(deliverable);
                }
            }
            Self::Title(id, title) => {
                if let Some(first) = view.measures.iter_mut().find(|view| view.measure.task_id == id) {
                    first.task_title.keep(title);
                    first.refused = Some(DraftForm::Title);
                }
            }
            Self::NewMeasure(id, text) => {
                if let Some(last) = view.measures.iter_mut().rfind(|view| view.measure.task_id == id) {
                    last.adding_measure = text;
                    last.refused = Some(DraftForm::Measure);
                }
            }
            Self::Units(id, _) | Self::NewMilestone(id, _) | Self::Words(id, _) | Self::Removal(id, _) => {
                if let Some(measure) = view.measures.iter_mut().find(|view| view.measure.id == id) {
                    self.keep_in(measure);
                }
            }
        }
    }

    /// The same of what was typed in the forms of one measure.
    fn keep_in(self, measure: &mut DraftMeasureView) {
        match self {
            Self::Units(_, lists) => {
                for ((_, field), typed) in measure.units.iter_mut().zip(lists) {
                    field.keep(typed);
                }
            }
            Self::NewMilestone(_, typed) => {
                measure.adding = typed;
                measure.refused = Some(DraftForm::Milestone);
            }
            Self::Words(_, [subtitle, text]) => {
                measure.subtitle.keep(subtitle);
                measure.text.keep(text);
                measure.refused = Some(DraftForm::Words);
            }
            Self::Removal(_, reason) => {
                measure.removal = reason;
                measure.refused = Some(DraftForm::Removal);
            }
            _ => {}
        }
    }
}

/// Puts what was typed in the form of an indicator back.
fn keep_indicator(view: &mut DraftReview, indicator_id: IndicatorId, typed: IndicatorFields) {
    let mut all = view.measures.iter_mut().flat_map(|view| &mut view.indicators);
    if let Some(one) = all.find(|view| view.indicator.id == indicator_id) {
        one.fields = typed;
    }
}

/// Puts what was typed in the form of a new indicator back.
fn keep_new_indicator(view: &mut DraftReview, measure_id: MeasureId, typed: IndicatorFields) {
    if let Some(measure) = view.measures.iter_mut().find(|view| view.measure.id == measure_id) {
        measure.adding_indicator = typed;
        measure.refused = Some(DraftForm::Indicator);
    }
}

/// The date that a field has in it, which must be one that a plan of this century may name; none where it is empty.
pub(super) fn date(field: &'static str, text: &str) -> Result<Option<NaiveDate>, ActionError> {
    match typed_date(field, text)? {
        Some(date) if !(2000..2100).contains(&date.year()) => Err(bad_date(field, text)),
        date => Ok(date),
    }
}
