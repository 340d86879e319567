//! The same plan a second time: by the unit that coordinates it, its title and its first year, closed ones left out.

use crate::actions::{ActionError, Tx};
use crate::db::obligation::ties;
use crate::db::plan::{identity, plans};
use crate::domain::id::PlanId;
use crate::domain::plan::PlanState;
use crate::strings::Message;

/// Refuses a title and a year by which a plan stands already, other than that one.
///
/// # Errors
/// [`ActionError::Conflict`] saying which, and what to do.
pub(super) fn refuse_same_plan(
    tx: &mut Tx<'_>,
    (title, year): (&str, i32),
    own: Option<PlanId>,
) -> Result<(), ActionError> {
    match same_plan(tx, (title, year), own)? {
        Some(reason) => Err(ActionError::conflict(reason)),
        None => Ok(()),
    }
}

/// That such a plan stands already, and what to do; `None` where there is none.
pub(super) fn same_plan(
    tx: &mut Tx<'_>,
    (title, year): (&str, i32),
    own: Option<PlanId>,
) -> Result<Option<Message>, ActionError> {
    let office = ties::office(tx.c)?.coordinating;
    let known = identity::same_as(tx.c, office, (title, year))?.filter(|(id, ..)| Some(*id) != own);
    let Some((id, title, state)) = known else { return Ok(None) };
    let key = if state == PlanState::Draft { "plan.same_as_draft" } else { "plan.same_as_active" };
    let years = plans::find(tx.c, id)?.years();
    Ok(Some(Message::new(key).with("title", title).with("years", years).with("id", id)))
}
