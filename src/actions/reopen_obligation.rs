//! 重新办理: the coordinator opens again what was closed or found not applicable.

use chrono::NaiveDate;

use super::review_report::reason;
use super::take_step::{Wish, take};
use super::{ActionError, Actor, Context};
use crate::domain::obligation::step::Step;
use crate::domain::rights::Right;

/// Opens it with a reason, and a new date for the answer where one is given.
///
/// # Errors
/// [`ActionError::Invalid`] without a reason, [`ActionError::Conflict`] where it is open.
pub fn reopen_obligation(
    ctx: &Context,
    actor: &Actor,
    obligation_id: i64,
    version: Option<i32>,
    (why, answer_by): (&str, Option<NaiveDate>),
) -> Result<(), ActionError> {
    let step = Step::Reopen { reason: reason(why)?, answer_by };
    let wish = Wish { obligation_id, version, right: Right::Reschedule, step: &step, remark: Some(why) };
    ctx.step(actor, |step| take(ctx, step, &wish).map(drop))
}
