//! A paragraph that becomes measures of a task: read as the compiler reads a plan.

use super::annex::indicator_row;
use super::body::{owing, store_assignments, store_measure, store_milestones};
use super::roster::{Naming, Roster};
use super::whole::in_own_words;
use crate::actions::{ActionError, Context, Tx};
use crate::compiler::{self, MAX_PARAGRAPH_CHARS, OfPlan, Options, UnitRegistry};
use crate::db::plan::plans::Plan;
use crate::db::plan::{draft_indicators, draft_measures, measures, plans};
use crate::domain::draft::{DraftMeasure, Span};
use crate::domain::id::{MeasureId, PlanId, TaskId};
use crate::domain::obligation::fan_out::{is_whole_region, whole_word};
use crate::domain::places::WHOLES;
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
    let of = OfPlan { native: read.plan.region.is_some(), last_year: read.plan.last_year };
    let found = compiler::compile_paragraph(read.text, &options, of);
    let naming = Naming {
        registry: read.registry,
        native: read.plan.region.is_some(),
        coordinating: &ctx.settings.plan.coordinating_unit,
    };
    let roster = Roster::enrol(tx, &found.units, owing(found.measures.iter()), &naming)?;
    let mut keys = Vec::new();
    let whole = own_word(tx, read)?;
    for mut measure in found.measures {
        in_own_words(&mut measure, &whole);
        place(&mut measure, read.start);
        let span = measure.span.columns();
        let number = draft_measures::make_room(tx.c, read.task_id, span)?;
        let measure_id = store_measure(tx, read.task_id, number, &measure)?;
        store_assignments(tx, &[(measure_id, &measure)], &roster, &naming)?;
        store_milestones(tx, &[(measure_id, &measure)])?;
        store_indicators(tx, read.plan.id, measure_id, &measure)?;
        keys.push(measure_id);
    }
    Ok(keys)
}

/// The plan's own word for all of its region: as its region is called, else as its other rows or the paragraph have it. Where none
/// of them tells there is none: what a paragraph alone seems to say is a guess.
fn own_word(tx: &mut Tx<'_>, read: &Read<'_>) -> Result<String, ActionError> {
    if let Some(word) = read.plan.region.as_deref().and_then(whole_word) {
        return Ok(word.to_owned());
    }
    let milestones = measures::milestones_of_plan(tx.c, read.plan.id)?;
    let indicators = plans::indicators(tx.c, read.plan.id)?;
    let lists = milestones.iter().map(|row| &row.owed_by).chain(indicators.iter().map(|row| &row.scope));
    let mut named = lists.flat_map(|list| subjects(list)).filter(|subject| is_whole_region(subject));
    let written = || WHOLES.iter().find(|word| read.text.contains(**word)).copied();
    Ok(named.next().or_else(written).unwrap_or_default().to_owned())
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
