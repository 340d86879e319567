//! 重新办理: the coordinator opens again what was closed or found not applicable.

use chrono::NaiveDate;

use super::take_step::{Wish, take};
use crate::actions::{ActionError, Actor, Context};
use crate::domain::id::ObligationId;
use crate::domain::obligation::step::Step;
use crate::domain::rights::Right;
use crate::domain::typed::Reason;

/// Opens it with a reason, and a new date for the answer where one is given.
///
/// # Errors
/// [`ActionError::Invalid`] for a date that cannot be answered by, [`ActionError::Conflict`] where it is open.
pub fn reopen_obligation(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
    (why, answer_by): (&Reason, Option<NaiveDate>),
) -> Result<(), ActionError> {
    let step = Step::Reopen { reason: why.clone(), answer_by };
    let wish = Wish { obligation_id, version, right: Right::Reschedule, step: &step, remark: Some(why.as_str()) };
    ctx.write(actor, |tx| take(ctx, tx, &wish).map(drop))
}
