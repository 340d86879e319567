//! 不涉及: a unit claims with a reason that something does not concern it; the coordinator decides.

use super::take_step::{Wish, take};
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::audit;
use crate::domain::id::ObligationId;
use crate::domain::obligation::Status;
use crate::domain::obligation::step::Step;
use crate::domain::rights::Right;
use crate::domain::trail::Verb;
use crate::domain::typed::Reason;

/// The unit claims it.
///
/// # Errors
/// [`ActionError::Conflict`] where it is not the unit's turn.
pub fn claim_not_applicable(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
    why: &Reason,
) -> Result<(), ActionError> {
    let step = Step::ClaimNotApplicable(why.clone());
    let wish = Wish { obligation_id, version, right: Right::Report, step: &step, remark: Some(why.as_str()) };
    ctx.write(actor, |tx| take(ctx, tx, &wish).map(drop))
}

/// The unit takes its claim back, as long as nobody has decided: what it was to do before it is to do again.
pub(super) fn withdraw_claim(
    ctx: &Context,
    tx: &mut Tx<'_>,
    obligation_id: ObligationId,
    version: Option<i32>,
) -> Result<(), ActionError> {
    let claim = audit::last_of(tx.c, &[obligation_id], &[Verb::ClaimNotApplicable])?.into_values().next();
    let answers_return = claim.as_ref().and_then(audit::Entry::from_status) == Some(Status::Returned);
    let step = Step::Withdraw { answers_return };
    take(ctx, tx, &Wish { obligation_id, version, right: Right::Report, step: &step, remark: None }).map(drop)
}

/// The coordinator agrees.
///
/// # Errors
/// [`ActionError::Conflict`] where nothing was claimed.
pub fn confirm_not_applicable(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
) -> Result<(), ActionError> {
    let wish = Wish {
        obligation_id,
        version,
        right: Right::ConfirmNotApplicable,
        step: &Step::ConfirmNotApplicable,
        remark: None,
    };
    ctx.write(actor, |tx| take(ctx, tx, &wish).map(drop))
}

/// The coordinator does not agree: the unit owes it.
///
/// # Errors
/// [`ActionError::Conflict`] where nothing was claimed.
pub fn decline_not_applicable(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
    why: &Reason,
) -> Result<(), ActionError> {
    let step = Step::DeclineNotApplicable(why.clone());
    let wish =
        Wish { obligation_id, version, right: Right::ConfirmNotApplicable, step: &step, remark: Some(why.as_str()) };
    ctx.write(actor, |tx| take(ctx, tx, &wish).map(drop))
}
