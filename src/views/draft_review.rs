//! A draft under review: the whole document beside what was read from it, doubts first.

use super::draft_fields::{DraftMeasureView, measure_views};
use super::source_pieces::{Marked, Piece, pieces};
use crate::actions::{ActionError, owed_by_plan, unplaced_units};
use crate::db::DbConnection;
use crate::db::draft_measures::{self, Task};
use crate::db::drafts::{self, Problem};
use crate::db::leftovers::{self, Leftover};
use crate::db::plans::{self, Indicator, Plan};
use crate::db::units::{self, Unit};
use crate::domain::plan::PlanState;
use crate::domain::unit::nearest;

/// So many tasks before and behind the one in front of a stretch of the document can be chosen for it.
const CHOICES: usize = 20;

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
    /// What of the document belongs to no measure, in its order.
    pub leftovers: Vec<Leftover>,
    /// The tasks in the order of the document.
    pub tasks: Vec<Task>,
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
    /// What the form says it is: the nearest, or what was typed.
    pub same_as: String,
}

impl DraftReview {
    /// How many doubts nobody has looked at yet.
    pub fn open_problems(&self) -> usize {
        self.problems.iter().filter(|problem| problem.settled_at.is_none()).count()
    }

    /// The stretches of the document that nobody has decided about yet.
    pub fn open_leftovers(&self) -> Vec<&Leftover> {
        self.leftovers.iter().filter(|left| left.settled_at.is_none()).collect()
    }

    /// Those that have been decided about.
    pub fn settled_leftovers(&self) -> Vec<&Leftover> {
        self.leftovers.iter().filter(|left| left.settled_at.is_some()).collect()
    }

    /// How many measures nobody owes over the year, since no unit leads them or is responsible.
    pub fn owed_by_nobody(&self) -> usize {
        self.measures.iter().filter(|view| view.is_owed_by_nobody()).count()
    }

    /// The first of them.
    pub fn first_owed_by_nobody(&self) -> Option<i64> {
        self.measures.iter().find(|view| view.is_owed_by_nobody()).map(|view| view.measure.id)
    }

    /// The tasks whose measure a stretch may be: those around it.
    pub fn choices(&self, left: &Leftover) -> &[Task] {
        let at = self.tasks.iter().position(|task| Some(task.id) == left.task_id).unwrap_or_default();
        let to = self.tasks.len().min(at + CHOICES + 1);
        self.tasks.get(at.saturating_sub(CHOICES)..to).unwrap_or_default()
    }
}

/// A draft under review; `None` where the plan is tracked already.
///
/// # Errors
/// [`ActionError::NotFound`] where there is no such plan.
pub fn draft_review(c: &mut DbConnection, plan_id: i64) -> Result<Option<DraftReview>, ActionError> {
    let plan = plans::find(c, plan_id)?;
    if plan.state != PlanState::Draft {
        return Ok(None);
    }
    let mut problems = drafts::problems(c, plan_id)?;
    problems.sort_by_key(|problem| (problem.settled_at.is_some(), problem.severity));
    let indicators = plans::indicators(c, plan_id)?;
    let measures = measure_views(c, plan_id, &indicators)?;
    let leftovers = leftovers::of_plan(c, plan_id)?;
    let marked = marked(&measures, &indicators, &problems, &leftovers);
    let owed = owed_by_plan(c, plan_id, plan.year)?;
    let dated = owed.iter().filter(|owed| owed.milestone_id.is_some()).count();
    Ok(Some(DraftReview {
        document: pieces(&plans::document(c, plan_id)?, &marked),
        unknown: unknown(c, plan_id)?,
        tasks: draft_measures::tasks(c, plan_id)?,
        indicators: indicators.into_iter().filter(|indicator| indicator.measure_id.is_none()).collect(),
        standing: owed.len() - dated,
        dated,
        plan,
        problems,
        leftovers,
        measures,
    }))
}

fn unknown(c: &mut DbConnection, plan_id: i64) -> Result<Vec<UnknownUnit>, ActionError> {
    let all = units::all(c)?;
    let known: Vec<&str> = all.iter().filter(|unit| !unit.proposed).map(|unit| unit.name.as_str()).collect();
    let with_near = |unit: Unit| {
        let near: Vec<String> = nearest(&unit.name, known.iter().copied()).into_iter().map(str::to_owned).collect();
        let same_as = near.first().cloned().unwrap_or_default();
        UnknownUnit { unit, near, same_as }
    };
    Ok(unplaced_units(c, plan_id)?.into_iter().map(with_near).collect())
}

/// Everything that stands somewhere in the document, with the name of its mark.
fn marked(
    measures: &[DraftMeasureView],
    indicators: &[Indicator],
    problems: &[Problem],
    leftovers: &[Leftover],
) -> Vec<Marked> {
    let mark = |letter: char, id: i64, (start, end): (i64, i64)| Marked::new(format!("{letter}{id}"), start, end);
    let mut all = Vec::new();
    for view in measures {
        all.push(mark('m', view.measure.id, (view.measure.span_start, view.measure.span_end)));
        let own = view.milestones.iter().map(|view| &view.milestone);
        all.extend(own.map(|one| mark('d', one.id, (one.span_start, one.span_end))));
    }
    let left = leftovers.iter().filter(|one| one.measure_id.is_none());
    all.extend(left.map(|one| mark('l', one.id, (one.span_start, one.span_end))));
    all.extend(indicators.iter().map(|one| mark('i', one.id, (one.span_start, one.span_end))));
    all.extend(problems.iter().map(|one| mark('p', one.id, (one.span_start, one.span_end))));
    all
}
