//! The coordinator corrects the title of a task, or the subtitle and text of a measure of a draft.

use serde_json::json;

use super::draft_page::{Cells, Faults, Stored};
use crate::actions::{ActionError, Trace, Tx, typed_if_any, typed_or};
use crate::db::plan::draft_measures::{self, MeasureChange};
use crate::domain::id::{MeasureId, TaskId};
use crate::domain::round::Cadence;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{MeasureText, Title};

/// Gives a task another title.
pub(super) fn edit_task(
    tx: &mut Tx<'_>,
    stored: &Stored,
    (id, cells): (TaskId, &Cells),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let before = &stored.task(id)?.title;
    let title: Option<Title> = faults.of(cells.row, typed_or("title", cells.text("title"), "draft.no_words"))?;
    let Some(title) = title else { return Ok(()) };
    draft_measures::rename_task(tx.c, id, title.as_str())?;
    let detail = json!({"from": before, "to": title.as_str()});
    tx.trace(&Trace { detail, ..Trace::new(Verb::EditTask, On::Task(id)) })
}

/// Changes subtitle and text; what was read from them stays as it is.
pub(super) fn edit_measure(
    tx: &mut Tx<'_>,
    stored: &Stored,
    (id, cells): (MeasureId, &Cells),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let before = stored.measure(id)?;
    let (mut subtitle, mut text) = (before.subtitle.clone(), before.text.clone());
    if let Some(typed) = cells.changed("subtitle") {
        let typed: Option<Option<Title>> = faults.of(cells.row, typed_if_any("subtitle", typed))?;
        subtitle = typed.flatten().map(|title| title.to_string());
    }
    if let Some(typed) = cells.changed("text") {
        let typed: Option<MeasureText> = faults.of(cells.row, typed_or("text", typed, "draft.no_words"))?;
        text = typed.map_or(text, |words| words.to_string());
    }
    let change = MeasureChange { subtitle: subtitle.as_deref(), text: &text };
    draft_measures::change(tx.c, id, &change)?;
    let words = |subtitle: Option<&str>, text: &str| format!("{}\n{}", subtitle.unwrap_or_default(), text.trim());
    let detail =
        json!({"from": words(before.subtitle.as_deref(), &before.text), "to": words(subtitle.as_deref(), &text)});
    tx.trace(&Trace { detail, ..Trace::new(Verb::EditMeasure, On::Measure(id)) })
}

/// Says whether a measure is done with: then nobody owes it.
pub(super) fn close_measure(tx: &mut Tx<'_>, id: MeasureId, closed: bool) -> Result<(), ActionError> {
    draft_measures::close(tx.c, id, closed)?;
    tx.trace(&Trace { detail: json!({"closed": closed}), ..Trace::new(Verb::CloseMeasure, On::Measure(id)) })
}

/// Says how often a measure is reported on.
pub(super) fn set_cadence(
    tx: &mut Tx<'_>,
    (id, before): (MeasureId, Cadence),
    cadence: Cadence,
) -> Result<(), ActionError> {
    draft_measures::set_cadence(tx.c, id, cadence)?;
    tx.trace(&Trace { detail: json!({"from": before, "to": cadence}), ..Trace::new(Verb::SetCadence, On::Measure(id)) })
}
