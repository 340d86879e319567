//! The measures of a draft as they can be corrected: row by row, with what is stored.

use super::field::{Field, FormRow};
use crate::actions::{
    ActionError, DraftRow, blank_columns, indicator_columns, measure_columns, milestone_columns, proposed_as_text,
    task_columns, units_as_text,
};
use crate::db::DbConnection;
use crate::db::plan::draft_indicators;
use crate::db::plan::draft_measures::{self, Assigned, Task};
use crate::db::plan::measures::{self, Measure, Milestone};
use crate::db::plan::plans::Indicator;
use crate::domain::grouped::grouped;
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::plan::{AssignmentRole, Comparator};

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
    pub task: FormRow,
    /// Its words and its units.
    pub form: FormRow,
    /// The units in roles of other versions: shown, and kept as they are.
    pub carried: Vec<(AssignmentRole, String)>,
    /// What the compiler proposes: in which role, for which words of the note, which units.
    pub proposed: Vec<(AssignmentRole, String, String)>,
    /// What is due.
    pub milestones: Vec<DraftMilestoneView>,
    /// What is measured.
    pub indicators: Vec<DraftIndicatorView>,
    /// A milestone that is being added.
    pub new_milestone: FormRow,
    /// An indicator that is being added.
    pub new_indicator: FormRow,
    /// A measure that is being added behind it.
    pub new_measure: FormRow,
}

impl DraftMeasureView {
    /// Whether no unit leads or is responsible: then nobody owes the measure over the year.
    pub fn is_owed_by_nobody(&self) -> bool {
        let owing = |role: &AssignmentRole| role.owes() && !self.form.field(role.as_str()).saved().is_empty();
        let proposed = self.proposed.iter().any(|(role, ..)| role.owes());
        !self.measure.closed && !proposed && !AssignmentRole::ALL.iter().any(owing)
    }

    /// The roles whose units can be corrected.
    pub fn roles(&self) -> &'static [AssignmentRole] {
        AssignmentRole::ALL
    }

    /// Whether there is anything to see among those that guide.
    pub fn has_guides(&self) -> bool {
        let guides = self.form.field(AssignmentRole::Guide.as_str());
        !guides.text.is_empty() || guides.is_touched()
    }

    /// The rows of its part of the page.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut FormRow> {
        let task = self.opens_task.then_some(&mut self.task);
        let new_measure = self.closes_task.then_some(&mut self.new_measure);
        let milestones = self.milestones.iter_mut().map(|one| &mut one.form);
        let indicators = self.indicators.iter_mut().map(|one| &mut one.form);
        let new = [&mut self.new_milestone, &mut self.new_indicator];
        task.into_iter().chain([&mut self.form]).chain(milestones).chain(indicators).chain(new).chain(new_measure)
    }
}

/// A milestone as it can be corrected.
pub struct DraftMilestoneView {
    /// The milestone.
    pub milestone: Milestone,
    /// By when, who and what.
    pub form: FormRow,
}

/// An indicator as it can be corrected.
pub struct DraftIndicatorView {
    /// The indicator.
    pub indicator: Indicator,
    /// What is measured and which figure it must reach.
    pub form: FormRow,
}

impl DraftIndicatorView {
    /// Whether less than nothing is asked for at least: what falls is written as a figure above 0 that it falls by.
    pub fn is_below_zero(&self) -> bool {
        let columns = &self.indicator.columns;
        matches!(columns.op, Comparator::AtLeast | Comparator::Above) && columns.value.is_some_and(|value| value < 0.0)
    }
}

impl Field {
    /// The comparator that another version wrote, which the form offers beside the known ones.
    pub fn carried_op(&self) -> Option<Comparator> {
        Some(Comparator::stored(&self.text)).filter(|op| !self.text.is_empty() && !op.is_known())
    }
}

/// The measures of a draft from one to before another, in the order of the document.
pub(super) fn measure_views(
    c: &mut DbConnection,
    plan_id: PlanId,
    from_to: (usize, usize),
) -> Result<Vec<DraftMeasureView>, ActionError> {
    let measures = measures::from_to(c, plan_id, from_to)?;
    let ids: Vec<MeasureId> = measures.iter().map(|measure| measure.id).collect();
    let mut assigned = grouped(draft_measures::assigned_to(c, &ids)?, |row| row.measure_id);
    let mut milestones = grouped(measures::milestones_of(c, &ids)?, |row| row.measure_id);
    let mut indicators = grouped(draft_indicators::of_measures(c, &ids)?, |row| row.measure_id);
    let mut views: Vec<DraftMeasureView> = Vec::new();
    for measure in measures {
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
    let (id, task_id) = (measure.id, measure.task_id);
    let blank = |row| FormRow::new(row, blank_columns(row));
    let proposed = |role: &AssignmentRole| {
        let (written, units) = proposed_as_text(assigned, *role)?;
        Some((*role, written, units))
    };
    DraftMeasureView {
        opens_section: true,
        opens_task: true,
        closes_task: true,
        task: FormRow::new(DraftRow::Task(task_id), task_columns(&task_of(&measure))),
        form: FormRow::new(DraftRow::Measure(id), measure_columns(&measure, assigned)),
        carried: AssignmentRole::in_order(assigned.iter().map(|row| row.role))
            .into_iter()
            .filter(|role| !role.is_known())
            .map(|role| (role, units_as_text(assigned, role)))
            .collect(),
        proposed: AssignmentRole::ALL.iter().filter_map(proposed).collect(),
        milestones: Vec::new(),
        indicators: Vec::new(),
        new_milestone: blank(DraftRow::NewMilestone(id)),
        new_indicator: blank(DraftRow::NewIndicator(id)),
        new_measure: blank(DraftRow::NewMeasure(task_id)),
        measure,
    }
}

fn task_of(measure: &Measure) -> Task {
    Task {
        id: measure.task_id,
        section: measure.section.clone(),
        number: measure.task_number.clone(),
        title: measure.task_title.clone(),
    }
}

impl From<Milestone> for DraftMilestoneView {
    fn from(milestone: Milestone) -> Self {
        let form = FormRow::new(DraftRow::Milestone(milestone.id), milestone_columns(&milestone));
        Self { form, milestone }
    }
}

impl From<Indicator> for DraftIndicatorView {
    fn from(indicator: Indicator) -> Self {
        let form = FormRow::new(DraftRow::Indicator(indicator.id), indicator_columns(&indicator));
        Self { form, indicator }
    }
}
