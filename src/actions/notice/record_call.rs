//! A telephone call about an obligation, or about a unit's report for a month: who, when, what was answered. It counts as the notice.

use serde_json::{Value, json};

use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::notice::about::AboutCall;
use crate::db::notice::calls::{self, NewCall};
use crate::db::notice::notices;
use crate::db::obligation::obligations;
use crate::db::obligation::ties;
use crate::db::people::units;
use crate::db::plan::plans;
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::notice::Subject;
use crate::domain::period::Period;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{CallAnswer, OnceKey, SpokeWith, Telephone};
use crate::strings::Message;

/// What was said on the telephone.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
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
pub fn record_call(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    spoken: &Spoken<'_>,
) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        let obligation = obligations::find(tx.c, obligation_id)?;
        rights::authorise(actor, Right::RecordCall, &ties::of_obligation(tx.c, &obligation)?)?;
        let about = AboutCall::new(obligation.plan_id, Subject::Obligation(obligation.id));
        if !insert(tx, actor, (about, obligation.due_rev), spoken)? {
            return Ok(());
        }
        notices::settle_obligation(tx.c, obligation.id, obligation.due_rev, tx.now)?;
        trace(tx, On::Obligation(obligation.id), spoken, json!({}))
    })
}

/// Records a call about what a unit reports to a plan for a month. It counts as the notices of that month.
///
/// # Errors
/// As [`record_call`]; [`ActionError::NotFound`] for a plan or a unit that is not there.
pub fn record_month_call(
    ctx: &Context,
    actor: &Actor,
    (plan_id, unit_id, period): (PlanId, UnitId, Period),
    spoken: &Spoken<'_>,
) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        let plan = plans::find(tx.c, plan_id)?;
        rights::authorise(actor, Right::RecordCall, &ties::of_plan(tx.c, plan.id)?)?;
        let unit = units::find(tx.c, unit_id)?;
        let about = AboutCall::new(plan.id, Subject::Month { plan: plan.id, unit: unit.id, period });
        if !insert(tx, actor, (about.clone(), 0), spoken)? {
            return Ok(());
        }
        notices::settle_month(tx.c, &about, tx.now)?;
        trace(tx, On::Plan(plan.id), spoken, json!({"unit": unit.name, "period": period}))
    })
}

/// Stores the call; whether it is new.
fn insert(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (about, due_rev): (AboutCall, i32),
    spoken: &Spoken<'_>,
) -> Result<bool, ActionError> {
    let call = NewCall {
        about,
        due_rev,
        person_id: actor.person_id().ok_or(ActionError::Forbidden)?,
        spoke_with: spoken.spoke_with.as_str(),
        phone: spoken.phone.map(Telephone::as_str),
        answer: spoken.answer.as_str(),
        called_at: tx.now,
        once_key: spoken.once_key.map(OnceKey::as_str),
    };
    let new = calls::insert_if_new(tx.c, &call)?;
    if !new && !calls::is_recorded(tx.c, &call)? {
        return Err(ActionError::conflict(Message::new("call.recorded")));
    }
    Ok(new)
}

fn trace(tx: &mut Tx<'_>, on: On, spoken: &Spoken<'_>, about: Value) -> Result<(), ActionError> {
    let mut detail = about;
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("spoke_with".to_owned(), json!(spoken.spoke_with.as_str()));
        detail.insert("phone".to_owned(), json!(spoken.phone.map_or("", Telephone::as_str)));
    }
    tx.trace(&Trace { remark: Some(spoken.answer.as_str()), detail, ..Trace::new(Verb::RecordCall, on) })
}
