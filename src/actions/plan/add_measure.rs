//! The coordinator adds a measure that was not read: typed or copied from the document, or made of what was left over.

use serde_json::json;

use super::import_plan::{Read, store_paragraph};
use crate::actions::{ActionError, Context, Trace, Tx};
use crate::compiler::UnitRegistry;
use crate::db::plan::leftovers::Leftover;
use crate::db::plan::measures::Measure;
use crate::db::plan::plans::{self, Plan};
use crate::db::plan::{draft_measures, drafts, leftovers, measures};
use crate::domain::draft::Span;
use crate::domain::id::{LeftoverId, MeasureId, PlanId, TaskId};
use crate::domain::trail::{On, Verb};
use crate::domain::typed::MeasureText;
use crate::strings::Message;

/// Reads a paragraph and adds the measures in it to the task, units and dates included; the key of the first one. Where the
/// paragraph stands once in the document as it was typed, that is its place, and what was left over there is settled.
///
/// # Errors
/// [`ActionError::Invalid`] where a measure has its words already, [`ActionError::NotFound`] for a task of another plan.
pub(super) fn add_measure(
    ctx: &Context,
    tx: &mut Tx<'_>,
    (plan, registry): (&Plan, &UnitRegistry),
    (task_id, text): (TaskId, &MeasureText),
) -> Result<MeasureId, ActionError> {
    let task = draft_measures::task(tx.c, plan.id, task_id)?;
    let text = text.as_str();
    let start = place(&plans::document(tx.c, plan.id)?, text);
    let span = start.map(|start| Span(start, start + text.chars().count()).columns());
    span.map_or(Ok(()), |span| refuse_twice(tx, plan.id, span))?;
    let measure_id = added(ctx, tx, &Read { plan, task_id: task.id, text, start, registry })?;
    if let Some((start, end)) = span {
        let inside = |left: &Leftover| left.settled_at.is_none() && start <= left.span_start && left.span_end <= end;
        for left in leftovers::of_plan(tx.c, plan.id)?.into_iter().filter(inside) {
            became(tx, plan.id, &left, measure_id)?;
        }
    }
    Ok(measure_id)
}

/// Makes a measure of a stretch of the document that nothing was read from; the key of the first one.
///
/// # Errors
/// [`ActionError::Invalid`] where nobody has said of which task, [`ActionError::Conflict`] where it is one already,
/// [`ActionError::NotFound`] for what belongs to another plan.
pub(super) fn measure_of_leftover(
    ctx: &Context,
    tx: &mut Tx<'_>,
    (plan, registry): (&Plan, &UnitRegistry),
    id: LeftoverId,
) -> Result<MeasureId, ActionError> {
    let leftover = leftovers::find(tx.c, plan.id, id)?;
    if leftover.measure_id.is_some() {
        return Err(ActionError::conflict(Message::new("draft.overtaken")));
    }
    let task_id = leftover.task_id.ok_or_else(|| ActionError::invalid("task", Message::new("draft.no_task")))?;
    let span = Span::of_columns(leftover.span_start, leftover.span_end);
    let start = (!span.is_empty()).then_some(span.0);
    let measure_id = added(ctx, tx, &Read { plan, task_id, text: &leftover.quote, start, registry })?;
    became(tx, plan.id, &leftover, measure_id)?;
    Ok(measure_id)
}

fn added(ctx: &Context, tx: &mut Tx<'_>, read: &Read<'_>) -> Result<MeasureId, ActionError> {
    let keys = store_paragraph(ctx, tx, read)?;
    let first = keys.first().copied();
    let first = first.ok_or_else(|| ActionError::invalid("text", Message::new("draft.no_words")))?;
    tx.trace(&Trace {
        detail: json!({"task": read.task_id, "text": read.text, "measures": keys}),
        ..Trace::new(Verb::AddMeasure, On::Measure(first))
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
