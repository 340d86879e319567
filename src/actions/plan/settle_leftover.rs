//! The coordinator says that a stretch of the document is no measure, that it is to be looked at again, or of which task a measure
//! would be that is made of it.

use serde_json::json;

use super::draft_page::{Cells, Faults, Stored};
use crate::actions::{ActionError, Trace, Tx};
use crate::db::plan::{drafts, leftovers};
use crate::domain::id::{LeftoverId, PlanId, TaskId};
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// Marks a stretch as not needed, or as open again.
///
/// # Errors
/// [`ActionError::Conflict`] where a measure was made of it, [`ActionError::NotFound`] for one of another plan.
pub(super) fn settle_leftover(
    tx: &mut Tx<'_>,
    (plan_id, id): (PlanId, LeftoverId),
    settled: bool,
) -> Result<(), ActionError> {
    let leftover = leftovers::find(tx.c, plan_id, id)?;
    if leftover.measure_id.is_some() {
        return Err(ActionError::conflict(Message::new("draft.overtaken")));
    }
    leftovers::settle(tx.c, id, settled.then_some(tx.now), None)?;
    if settled {
        // A doubt that these words belong to no measure is answered.
        drafts::settle_problems_at(tx.c, plan_id, (leftover.span_start, leftover.span_end), tx.now)?;
    }
    let verb = if settled { Verb::SettleLeftover } else { Verb::ReopenLeftover };
    let detail = json!({"text": leftover.quote});
    tx.trace(&Trace { detail, ..Trace::new(verb, On::Leftover(id)) })
}

/// Marks all that is still open as not needed.
pub(super) fn settle_leftovers(tx: &mut Tx<'_>, plan_id: PlanId) -> Result<(), ActionError> {
    let open = leftovers::of_plan(tx.c, plan_id)?.into_iter().filter(|left| left.settled_at.is_none());
    for left in open {
        // As one by one: the doubt that these words belong to no measure is answered.
        drafts::settle_problems_at(tx.c, plan_id, (left.span_start, left.span_end), tx.now)?;
    }
    let settled = leftovers::settle_open(tx.c, plan_id, tx.now)?;
    let detail = json!({"all": settled});
    tx.trace(&Trace { detail, ..Trace::new(Verb::SettleLeftover, On::Plan(plan_id)) })
}

/// Keeps of which task a measure would be that is made of it.
pub(super) fn edit_leftover(
    tx: &mut Tx<'_>,
    stored: &Stored,
    (id, cells): (LeftoverId, &Cells),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let Ok(task) = cells.text("task").trim().parse::<TaskId>() else {
        faults.note(cells.row, "task", Message::new("draft.no_task"));
        return Ok(());
    };
    let title = stored.task(task)?.title.clone();
    leftovers::set_task(tx.c, id, task)?;
    tx.trace(&Trace { detail: json!({"to": title}), ..Trace::new(Verb::EditLeftover, On::Leftover(id)) })
}
