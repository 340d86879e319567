//! The coordinator says that a stretch of the document is no measure, or that it is to be looked at again.

use serde_json::json;

use super::draft_step::in_draft;
use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::plan::{drafts, leftovers};
use crate::domain::id::{LeftoverId, PlanId};
use crate::domain::trail::On;
use crate::strings::Message;

/// Marks a stretch as not needed, or as open again.
///
/// # Errors
/// [`ActionError::Conflict`] where a measure was made of it or the plan is tracked, [`ActionError::NotFound`] for one of
/// another plan.
pub fn settle_leftover(
    ctx: &Context,
    actor: &Actor,
    (plan_id, leftover_id): (PlanId, LeftoverId),
    settled: bool,
) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let leftover = leftovers::find(tx.c, plan_id, leftover_id)?;
        if leftover.measure_id.is_some() {
            return Err(ActionError::conflict(Message::new("draft.overtaken")));
        }
        leftovers::settle(tx.c, leftover_id, settled.then_some(tx.now), None)?;
        if settled {
            // A doubt that these words belong to no measure is answered.
            drafts::settle_problems_at(tx.c, plan_id, (leftover.span_start, leftover.span_end), tx.now)?;
        }
        let verb = if settled { "settle_leftover" } else { "reopen_leftover" };
        let detail = json!({"text": leftover.quote});
        tx.trace(&Trace { detail, ..Trace::new(verb, On::Leftover(leftover_id)) })
    })
}

/// Marks all that is still open as not needed.
///
/// # Errors
/// [`ActionError::Conflict`] where the plan is tracked.
pub fn settle_leftovers(ctx: &Context, actor: &Actor, plan_id: PlanId) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |tx, _| {
        let open = leftovers::of_plan(tx.c, plan_id)?.into_iter().filter(|left| left.settled_at.is_none());
        for left in open {
            // As one by one: the doubt that these words belong to no measure is answered.
            drafts::settle_problems_at(tx.c, plan_id, (left.span_start, left.span_end), tx.now)?;
        }
        let settled = leftovers::settle_open(tx.c, plan_id, tx.now)?;
        let detail = json!({"all": settled});
        tx.trace(&Trace { detail, ..Trace::new("settle_leftover", On::Plan(plan_id)) })
    })
}
