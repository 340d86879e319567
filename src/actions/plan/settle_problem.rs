//! The coordinator has looked at a doubt of the compiler.

use super::draft_step::in_draft;
use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::plan::drafts;
use crate::domain::id::{PlanId, ProblemId};
use crate::domain::trail::On;

/// Marks a doubt about a draft as looked at, or as open again.
///
/// # Errors
/// [`ActionError::NotFound`] for a doubt about another plan, [`ActionError::Conflict`] where the plan is tracked.
pub fn settle_problem(
    ctx: &Context,
    actor: &Actor,
    (plan_id, problem_id): (PlanId, ProblemId),
    settled: bool,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let at = settled.then_some(tx.now);
        if !drafts::settle_problem(tx.c, plan_id, problem_id, at)? {
            return Err(ActionError::NotFound);
        }
        let verb = if settled { "settle_problem" } else { "reopen_problem" };
        tx.trace(&Trace::new(verb, On::Problem(problem_id)))
    })
}
