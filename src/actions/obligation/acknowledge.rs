//! 签收: a unit takes note of what it owes, one by one or all that is new in one go.

use super::take_step::{Wish, take};
use crate::actions::{ActionError, Actor, Context, Step};
use crate::db::obligation::obligations;
use crate::domain::obligation::step;
use crate::domain::rights::Right;

/// Acknowledges one obligation.
///
/// # Errors
/// [`ActionError::Conflict`] where it is acknowledged already or the version is stale.
pub fn acknowledge(ctx: &Context, actor: &Actor, obligation_id: i64, version: Option<i32>) -> Result<(), ActionError> {
    ctx.step(actor, |step| one(ctx, step, obligation_id, version))
}

/// Acknowledges everything that is new for the unit the actor represents; how many there were.
///
/// # Errors
/// [`ActionError::Forbidden`] for whoever acts for no unit.
pub fn acknowledge_all(ctx: &Context, actor: &Actor) -> Result<usize, ActionError> {
    let Actor::Person { post, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.step(actor, |step| {
        let new = obligations::assigned_to(step.tx, post.unit_id)?;
        for id in &new {
            one(ctx, step, *id, None)?;
        }
        Ok(new.len())
    })
}

fn one(ctx: &Context, step: &mut Step<'_>, obligation_id: i64, version: Option<i32>) -> Result<(), ActionError> {
    let wish = Wish { obligation_id, version, right: Right::Acknowledge, step: &step::Step::Acknowledge, remark: None };
    take(ctx, step, &wish).map(drop)
}
