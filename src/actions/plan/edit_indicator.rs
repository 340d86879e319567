//! The coordinator corrects what is measured and which figure it must reach, adds what was not read, or removes what is no
//! indicator.

use super::draft_page::{Cells, Faults, Stored};
use super::in_draft::{Changed, plan_date, trace_change};
use super::unit_names::names;
use crate::actions::{ActionError, Tx, chosen, typed_if_any, typed_or};
use crate::db::plan::plans::{self, Indicator, IndicatorColumns, NewIndicator};
use crate::db::plan::{draft_indicators, drafts};
use crate::domain::draft::Value;
use crate::domain::id::{IndicatorId, MeasureId, PlanId};
use crate::domain::plan::Comparator;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{IndicatorName, NameList, Phrase, recognised};
use crate::strings::Message;

/// An indicator in one text, for the trail.
fn as_text(indicator: &Indicator) -> String {
    let IndicatorColumns { name, op, unit, qualifier, baseline, scope, .. } = &indicator.columns;
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    let due = indicator.due.map(|due| due.to_string()).unwrap_or_default();
    let (unit, qualifier, baseline) = (word(unit), word(qualifier), word(baseline));
    let bound = format!("{}{}{unit}", sign(*op), indicator.value_as_text());
    format!("{name} {bound} {qualifier} {baseline} {due} {scope}")
}

/// The comparator as people write it.
fn sign(op: Comparator) -> &'static str {
    match op {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::Equal => "=",
        Comparator::Above => "＞",
        Comparator::Below => "＜",
        Comparator::Up => "↑",
        Comparator::Down => "↓",
        Comparator::Unknown(word) => word.as_str(),
    }
}

/// Changes what was changed of the indicator.
pub(super) fn edit_indicator(
    tx: &mut Tx<'_>,
    (plan_id, stored): (PlanId, &Stored),
    (id, cells): (IndicatorId, &Cells),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    stored.indicator(id)?;
    // As it is by now: its date may just have moved with the plan's year.
    let before = &draft_indicators::find(tx.c, plan_id, id)?;
    let columns = read(cells, before.columns.clone(), faults)?;
    draft_indicators::change(tx.c, id, &columns)?;
    settle(tx, plan_id, before)?;
    let after = draft_indicators::find(tx.c, plan_id, id)?;
    let (from, to) = (Some(as_text(before)), Some(as_text(&after)));
    trace_change(tx, Verb::EditIndicator, Changed { on: On::Indicator(id), from, to })
}

/// Adds an indicator that the compiler has not read to a measure; it stands where its measure stands.
pub(super) fn add_indicator(
    tx: &mut Tx<'_>,
    (plan_id, stored): (PlanId, &Stored),
    (measure_id, cells): (MeasureId, &Cells),
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let measure = stored.measure(measure_id)?;
    let faulty = faults.count();
    let columns = read(cells, blank(), faults)?;
    if columns.name.is_empty() && faults.count() == faulty {
        faults.note(cells.row, "name", Message::new("draft.no_indicator_name"));
    }
    let to = Some(format!("{} {}{}", columns.name, sign(columns.op), cells.text("value")));
    let row = NewIndicator {
        plan_id,
        measure_id: Some(measure_id),
        unit_id: None,
        position: draft_indicators::next_position(tx.c, plan_id)?,
        columns,
        proposed_unit: None,
        quote: String::new(),
        span_start: measure.span_start,
        span_end: measure.span_end,
    };
    plans::insert_indicators(tx.c, &[row])?;
    trace_change(tx, Verb::AddIndicator, Changed { on: On::Measure(measure_id), from: None, to })
}

/// Removes an indicator that is none.
pub(super) fn remove_indicator(
    tx: &mut Tx<'_>,
    (plan_id, stored): (PlanId, &Stored),
    id: IndicatorId,
) -> Result<(), ActionError> {
    let before = stored.indicator(id)?;
    draft_indicators::remove(tx.c, id)?;
    settle(tx, plan_id, before)?;
    trace_change(tx, Verb::RemoveIndicator, Changed { on: On::Indicator(id), from: Some(as_text(before)), to: None })
}

/// What was doubtful about the very words of an indicator is answered with it.
fn settle(tx: &mut Tx<'_>, plan_id: PlanId, indicator: &Indicator) -> Result<(), ActionError> {
    let place = (indicator.span_start, indicator.span_end);
    if indicator.quote.is_empty() {
        return Ok(()); // added by hand: its place is the measure's
    }
    Ok(drafts::settle_problems_at(tx.c, plan_id, place, tx.now)?)
}

/// An indicator that says nothing yet.
fn blank() -> IndicatorColumns {
    IndicatorColumns {
        name: String::new(),
        op: Comparator::AtLeast,
        value: None,
        value_to: None,
        unit: None,
        qualifier: None,
        baseline: None,
        due: None,
        scope: String::new(),
    }
}

/// The columns with what was changed in them. A figure must be given, or what it is compared with.
fn read(cells: &Cells, mut columns: IndicatorColumns, faults: &mut Faults) -> Result<IndicatorColumns, ActionError> {
    let row = cells.row;
    if let Some(text) = cells.changed("name") {
        let name: Option<IndicatorName> = faults.of(row, typed_or("name", text, "draft.no_indicator_name"))?;
        columns.name = name.map_or(columns.name, |name| name.to_string());
    }
    if let Some(text) = cells.changed("op") {
        columns.op = faults.of(row, chosen("op", text, ("comparator", Comparator::ALL)))?.unwrap_or(columns.op);
    }
    if let Some(text) = cells.changed("value") {
        (columns.value, columns.value_to) = faults.of(row, value(text))?.unwrap_or_default();
    }
    for (column, stored) in
        [("unit", &mut columns.unit), ("qualifier", &mut columns.qualifier), ("baseline", &mut columns.baseline)]
    {
        let Some(text) = cells.changed(column) else { continue };
        let phrase: Option<Option<Phrase>> = faults.of(row, typed_if_any(column, text))?;
        *stored = phrase.flatten().map(|phrase| phrase.to_string());
    }
    columns.qualifier = columns.qualifier.map(|words| listed(&words, "|")).filter(|words| !words.is_empty());
    if let Some(text) = cells.changed("due") {
        columns.due = faults.of(row, plan_date("due", text))?.flatten();
    }
    if let Some(text) = cells.changed("scope") {
        let scope: Option<Option<NameList>> = faults.of(row, typed_if_any("scope", text))?;
        columns.scope = scope.flatten().map(|scope| listed(scope.as_str(), "、")).unwrap_or_default();
    }
    let moves = matches!(columns.op, Comparator::Up | Comparator::Down | Comparator::Unknown(_));
    if cells.text("value").trim().is_empty() && columns.baseline.is_none() && !moves {
        faults.note(row, "value", Message::new("draft.no_value"));
    }
    Ok(columns)
}

/// A number or a range as two columns.
fn value(text: &str) -> Result<(Option<f64>, Option<f64>), ActionError> {
    let bad = |_| ActionError::invalid("value", Message::new("draft.bad_value").with("text", recognised(text)));
    match text.trim() {
        "" => Ok((None, None)),
        text => text.parse().map(Value::columns).map_err(bad),
    }
}

/// The words of a list, with that mark between them.
fn listed(text: &str, mark: &str) -> String {
    names(&text.replace('|', "、")).collect::<Vec<_>>().join(mark)
}
