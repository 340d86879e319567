//! A draft under review: the whole document beside what was read from it, doubts first.

use super::draft_indicator::{DraftIndicatorView, IndicatorFields};
use super::source_pieces::{Marked, Piece, pieces};
use crate::actions::{ActionError, assigned_as_text, milestone_as_text, owed_by_plan, units_as_text};
use crate::db::drafts::{self, Problem};
use crate::db::measures::{Measure, Milestone};
use crate::db::plans::{self, Indicator, Plan};
use crate::db::units::{self, Unit};
use crate::db::{DbConnection, measures};
use crate::domain::plan::{AssignmentRole, PlanState};
use crate::domain::unit::nearest;

/// A draft with everything a coordinator looks at.
pub struct DraftReview {
    /// The plan.
    pub plan: Plan,
    /// The document, cut where what was read begins and ends.
    pub document: Vec<Piece>,
    /// What was doubtful: open ones first, errors before warnings before notes.
    pub problems: Vec<Problem>,
    /// Units that nobody knows.
    pub unknown: Vec<UnknownUnit>,
    /// The measures in the order of the document.
    pub measures: Vec<DraftMeasureView>,
    /// Targets of the region and the cities.
    pub indicators: Vec<Indicator>,
    /// How many standing obligations it would make.
    pub standing: usize,
    /// How many dated ones.
    pub dated: usize,
}

/// A unit that nobody knows, and what it may be.
pub struct UnknownUnit {
    /// As the draft names it.
    pub unit: Unit,
    /// Known units that look like it, the best first.
    pub near: Vec<String>,
}

/// A measure as it can be corrected.
pub struct DraftMeasureView {
    /// The measure.
    pub measure: Measure,
    /// Whether it is the first one of its section.
    pub opens_section: bool,
    /// Whether it is the first one of its task.
    pub opens_task: bool,
    /// 牵头单位, joined by 、.
    pub lead: String,
    /// 配合单位.
    pub support: String,
    /// 责任单位.
    pub responsible: String,
    /// The three as they are stored.
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
}

impl DraftMeasureView {
    /// Whether a milestone that was to be added has been refused.
    pub fn was_refused(&self) -> bool {
        self.adding.iter().any(|text| !text.is_empty())
    }
}

/// A milestone as it can be corrected.
pub struct DraftMilestoneView {
    /// The milestone.
    pub milestone: Milestone,
    /// By when, as the form has it.
    pub due: String,
    /// As it is stored.
    pub seen: String,
}

impl DraftReview {
    /// How many doubts nobody has looked at yet.
    pub fn open_problems(&self) -> usize {
        self.problems.iter().filter(|problem| problem.settled_at.is_none()).count()
    }
}

/// A draft under review.
///
/// # Errors
/// [`ActionError::NotFound`] where there is no such plan or it is tracked already.
pub fn draft_review(c: &mut DbConnection, plan_id: i64) -> Result<DraftReview, ActionError> {
    let plan = plans::find(c, plan_id)?;
    if plan.state != PlanState::Draft {
        return Err(ActionError::NotFound);
    }
    let mut problems = drafts::problems(c, plan_id)?;
    problems.sort_by_key(|problem| (problem.settled_at.is_some(), problem.severity));
    let indicators = plans::indicators(c, plan_id)?;
    let measures = measure_views(c, plan_id, &indicators)?;
    let marked = marked(&measures, &indicators, &problems);
    let owed = owed_by_plan(c, plan_id, plan.year)?;
    let dated = owed.iter().filter(|owed| owed.milestone_id.is_some()).count();
    Ok(DraftReview {
        document: pieces(&plans::document(c, plan_id)?, &marked),
        unknown: unknown(c, plan_id)?,
        indicators: indicators.into_iter().filter(|indicator| indicator.measure_id.is_none()).collect(),
        standing: owed.len() - dated,
        dated,
        plan,
        problems,
        measures,
    })
}

fn unknown(c: &mut DbConnection, plan_id: i64) -> Result<Vec<UnknownUnit>, ActionError> {
    let all = units::all(c)?;
    let known: Vec<&str> = all.iter().filter(|unit| !unit.proposed).map(|unit| unit.name.as_str()).collect();
    let with_near = |unit: Unit| {
        let near = nearest(&unit.name, known.iter().copied()).into_iter().map(str::to_owned).collect();
        UnknownUnit { unit, near }
    };
    Ok(drafts::proposed_units(c, plan_id)?.into_iter().map(with_near).collect())
}

fn measure_views(
    c: &mut DbConnection,
    plan_id: i64,
    indicators: &[Indicator],
) -> Result<Vec<DraftMeasureView>, ActionError> {
    let milestones = measures::milestones_of_plan(c, plan_id)?;
    let mut views: Vec<DraftMeasureView> = Vec::new();
    for measure in measures::of_plan(c, plan_id)? {
        let assigned = drafts::assigned(c, measure.id)?;
        let last = views.last().map(|view| &view.measure);
        let opens_section = last.is_none_or(|last| last.section != measure.section);
        let own = milestones.iter().filter(|milestone| milestone.measure_id == measure.id).cloned();
        views.push(DraftMeasureView {
            opens_section,
            opens_task: opens_section || last.is_none_or(|last| last.task_number != measure.task_number),
            lead: units_as_text(&assigned, AssignmentRole::Lead),
            support: units_as_text(&assigned, AssignmentRole::Support),
            responsible: units_as_text(&assigned, AssignmentRole::Responsible),
            seen: assigned_as_text(&assigned),
            proposed: assigned.iter().any(|(.., proposed)| *proposed),
            milestones: own.map(DraftMilestoneView::from).collect(),
            indicators: of_measure(indicators, measure.id),
            adding_indicator: IndicatorFields::default(),
            adding: Default::default(),
            measure,
        });
    }
    Ok(views)
}

fn of_measure(indicators: &[Indicator], measure_id: i64) -> Vec<DraftIndicatorView> {
    let own = indicators.iter().filter(|one| one.measure_id == Some(measure_id)).cloned();
    own.map(DraftIndicatorView::from).collect()
}

impl From<Milestone> for DraftMilestoneView {
    fn from(milestone: Milestone) -> Self {
        let due = milestone.due.map(|due| due.to_string()).unwrap_or_default();
        Self { due, seen: milestone_as_text(&milestone), milestone }
    }
}

/// Everything that stands somewhere in the document, with the name of its mark.
fn marked(measures: &[DraftMeasureView], indicators: &[Indicator], problems: &[Problem]) -> Vec<Marked> {
    let mark = |letter: char, id: i64, (start, end): (i64, i64)| Marked::new(format!("{letter}{id}"), start, end);
    let mut all = Vec::new();
    for view in measures {
        all.push(mark('m', view.measure.id, (view.measure.span_start, view.measure.span_end)));
        let own = view.milestones.iter().map(|view| &view.milestone);
        all.extend(own.map(|one| mark('d', one.id, (one.span_start, one.span_end))));
    }
    all.extend(indicators.iter().map(|one| mark('i', one.id, (one.span_start, one.span_end))));
    all.extend(problems.iter().map(|one| mark('p', one.id, (one.span_start, one.span_end))));
    all
}
