//! A paragraph that becomes measures of a task: read as the compiler reads a plan.

use super::annex::indicator_row;
use super::body::{store_assignments, store_measure, store_milestones};
use super::roster::Roster;
use crate::actions::{ActionError, Context, Tx};
use crate::compiler::{self, MAX_PARAGRAPH_CHARS, Options, UnitRegistry};
use crate::db::plan::plans::Plan;
use crate::db::plan::{draft_indicators, draft_measures, measures, plans};
use crate::domain::draft::{DraftMeasure, Span};
use crate::domain::id::{MeasureId, PlanId, TaskId};
use crate::domain::obligation::fan_out::{is_whole_region, whole_word};
use crate::domain::subjects::subjects;
use crate::strings::Message;

/// A paragraph, and where it belongs.
pub(in crate::actions) struct Read<'a> {
    /// The draft.
    pub(in crate::actions) plan: &'a Plan,
    /// The task whose measure it becomes.
    pub(in crate::actions) task_id: TaskId,
    /// Its words.
    pub(in crate::actions) text: &'a str,
    /// Where it starts in the document; `None` where it stands nowhere in it.
    pub(in crate::actions) start: Option<usize>,
    /// The units that are known.
    pub(in crate::actions) registry: &'a UnitRegistry,
}

/// Stores the measures that a paragraph holds, at their place in the task; their keys.
pub(in crate::actions) fn store_paragraph(
    ctx: &Context,
    tx: &mut Tx<'_>,
    read: &Read<'_>,
) -> Result<Vec<MeasureId>, ActionError> {
    if read.text.chars().count() > MAX_PARAGRAPH_CHARS {
        let reason = Message::new("draft.too_long").with("n", MAX_PARAGRAPH_CHARS);
        return Err(ActionError::invalid("text", reason));
    }
    let options = Options { registry: read.registry, year: Some(read.plan.year) };
    let found = compiler::compile_paragraph(read.text, &options, read.plan.region.is_some());
    let roster = Roster::enrol(tx, &found.units, read.registry, &ctx.settings.plan.coordinating_unit)?;
    let mut keys = Vec::new();
    let whole = own_word(tx, read.plan)?;
    for mut measure in found.measures {
        if let Some(word) = &whole {
            in_own_words(&mut measure, word);
        }
        place(&mut measure, read.start);
        let span = measure.span.columns();
        let number = draft_measures::make_room(tx.c, read.task_id, span)?;
        let measure_id = store_measure(tx, read.task_id, number, &measure)?;
        store_assignments(tx, &[(measure_id, &measure)], &roster, read.registry)?;
        store_milestones(tx, &[(measure_id, &measure)])?;
        store_indicators(tx, read.plan.id, measure_id, &measure)?;
        keys.push(measure_id);
    }
    Ok(keys)
}

/// The plan's own word for all of its region: as its region is called, else as its other rows have it. A paragraph alone does not
/// tell.
fn own_word(tx: &mut Tx<'_>, plan: &Plan) -> Result<Option<String>, ActionError> {
    if let Some(word) = plan.region.as_deref().and_then(whole_word) {
        return Ok(Some(word.to_owned()));
    }
    let milestones = measures::milestones_of_plan(tx.c, plan.id)?;
    let indicators = plans::indicators(tx.c, plan.id)?;
    let lists = milestones.iter().map(|row| &row.owed_by).chain(indicators.iter().map(|row| &row.scope));
    let mut named = lists.flat_map(|list| subjects(list)).filter(|subject| is_whole_region(subject));
    Ok(named.next().map(str::to_owned))
}

/// Puts the plan's own word in the place of whatever was read for the whole region.
fn in_own_words(measure: &mut DraftMeasure, word: &str) {
    let owing = measure.milestones.iter_mut().flat_map(|milestone| &mut milestone.owed_by);
    let covered = measure.indicators.iter_mut().flat_map(|indicator| &mut indicator.scope);
    for name in owing.chain(covered).filter(|name| is_whole_region(name)) {
        word.clone_into(name);
    }
}

/// Moves everything to where the paragraph stands in the document; to nowhere where it does not stand in it.
fn place(measure: &mut DraftMeasure, start: Option<usize>) {
    let moved = |span: Span| start.map_or(Span::default(), |start| Span(span.0 + start, span.1 + start));
    measure.span = moved(measure.span);
    measure.milestones.iter_mut().for_each(|milestone| milestone.span = moved(milestone.span));
    measure.indicators.iter_mut().for_each(|indicator| indicator.span = moved(indicator.span));
}

/// Stores what is measured, behind what the plan has already.
fn store_indicators(
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    measure_id: MeasureId,
    measure: &DraftMeasure,
) -> Result<(), ActionError> {
    let mut rows: Vec<_> =
        measure.indicators.iter().map(|read| indicator_row(plan_id, Some(measure_id), read)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let from = draft_indicators::next_position(tx.c, plan_id)?;
    for (position, row) in (from..).zip(&mut rows) {
        row.position = position;
    }
    Ok(plans::insert_indicators(tx.c, &rows)?)
}
