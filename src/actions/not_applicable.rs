//! 不涉及: a unit claims with a reason that something does not concern it; the coordinator decides.

use super::review_report::reason;
use super::take_step::{Wish, take};
use super::{ActionError, Actor, Context};
use crate::domain::obligation::step::Step;
use crate::domain::rights::Right;

/// The unit claims it.
///
/// # Errors
/// [`ActionError::Invalid`] without a reason.
pub fn claim_not_applicable(
    ctx: &Context,
    actor: &Actor,
    obligation_id: i64,
    version: Option<i32>,
    why: &str,
) -> Result<(), ActionError> {
    let step = Step::ClaimNotApplicable(reason(why)?);
    let wish = Wish { obligation_id, version, right: Right::Report, step: &step, remark: Some(why) };
    ctx.step(actor, |step| take(ctx, step, &wish).map(drop))
}

/// The coordinator agrees.
///
/// # Errors
/// [`ActionError::Conflict`] where nothing was claimed.
pub fn confirm_not_applicable(
    ctx: &Context,
    actor: &Actor,
    obligation_id: i64,
    version: Option<i32>,
) -> Result<(), ActionError> {
    let wish = Wish {
        obligation_id,
        version,
        right: Right::ConfirmNotApplicable,
        step: &Step::ConfirmNotApplicable,
        remark: None,
    };
    ctx.step(actor, |step| take(ctx, step, &wish).map(drop))
}

/// The coordinator does not agree: the unit owes it.
///
/// # Errors
/// [`ActionError::Invalid`] without a reason, [`ActionError::Conflict`] where nothing was claimed.
pub fn decline_not_applicable(
    ctx: &Context,
    actor: &Actor,
    obligation_id: i64,
    version: Option<i32>,
    why: &str,
) -> Result<(), ActionError> {
    let step = Step::DeclineNotApplicable(reason(why)?);
    let wish = Wish { obligation_id, version, right: Right::ConfirmNotApplicable, step: &step, remark: Some(why) };
    ctx.step(actor, |step| take(ctx, step, &wish).map(drop))
}
