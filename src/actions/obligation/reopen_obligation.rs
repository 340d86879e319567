//! 重新办理: the coordinator opens again what was closed or found not applicable.

use chrono::NaiveDate;

use super::take_step::{Wish, state_of, take};
use crate::actions::{ActionError, Actor, Context};
use crate::domain::id::ObligationId;
use crate::domain::obligation::due::has_deadline;
use crate::domain::obligation::step::Step;
use crate::domain::rights::Right;
use crate::domain::typed::Reason;
use crate::strings::Message;

/// Opens it with a reason, and a new date for the answer where one is given.
///
/// # Errors
/// [`ActionError::Invalid`] for a date that cannot be answered by, and without one where its date is over; [`ActionError::Conflict`] where it is open.
pub fn reopen_obligation(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
    (why, answer_by): (&Reason, Option<NaiveDate>),
) -> Result<(), ActionError> {
    let step = Step::Reopen { reason: why.clone(), answer_by };
    let wish = Wish { obligation_id, version, right: Right::Reschedule, step: &step, remark: Some(why.as_str()) };
    ctx.write(actor, |tx| {
        let was = take(ctx, tx, &wish)?;
        // What was there in time would be late at once.
        let is_over = has_deadline(was.kind) && tx.today > state_of(&was).effective_due();
        match answer_by {
            None if is_over => Err(ActionError::invalid("answer_by", Message::new("step.no_reopen_by"))),
            _ => Ok(()),
        }
    })
}
