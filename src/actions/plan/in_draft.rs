//! What all changes of a draft (草稿) have in common: a coordinator makes them, and only while nobody tracks the plan.

use chrono::NaiveDate;
use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights, typed_date_within};
use crate::db::obligation::ties;
use crate::db::plan::drafts;
use crate::db::plan::plans::{self, Plan};
use crate::domain::id::PlanId;
use crate::domain::plan::{PLAN_YEARS, PlanState};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// Runs a change of a draft in one transaction; whoever has looked at the draft before has seen an older one. `seen`: the version
/// that was looked at, where it matters. `run` says besides whether it has changed anything.
///
/// # Errors
/// [`ActionError::Conflict`] where the plan is tracked, or has another version by now; what `run` returns.
pub(super) fn in_draft<T>(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    seen: Option<i32>,
    mut run: impl FnMut(&mut Tx<'_>, &Plan) -> Result<(T, bool), ActionError>,
) -> Result<T, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ImportPlan, &ties::office(tx.c)?)?;
        plans::lock(tx.c, plan_id)?;
        let plan = plans::find(tx.c, plan_id)?;
        if plan.state != PlanState::Draft {
            return Err(ActionError::conflict(Message::new("draft.is_tracked").with("title", &plan.title)));
        }
        if let Some(seen) = seen.filter(|seen| *seen != plan.version) {
            return Err(overtaken(seen, plan.version));
        }
        let (done, changed) = run(tx, &plan)?;
        if changed {
            drafts::touch(tx.c, plan_id)?;
        }
        Ok(done)
    })
}

/// Somebody has changed the draft since it was looked at.
fn overtaken(seen: i32, now: i32) -> ActionError {
    ActionError::Conflict { reason: Message::new("draft.overtaken"), versions: Some((seen, now)) }
}

/// What was changed, in one text before and after.
pub(super) struct Changed {
    /// What it is.
    pub(super) on: On,
    /// What it was; none where it was added.
    pub(super) from: Option<String>,
    /// What it is now; none where it was removed.
    pub(super) to: Option<String>,
}

/// Writes a change into the trail.
pub(super) fn trace_change(tx: &mut Tx<'_>, verb: Verb, changed: Changed) -> Result<(), ActionError> {
    let Changed { on, from, to } = changed;
    tx.trace(&Trace { detail: json!({"from": from, "to": to}), ..Trace::new(verb, on) })
}

/// The date of a field, which must be one that a plan of this century may name; none where it is empty.
pub(super) fn plan_date(field: &'static str, text: &str) -> Result<Option<NaiveDate>, ActionError> {
    typed_date_within(field, text, &(PLAN_YEARS.start..=PLAN_YEARS.end - 1))
}
