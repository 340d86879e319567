//! What was read, as rows.

use super::{bounds, small};
use crate::db::measures::NewMilestone;
use crate::db::plans::NewProblem;
use crate::domain::draft::{Draft, DraftMeasure, DraftMilestone, Problem};

/// What else the note says; those who guide owe nothing, and stand there by name.
pub(super) fn notes(measure: &DraftMeasure) -> String {
    let guide = measure.guide.join("、");
    match (measure.notes.as_str(), guide.as_str()) {
        (notes, "") => notes.to_owned(),
        ("", guide) => format!("{guide}指导"),
        (notes, guide) => format!("{notes}；{guide}指导"),
    }
}

/// A milestone that a sentence names.
pub(super) fn milestone_row<'a>(
    measure_id: i64,
    position: usize,
    milestone: &'a DraftMilestone,
    owed_by: &'a str,
) -> NewMilestone<'a> {
    let (span_start, span_end) = bounds(milestone.span);
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
pub(super) fn problem_rows(plan_id: i64, draft: &Draft) -> Vec<NewProblem<'_>> {
    (0..).zip(&draft.problems).map(|(position, problem)| problem_row(plan_id, position, problem)).collect()
}

fn problem_row(plan_id: i64, position: i32, problem: &Problem) -> NewProblem<'_> {
    let (span_start, span_end) = bounds(problem.span);
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
