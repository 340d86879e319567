//! The coordinator has looked at a doubt of the compiler.

use crate::actions::{ActionError, Trace, Tx};
use crate::db::plan::drafts;
use crate::domain::id::{PlanId, ProblemId};
use crate::domain::trail::{On, Verb};

/// Marks a doubt about a draft as looked at, or as open again.
///
/// # Errors
/// [`ActionError::NotFound`] for a doubt about another plan.
pub(super) fn settle_problem(
    tx: &mut Tx<'_>,
    (plan_id, id): (PlanId, ProblemId),
    settled: bool,
) -> Result<(), ActionError> {
    if !drafts::settle_problem(tx.c, plan_id, id, settled.then_some(tx.now))? {
        return Err(ActionError::NotFound);
    }
    let verb = if settled { Verb::SettleProblem } else { Verb::ReopenProblem };
    tx.trace(&Trace::new(verb, On::Problem(id)))
}
