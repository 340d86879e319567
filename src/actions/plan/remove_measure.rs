//! The coordinator takes a measure out of a draft that is none: its words stay among what belongs to no measure, with the
//! reason, and can be made a measure again.

use serde_json::json;

use super::draft_step::{in_draft, still};
use super::edit_words::words_as_text;
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::plan::leftovers::{self, NewLeftover};
use crate::db::plan::{draft_measures, measures, plans};
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::trail::On;
use crate::domain::typed::Reason;

/// The wish to take a measure out of a draft.
pub struct RemoveMeasure<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The measure.
    pub measure_id: MeasureId,
    /// Why.
    pub reason: &'a Reason,
    /// What its words were when the page was drawn.
    pub seen: &'a str,
}

/// Takes a measure out with its units, milestones and indicators.
///
/// # Errors
/// [`ActionError::Conflict`] where somebody was faster or the plan is tracked,
/// [`ActionError::NotFound`] for a measure of another plan.
pub fn remove_measure(ctx: &Context, actor: &Actor, wish: &RemoveMeasure<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        let (subtitle, text) = draft_measures::words(tx.c, wish.plan_id, wish.measure_id)?;
        let words = words_as_text(subtitle.as_deref(), &text);
        still(wish.seen, &words)?;
        leave(tx, wish, &text)?;
        draft_measures::remove(tx.c, wish.measure_id)?;
        tx.trace(&Trace {
            remark: Some(wish.reason.as_str()),
            detail: json!({"text": words}),
            ..Trace::new("remove_measure", On::Measure(wish.measure_id))
        })
    })
}

/// Its words as the document has them, or as they were typed where it has none.
fn leave(tx: &mut Tx<'_>, wish: &RemoveMeasure<'_>, text: &str) -> Result<(), ActionError> {
    leftovers::forget(tx.c, wish.measure_id)?;
    let (span_start, span_end) = measures::span(tx.c, wish.measure_id)?;
    let task_id = Some(draft_measures::task_of(tx.c, wish.measure_id)?);
    let written = written(&plans::document(tx.c, wish.plan_id)?, span_start, span_end);
    let quote = if written.trim().is_empty() { text } else { written.as_str() };
    let (plan_id, reason, settled_at) = (wish.plan_id, Some(wish.reason.as_str()), Some(tx.now));
    let row = NewLeftover { plan_id, task_id, quote, span_start, span_end, reason, settled_at };
    Ok(leftovers::insert_all(tx.c, &[row])?)
}

/// The stretch of a document between two characters.
fn written(document: &str, start: i64, end: i64) -> String {
    let at = |position: i64| usize::try_from(position).unwrap_or_default();
    document.chars().skip(at(start)).take(at(end - start)).collect()
}
