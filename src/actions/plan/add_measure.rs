//! The coordinator adds a measure that was not read: typed or copied from the document, or made of what was left over.

use serde_json::json;

use super::draft_step::in_draft;
use super::import_plan::{Read, store_paragraph};
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::compiler::UnitRegistry;
use crate::db::plan::leftovers::Leftover;
use crate::db::plan::measures::Measure;
use crate::db::plan::{draft_measures, drafts, leftovers, measures, plans};
use crate::domain::id::{LeftoverId, MeasureId, PlanId, TaskId};
use crate::domain::trail::On;
use crate::domain::typed::MeasureText;
use crate::strings::Message;

/// The wish to add a measure to a task of a draft.
pub struct AddMeasure<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The task.
    pub task_id: TaskId,
    /// The paragraph, with its responsibility note where it has one.
    pub text: &'a MeasureText,
    /// The units that are known.
    pub registry: &'a UnitRegistry,
}

/// Reads a paragraph and adds the measures in it to the task, units and dates included; the key of the first one. Where the
/// paragraph stands once in the document as it was typed, that is its place, and what was left over there is settled.
///
/// # Errors
/// [`ActionError::Invalid`] where a measure has its words already, [`ActionError::Conflict`] where the plan is tracked, [`ActionError::NotFound`]
/// for a task of another plan.
pub fn add_measure(ctx: &Context, actor: &Actor, wish: &AddMeasure<'_>) -> Result<MeasureId, ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, plan| {
        let task = draft_measures::task(tx.c, wish.plan_id, wish.task_id)?;
        let text = wish.text.as_str();
        let start = place(&plans::document(tx.c, plan.id)?, text);
        let span = start.map(|start| (small(start), small(start + text.chars().count())));
        span.map_or(Ok(()), |span| refuse_twice(tx, plan.id, span))?;
        let read = Read { plan, task_id: task.id, text, start, registry: wish.registry };
        let measure_id = added(ctx, tx, &read)?;
        if let Some((start, end)) = span {
            let inside =
                |left: &Leftover| left.settled_at.is_none() && start <= left.span_start && left.span_end <= end;
            for left in leftovers::of_plan(tx.c, plan.id)?.into_iter().filter(inside) {
                became(tx, plan.id, &left, measure_id)?;
            }
        }
        Ok(measure_id)
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
    (plan_id, leftover_id): (PlanId, LeftoverId),
    task_id: TaskId,
    registry: &UnitRegistry,
) -> Result<MeasureId, ActionError> {
    in_draft(ctx, actor, plan_id, |tx, plan| {
        let leftover = leftovers::find(tx.c, plan_id, leftover_id)?;
        if leftover.measure_id.is_some() {
            return Err(ActionError::conflict(Message::new("draft.overtaken")));
        }
        let task = draft_measures::task(tx.c, plan_id, task_id)?;
        let stands_somewhere = leftover.span_start < leftover.span_end;
        let start = usize::try_from(leftover.span_start).ok().filter(|_| stands_somewhere);
        let read = Read { plan, task_id: task.id, text: &leftover.quote, start, registry };
        let measure_id = added(ctx, tx, &read)?;
        became(tx, plan_id, &leftover, measure_id)?;
        Ok(measure_id)
    })
}

fn added(ctx: &Context, tx: &mut Tx<'_>, read: &Read<'_>) -> Result<MeasureId, ActionError> {
    let keys = store_paragraph(ctx, tx, read)?;
    let first = keys.first().copied();
    let first = first.ok_or_else(|| ActionError::invalid("text", Message::new("draft.no_words")))?;
    tx.trace(&Trace {
        detail: json!({"task": read.task_id, "text": read.text, "measures": keys}),
        ..Trace::new("add_measure", On::Measure(first))
    })?;
    Ok(first)
}

/// What was left over has become a measure, and a doubt that it belongs to none is answered.
fn became(tx: &mut Tx<'_>, plan_id: PlanId, left: &Leftover, measure_id: MeasureId) -> Result<(), ActionError> {
    leftovers::settle(tx.c, left.id, Some(tx.now), Some(measure_id))?;
    Ok(drafts::settle_problems_at(tx.c, plan_id, (left.span_start, left.span_end), tx.now)?)
}

/// The same words are not owed twice.
fn refuse_twice(tx: &mut Tx<'_>, plan_id: PlanId, (start, end): (i64, i64)) -> Result<(), ActionError> {
    let taken = |measure: &Measure| measure.span_start < end && start < measure.span_end;
    match measures::of_plan(tx.c, plan_id)?.iter().find(|measure| taken(measure)) {
        Some(_) => Err(ActionError::invalid("text", Message::new("draft.already_measure"))),
        None => Ok(()),
    }
}

/// Where a text begins in a document, in characters; `None` where it stands nowhere or several times.
fn place(document: &str, text: &str) -> Option<usize> {
    let mut found = document.match_indices(text).filter(|_| !text.is_empty());
    let (at, _) = found.next()?;
    if found.next().is_some() { None } else { Some(document.get(..at)?.chars().count()) }
}

fn small(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
