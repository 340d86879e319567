//! The measures of a draft as they can be corrected: field by field, with what is stored.

use super::draft_indicator::{DraftIndicatorView, IndicatorFields};
use super::field::Field;
use crate::actions::{ActionError, assigned_as_text, milestone_as_text, units_as_text, words_as_text};
use crate::db::DbConnection;
use crate::db::plan::draft_measures::{self, Assigned};
use crate::db::plan::measures::{self, Measure, Milestone};
use crate::db::plan::plans::Indicator;
use crate::domain::grouped::grouped;
use crate::domain::id::PlanId;
use crate::domain::plan::AssignmentRole;

/// A measure as it can be corrected.
pub struct DraftMeasureView {
    /// The measure.
    pub measure: Measure,
    /// Whether it is the first one of its section.
    pub opens_section: bool,
    /// Whether it is the first one of its task.
    pub opens_task: bool,
    /// Whether it is the last one of its task.
    pub closes_task: bool,
    /// The title of its task.
    pub task_title: Field,
    /// Its own heading.
    pub subtitle: Field,
    /// Its text.
    pub text: Field,
    /// Subtitle and text as they are stored.
    pub words_seen: String,
    /// 牵头单位, 配合单位, 责任单位 and 指导单位, joined by 、.
    pub units: Vec<(AssignmentRole, Field)>,
    /// The units in roles of other versions: shown, and kept as they are.
    pub carried: Vec<(AssignmentRole, String)>,
    /// The four as they are stored.
    pub seen: String,
    /// Whether the compiler only proposed some of them.
    pub proposed: bool,
    /// What is due.
    pub milestones: Vec<DraftMilestoneView>,
    /// What is measured.
    pub indicators: Vec<DraftIndicatorView>,
    /// An indicator that is being added; empty unless it was refused.
    pub adding_indicator: IndicatorFields,
    /// A milestone that is being added: due, who owes, deliverable, phrase; empty unless it was refused.
    pub adding: [String; 4],
    /// A measure that is being added behind it; empty unless it was refused.
    pub adding_measure: String,
    /// Why it is to be taken out; empty unless that was refused.
    pub removal: String,
    /// Which of its forms was refused.
    pub refused: Option<DraftForm>,
}

/// The forms of a measure that are closed until they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftForm {
    /// The title of its task.
    Title,
    /// Subtitle and text.
    Words,
    /// Taking it out.
    Removal,
    /// A new milestone.
    Milestone,
    /// A new indicator.
    Indicator,
    /// A new measure of its task.
    Measure,
}

impl DraftMeasureView {
    /// Whether no unit leads or is responsible: then nobody owes the measure over the year.
    pub fn is_owed_by_nobody(&self) -> bool {
        let owing = |(role, field): &(AssignmentRole, Field)| role.owes() && !field.saved().is_empty();
        !self.units.iter().any(owing)
    }

    /// Whether there is anything to see among those that guide.
    pub fn has_guides(&self) -> bool {
        let guides = |(role, field): &(AssignmentRole, Field)| {
            *role == AssignmentRole::Guide && (!field.text.is_empty() || field.stored.is_some())
        };
        self.units.iter().any(guides)
    }

    /// Whether a form stands open, because what was typed in it was refused.
    pub fn is_open(&self, form: DraftForm) -> bool {
        self.refused == Some(form)
    }
}

/// A milestone as it can be corrected.
pub struct DraftMilestoneView {
    /// The milestone.
    pub milestone: Milestone,
    /// By when, as the form has it.
    pub due: Field,
    /// Who owes it.
    pub owed_by: Field,
    /// What must be there.
    pub deliverable: Field,
    /// As it is stored.
    pub seen: String,
}

/// The measures of a draft in the order of the document.
pub(super) fn measure_views(
    c: &mut DbConnection,
    plan_id: PlanId,
    indicators: &[Indicator],
) -> Result<Vec<DraftMeasureView>, ActionError> {
    let mut assigned = grouped(draft_measures::assigned(c, plan_id)?, |row| row.measure_id);
    let mut milestones = grouped(measures::milestones_of_plan(c, plan_id)?, |row| row.measure_id);
    let mut indicators = grouped(indicators.iter().cloned(), |row| row.measure_id);
    let mut views: Vec<DraftMeasureView> = Vec::new();
    for measure in measures::of_plan(c, plan_id)? {
        let on_it = assigned.remove(&measure.id).unwrap_or_default();
        let mut view = view(measure, &on_it);
        let own = milestones.remove(&view.measure.id).unwrap_or_default();
        view.milestones = own.into_iter().map(DraftMilestoneView::from).collect();
        let own = indicators.remove(&Some(view.measure.id)).unwrap_or_default();
        view.indicators = own.into_iter().map(DraftIndicatorView::from).collect();
        if let Some(last) = views.last_mut() {
            view.opens_section = last.measure.section != view.measure.section;
            view.opens_task = last.measure.task_id != view.measure.task_id;
            last.closes_task = view.opens_task;
        }
        views.push(view);
    }
    Ok(views)
}

/// A measure by itself, as if it were the only one.
fn view(measure: Measure, assigned: &[Assigned]) -> DraftMeasureView {
    let field = |role: &AssignmentRole| (*role, Field::new(units_as_text(assigned, *role)));
    DraftMeasureView {
        opens_section: true,
        opens_task: true,
        closes_task: true,
        task_title: Field::new(&measure.task_title),
        subtitle: Field::new(measure.subtitle.as_deref().unwrap_or_default()),
        text: Field::new(&measure.text),
        words_seen: words_as_text(measure.subtitle.as_deref(), &measure.text),
        units: AssignmentRole::ALL.iter().map(field).collect(),
        carried: AssignmentRole::in_order(assigned.iter().map(|row| row.role))
            .into_iter()
            .filter(|role| !role.is_known())
            .map(|role| (role, units_as_text(assigned, role)))
            .collect(),
        seen: assigned_as_text(assigned),
        proposed: assigned.iter().any(|row| row.proposed),
        milestones: Vec::new(),
        indicators: Vec::new(),
        adding_indicator: IndicatorFields::default(),
        adding: Default::default(),
        adding_measure: String::new(),
        removal: String::new(),
        refused: None,
        measure,
    }
}

impl From<Milestone> for DraftMilestoneView {
    fn from(milestone: Milestone) -> Self {
        Self {
            due: Field::new(milestone.due.map(|due| due.to_string()).unwrap_or_default()),
            owed_by: Field::new(&milestone.owed_by),
            deliverable: Field::new(&milestone.deliverable),
            seen: milestone_as_text(&milestone),
            milestone,
        }
    }
}
