//! The coordinator takes a measure out of a draft that is none: its words stay among what belongs to no measure, with the
//! reason, and can be made a measure again.

use serde_json::json;

use super::draft_page::{DraftPage, DraftRow, Faults, Stored};
use crate::actions::{ActionError, Trace, Tx, typed_or};
use crate::db::plan::leftovers::{self, NewLeftover};
use crate::db::plan::measures::Measure;
use crate::db::plan::{draft_measures, plans};
use crate::domain::draft::Span;
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::trail::{On, Verb};
use crate::domain::typed::Reason;

/// Takes a measure out with its units, milestones and indicators; the reason stands in the page.
pub(super) fn remove_measure(
    tx: &mut Tx<'_>,
    (plan_id, stored): (PlanId, &Stored),
    (id, page): (MeasureId, &DraftPage),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let measure = stored.measure(id)?;
    let row = DraftRow::Measure(id);
    let typed = page.get(row, "removal").unwrap_or_default();
    let reason: Option<Reason> = faults.of(row, typed_or("removal", typed, "step.no_reason"))?;
    let Some(reason) = reason else { return Ok(()) };
    leave(tx, plan_id, (measure, &reason))?;
    draft_measures::remove(tx.c, id)?;
    let words = format!("{}\n{}", measure.subtitle.as_deref().unwrap_or_default(), measure.text.trim());
    tx.trace(&Trace {
        remark: Some(reason.as_str()),
        detail: json!({"text": words}),
        ..Trace::new(Verb::RemoveMeasure, On::Measure(id))
    })
}

/// Its words as the document has them, or as they were typed where it has none.
fn leave(tx: &mut Tx<'_>, plan_id: PlanId, (measure, reason): (&Measure, &Reason)) -> Result<(), ActionError> {
    leftovers::forget(tx.c, measure.id)?;
    let Measure { span_start, span_end, task_id, .. } = *measure;
    let document: Vec<char> = plans::document(tx.c, plan_id)?.chars().collect();
    let written = Span::of_columns(span_start, span_end).cut(&document);
    let quote = if written.trim().is_empty() { &measure.text } else { &written };
    let (reason, settled_at) = (Some(reason.as_str()), Some(tx.now));
    let row = NewLeftover { plan_id, task_id: Some(task_id), quote, span_start, span_end, reason, settled_at };
    Ok(leftovers::insert_all(tx.c, &[row])?)
}
