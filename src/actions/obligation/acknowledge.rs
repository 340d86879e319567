//! 签收: a unit takes note of what it owes, one by one or all that is new in one go.

use super::take_step::{Wish, take};
use crate::actions::{ActionError, Actor, Context, Tx, rights};
use crate::db::obligation::obligations;
use crate::db::obligation::ties::{self, Ties};
use crate::domain::id::ObligationId;
use crate::domain::obligation::step;
use crate::domain::rights::Right;

/// Acknowledges one obligation.
///
/// # Errors
/// [`ActionError::Conflict`] where it is acknowledged already or the version is stale.
pub fn acknowledge(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
) -> Result<(), ActionError> {
    ctx.write(actor, |tx| one(ctx, tx, obligation_id, version))
}

/// Acknowledges everything that is new for the unit the actor represents; how many there were.
///
/// # Errors
/// [`ActionError::Forbidden`] for whoever does not report for a unit.
pub fn acknowledge_all(ctx: &Context, actor: &Actor) -> Result<usize, ActionError> {
    let Actor::Person { post, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.write(actor, |tx| {
        let own = Ties { owner: Some(post.unit_id), ..ties::office(tx.c)? };
        if !rights::allows(actor, Right::Acknowledge, &own) {
            return Err(ActionError::Forbidden);
        }
        let new = obligations::assigned_to(tx.c, post.unit_id)?;
        for id in &new {
            one(ctx, tx, *id, None)?;
        }
        Ok(new.len())
    })
}

fn one(ctx: &Context, tx: &mut Tx<'_>, obligation_id: ObligationId, version: Option<i32>) -> Result<(), ActionError> {
    let wish = Wish { obligation_id, version, right: Right::Acknowledge, step: &step::Step::Acknowledge, remark: None };
    take(ctx, tx, &wish).map(drop)
}
