//! A telephone call about an obligation: who, when, what was answered. It counts as the notice.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, rights};
use crate::db::notice::calls::{self, NewCall};
use crate::db::notice::notices;
use crate::db::obligation::obligations;
use crate::db::obligation::ties;
use crate::domain::id::ObligationId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{CallAnswer, OnceKey, SpokeWith, Telephone};
use crate::strings::Message;

/// The wish to record a call.
#[derive(Debug, Clone)]
pub struct RecordCall<'a> {
    /// What it was about.
    pub obligation_id: ObligationId,
    /// Who answered.
    pub spoke_with: &'a SpokeWith,
    /// The number.
    pub phone: Option<&'a Telephone>,
    /// What was said.
    pub answer: &'a CallAnswer,
    /// By which it is recorded once, however often it is asked for.
    pub once_key: Option<&'a OnceKey>,
}

/// Records a call in the item's history. It counts as the notice: the ladder no longer waits for mails on their way. The same call
/// with the same key changes nothing any more.
///
/// # Errors
/// [`ActionError::NotFound`] without any relation to it, [`ActionError::Forbidden`] without the right, [`ActionError::Conflict`] where
/// another call was recorded with that key.
pub fn record_call(ctx: &Context, actor: &Actor, wish: &RecordCall<'_>) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        let obligation = obligations::find(tx.c, wish.obligation_id)?;
        rights::authorise(actor, Right::RecordCall, &ties::of_obligation(tx.c, &obligation)?)?;
        let call = NewCall {
            obligation_id: obligation.id,
            due_rev: obligation.due_rev,
            person_id: actor.person_id().ok_or(ActionError::Forbidden)?,
            spoke_with: wish.spoke_with.as_str(),
            phone: wish.phone.map(Telephone::as_str),
            answer: wish.answer.as_str(),
            called_at: tx.now,
            once_key: wish.once_key.map(OnceKey::as_str),
        };
        if !calls::insert_if_new(tx.c, &call)? {
            return match calls::is_recorded(tx.c, &call)? {
                true => Ok(()),
                false => Err(ActionError::conflict(Message::new("call.recorded"))),
            };
        }
        notices::settle_obligation(tx.c, obligation.id, obligation.due_rev, tx.now)?;
        tx.trace(&Trace {
            remark: Some(wish.answer.as_str()),
            detail: json!({
                "spoke_with": wish.spoke_with.as_str(),
                "phone": wish.phone.map_or("", Telephone::as_str),
            }),
            ..Trace::new(Verb::RecordCall, On::Obligation(obligation.id))
        })
    })
}
