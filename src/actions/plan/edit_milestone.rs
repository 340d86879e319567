//! The coordinator corrects what must be there by when, and who owes it, adds what was not read, or removes what is no
//! milestone.

use serde_json::json;

use super::draft_page::{Cells, Faults, Stored};
use super::in_draft::{Changed, plan_date, trace_change};
use super::unit_names::{known, members, names, unknown};
use crate::actions::{ActionError, Trace, Tx, typed_if_any, typed_or};
use crate::compiler::UnitRegistry;
use crate::db::plan::drafts::{self, MilestoneChange};
use crate::db::plan::measures::{self, Milestone, NewMilestone};
use crate::domain::id::{MeasureId, MilestoneId};
use crate::domain::obligation::fan_out::is_whole_region;
use crate::domain::places::place_of;
use crate::domain::plan::MilestoneKind;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{Deliverable, NameList, Phrase};

/// A milestone in one text, for the trail.
fn as_text(milestone: &Milestone) -> String {
    let due = milestone.due.map(|due| due.to_string()).unwrap_or_default();
    format!("{due}\n{}\n{}", milestone.owed_by, milestone.deliverable.trim())
}

/// Changes what was changed of the milestone.
pub(super) fn edit_milestone(
    tx: &mut Tx<'_>,
    stored: &Stored,
    (id, cells): (MilestoneId, &Cells),
    registry: &UnitRegistry,
    faults: &mut Faults,
) -> Result<(), ActionError> {
    stored.milestone(id)?;
    // As it is by now: a unit that it names may just have been placed.
    let before = measures::milestone(tx.c, id)?;
    let Milestone { mut due, mut deliverable, mut owed_by, kind, .. } = before.clone();
    if let Some(text) = cells.changed("due") {
        due = faults.of(cells.row, plan_date("due", text))?.flatten();
    }
    if let Some(text) = cells.changed("deliverable") {
        let typed: Option<Deliverable> = faults.of(cells.row, typed_or("deliverable", text, "draft.no_deliverable"))?;
        deliverable = typed.map_or(deliverable, |typed| typed.to_string());
    }
    if let Some(text) = cells.changed("owed_by") {
        let typed: Option<Option<NameList>> = faults.of(cells.row, typed_if_any("owed_by", text))?;
        owed_by = subjects(tx, registry, typed.flatten().as_ref(), (cells, faults))?;
    }
    let kind = match (due, kind) {
        // A date that is given makes it something that is due.
        (Some(_), MilestoneKind::Conditional | MilestoneKind::Ongoing) => MilestoneKind::Deliverable,
        (_, kind) => kind,
    };
    drafts::change_milestone(tx.c, id, &MilestoneChange { due, deliverable, owed_by, kind })?;
    let to = as_text(&measures::milestone(tx.c, id)?);
    let changed = Changed { on: On::Milestone(id), from: Some(as_text(&before)), to: Some(to) };
    trace_change(tx, Verb::EditMilestone, changed)
}

/// Adds a milestone that the compiler has not read; it stands where its measure stands.
pub(super) fn add_milestone(
    tx: &mut Tx<'_>,
    stored: &Stored,
    (measure_id, cells): (MeasureId, &Cells),
    registry: &UnitRegistry,
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let measure = stored.measure(measure_id)?;
    let row = cells.row;
    let due = faults.of(row, plan_date("due", cells.text("due")))?.flatten();
    let deliverable: Option<Deliverable> =
        faults.of(row, typed_or("deliverable", cells.text("deliverable"), "draft.no_deliverable"))?;
    let list: Option<Option<NameList>> = faults.of(row, typed_if_any("owed_by", cells.text("owed_by")))?;
    let phrase: Option<Option<Phrase>> = faults.of(row, typed_if_any("phrase", cells.text("phrase")))?;
    let owed_by = subjects(tx, registry, list.flatten().as_ref(), (cells, faults))?;
    let Some(deliverable) = deliverable else { return Ok(()) };
    let new = NewMilestone {
        measure_id,
        position: drafts::next_position(tx.c, measure_id)?,
        phrase: phrase.as_ref().and_then(Option::as_ref).map_or("", Phrase::as_str),
        due,
        kind: MilestoneKind::Deliverable,
        deliverable: deliverable.as_str(),
        owed_by: &owed_by,
        span_start: measure.span_start,
        span_end: measure.span_end,
    };
    measures::insert_milestones(tx.c, &[new])?;
    let detail = json!({"due": due, "owed_by": owed_by, "deliverable": deliverable.as_str()});
    tx.trace(&Trace { detail, ..Trace::new(Verb::AddMilestone, On::Measure(measure_id)) })
}

/// Removes a milestone that is none.
pub(super) fn remove_milestone(tx: &mut Tx<'_>, stored: &Stored, id: MilestoneId) -> Result<(), ActionError> {
    let from = Some(as_text(stored.milestone(id)?));
    drafts::remove_milestone(tx.c, id)?;
    trace_change(tx, Verb::RemoveMilestone, Changed { on: On::Milestone(id), from, to: None })
}

/// The subjects as they are stored: groups and the region as they are called, cities by their short names; names that nobody
/// knows are faults.
fn subjects(
    tx: &mut Tx<'_>,
    registry: &UnitRegistry,
    typed: Option<&NameList>,
    (cells, faults): (&Cells, &mut Faults),
) -> Result<String, ActionError> {
    let mut subjects: Vec<String> = Vec::new();
    for name in names(typed.map_or("", NameList::as_str)) {
        let Some(subject) = faults.of(cells.row, subject(tx, registry, name))? else { continue };
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    Ok(subjects.join("、"))
}

fn subject(tx: &mut Tx<'_>, registry: &UnitRegistry, name: &str) -> Result<String, ActionError> {
    match registry.group(name) {
        Some(group) => Ok(group.phrase.clone()),
        None if is_whole_region(name) || !members(tx.c, registry, name)?.is_empty() => Ok(place_of(name).to_owned()),
        None => match known(tx.c, registry, name)? {
            Some(unit) => Ok(unit.short_name),
            None => Err(unknown(tx.c, "owed_by", name)?),
        },
    }
}
