//! A draft that is not wanted is thrown away; the trail keeps that it was there.

use serde_json::json;

use super::draft_step::in_draft;
use super::{ActionError, Actor, Context, Trace};
use crate::db::{drafts, units};

/// Throws a draft away, with the unknown units that it alone named.
///
/// # Errors
/// [`ActionError::Conflict`] where the plan is tracked.
pub fn discard_draft(ctx: &Context, actor: &Actor, plan_id: i64) -> Result<(), ActionError> {
    in_draft(ctx, actor, plan_id, |step, plan| {
        let proposed = drafts::proposed_units(step.tx, plan_id)?;
        drafts::remove_plan(step.tx, plan_id)?;
        for unit in proposed {
            if !drafts::is_in_use(step.tx, unit.id)? {
                units::remove(step.tx, unit.id)?;
            }
        }
        step.trace(&Trace {
            verb: "discard_draft",
            object: "plan",
            object_id: plan_id,
            detail: json!({"title": plan.title, "file": plan.source_name}),
            ..Trace::default()
        })
    })
}
