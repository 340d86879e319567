//! The coordinator adds a measure that was not read: typed or copied from the document, or made of what was left over.

use serde_json::json;

use super::draft_step::in_draft;
use super::import_plan::{Read, store_paragraph};
use super::{ActionError, Actor, Context, Step, Trace};
use crate::compiler::UnitRegistry;
use crate::db::{draft_measures, drafts, leftovers, plans};
use crate::strings::Message;

/// The wish to add a measure to a task of a draft.
pub struct AddMeasure<'a> {
    /// The draft.
    pub plan_id: i64,
    /// The task.
    pub task_id: i64,
    /// The paragraph, with its responsibility note where it has one.
    pub text: &'a str,
    /// The units that are known.
    pub registry: &'a UnitRegistry,
}

/// Reads a paragraph and adds the measures in it to the task, units and dates included; the key of the first one. Where the
/// paragraph stands in the document as it was typed, that is its place.
///
/// # Errors
/// [`ActionError::Invalid`] without a text, [`ActionError::Conflict`] where the plan is tracked, [`ActionError::NotFound`]
/// for a task of another plan.
pub fn add_measure(ctx: &Context, actor: &Actor, wish: &AddMeasure<'_>) -> Result<i64, ActionError> {
    in_draft(ctx, actor, wish.plan_id, |step, plan| {
        let task = draft_measures::task(step.tx, wish.plan_id, wish.task_id)?;
        let text = wish.text.trim().replace("\r\n", "\n");
        let start = place(&plans::document(step.tx, plan.id)?, &text);
        let read = Read { plan, task_id: task.id, text: &text, start, registry: wish.registry };
        added(ctx, step, &read)
    })
}

/// Makes a measure of a stretch of the document that nothing was read from; the key of the first one.
///
/// # Errors
/// [`ActionError::Conflict`] where it is one already or the plan is tracked, [`ActionError::NotFound`] for what belongs to
/// another plan.
pub fn measure_of_leftover(
    ctx: &Context,
    actor: &Actor,
    (plan_id, leftover_id): (i64, i64),
    task_id: i64,
    registry: &UnitRegistry,
) -> Result<i64, ActionError> {
    in_draft(ctx, actor, plan_id, |step, plan| {
        let leftover = leftovers::find(step.tx, plan_id, leftover_id)?;
        if leftover.measure_id.is_some() {
            return Err(ActionError::conflict(Message::new("draft.overtaken")));
        }
        let task = draft_measures::task(step.tx, plan_id, task_id)?;
        let stands_somewhere = leftover.span_start < leftover.span_end;
        let start = usize::try_from(leftover.span_start).ok().filter(|_| stands_somewhere);
        let read = Read { plan, task_id: task.id, text: &leftover.quote, start, registry };
        let measure_id = added(ctx, step, &read)?;
        leftovers::settle(step.tx, leftover_id, Some(step.now), Some(measure_id))?;
        // A doubt that these words belong to no measure is answered.
        drafts::settle_problems_at(step.tx, plan_id, (leftover.span_start, leftover.span_end), step.now)?;
        Ok(measure_id)
    })
}

fn added(ctx: &Context, step: &mut Step<'_>, read: &Read<'_>) -> Result<i64, ActionError> {
    let keys = store_paragraph(ctx, step, read)?;
    let first = keys.first().copied();
    let first = first.ok_or_else(|| ActionError::invalid("text", Message::new("draft.no_words")))?;
    step.trace(&Trace {
        verb: "add_measure",
        object: "measure",
        object_id: first,
        detail: json!({"task": read.task_id, "text": read.text, "measures": keys}),
        ..Trace::default()
    })?;
    Ok(first)
}

/// Where a text begins in a document, in characters.
fn place(document: &str, text: &str) -> Option<usize> {
    let at = document.find(text).filter(|_| !text.is_empty())?;
    Some(document.get(..at)?.chars().count())
}
