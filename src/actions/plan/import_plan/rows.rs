//! What was read, as rows.

use super::columns::small;
use crate::db::plan::leftovers::NewLeftover;
use crate::db::plan::measures::NewMilestone;
use crate::db::plan::plans::NewProblem;
use crate::domain::draft::{Draft, DraftMilestone, Leftover, Problem};
use crate::domain::id::{MeasureId, PlanId, TaskId};

/// A milestone that a sentence names.
pub(super) fn milestone_row<'a>(
    measure_id: MeasureId,
    position: usize,
    milestone: &'a DraftMilestone,
    owed_by: &'a str,
) -> NewMilestone<'a> {
    let (span_start, span_end) = milestone.span.columns();
    NewMilestone {
        measure_id,
        position: small(position),
        phrase: &milestone.phrase,
        due: milestone.due,
        kind: milestone.kind,
        deliverable: &milestone.deliverable,
        owed_by,
        span_start,
        span_end,
    }
}

/// The doubts of the compiler in the order of the document.
pub(super) fn problem_rows(plan_id: PlanId, draft: &Draft) -> Vec<NewProblem<'_>> {
    (0..).zip(&draft.problems).map(|(position, problem)| problem_row(plan_id, position, problem)).collect()
}

fn problem_row(plan_id: PlanId, position: i32, problem: &Problem) -> NewProblem<'_> {
    let (span_start, span_end) = problem.span.columns();
    NewProblem {
        plan_id,
        position,
        severity: problem.severity,
        message: &problem.message,
        quote: &problem.quote,
        span_start,
        span_end,
    }
}

/// What belongs to no measure, each with the task in front of it; the tasks have these keys. A full stop or a dash that
/// stands alone is nothing to decide about.
pub(super) fn leftover_rows<'d>(plan_id: PlanId, draft: &'d Draft, task_ids: &[TaskId]) -> Vec<NewLeftover<'d>> {
    let begins = |index: usize| draft.tasks.get(index)?.measures.first().map(|measure| measure.span.0);
    let mut begun: Vec<(usize, TaskId)> = (0..).zip(task_ids).filter_map(|(at, id)| Some((begins(at)?, *id))).collect();
    begun.sort_unstable();
    let row = |left: &'d Leftover| {
        let (span_start, span_end) = left.span.columns();
        let before = begun.partition_point(|(from, _)| *from <= left.span.0);
        let task_id = before.checked_sub(1).and_then(|at| begun.get(at)).map(|(_, id)| *id);
        NewLeftover { plan_id, task_id, quote: &left.quote, span_start, span_end, reason: None, settled_at: None }
    };
    draft.leftovers.iter().filter(|left| left.quote.chars().any(char::is_alphanumeric)).map(row).collect()
}
