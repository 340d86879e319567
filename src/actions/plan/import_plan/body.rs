//! The tasks of a draft, stored with all that hangs off them.

use super::annex::{city_rows, indicator_row};
use super::columns::small;
use super::imported::Imported;
use super::roster::{Naming, Roster};
use super::rows::{leftover_rows, milestone_row, problem_rows};
use crate::actions::{ActionError, Tx};
use crate::db::plan::measures::{self, NewAssignment, NewMeasure, NewTask};
use crate::db::plan::{leftovers, plans};
use crate::domain::draft::{Draft, DraftMeasure, DraftTask};
use crate::domain::id::{MeasureId, PlanId, TaskId};
use crate::domain::plan::AssignmentRole;

/// Stores everything that hangs off a plan.
pub(super) fn store_body(
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    draft: &Draft,
    naming: &Naming<'_>,
) -> Result<Imported, ActionError> {
    let measures = || draft.tasks.iter().flat_map(|task| &task.measures);
    let roster = &Roster::enrol(tx, &draft.units, owing(measures()), naming)?;
    let mut imported =
        Imported { tasks: draft.tasks.len(), problems: draft.problems.len(), ..Imported::nothing_of(plan_id) };
    let mut indicators: Vec<_> = draft.plan.indicators.iter().map(|read| indicator_row(plan_id, None, read)).collect();
    let (mut task_ids, mut stored) = (Vec::new(), Vec::new());
    for (position, task) in draft.tasks.iter().enumerate() {
        let task_id = store_task(tx, plan_id, position, task)?;
        task_ids.push(task_id);
        for measure in &task.measures {
            let measure_id = store_measure(tx, task_id, small(measure.index), measure)?;
            stored.push((measure_id, measure));
            indicators.extend(measure.indicators.iter().map(|read| indicator_row(plan_id, Some(measure_id), read)));
        }
    }
    imported.measures = stored.len();
    imported.assignments = store_assignments(tx, &stored, roster, naming)?;
    imported.milestones = store_milestones(tx, &stored)?;
    indicators.extend(city_rows(plan_id, draft, roster));
    for (position, row) in (0..).zip(&mut indicators) {
        row.position = position;
    }
    imported.indicators = indicators.len();
    plans::insert_indicators(tx.c, &indicators)?;
    plans::insert_problems(tx.c, &problem_rows(plan_id, draft))?;
    leftovers::insert_all(tx.c, &leftover_rows(plan_id, draft, &task_ids))?;
    Ok(imported)
}

fn store_task(tx: &mut Tx<'_>, plan_id: PlanId, position: usize, task: &DraftTask) -> Result<TaskId, ActionError> {
    let number = task.number.to_string();
    let row = NewTask {
        plan_id,
        section: &task.section,
        section_title: &task.section_title,
        number: &number,
        title: &task.title,
        position: small(position),
    };
    Ok(measures::insert_task(tx.c, &row)?)
}

/// Whom the dates of measures name.
pub(super) fn owing<'d>(measures: impl Iterator<Item = &'d DraftMeasure>) -> impl Iterator<Item = &'d str> {
    measures.flat_map(|measure| &measure.milestones).flat_map(|date| &date.owed_by).map(String::as_str)
}

/// Stores a measure as that number of its task.
pub(super) fn store_measure(
    tx: &mut Tx<'_>,
    task_id: TaskId,
    number: i32,
    measure: &DraftMeasure,
) -> Result<MeasureId, ActionError> {
    let (span_start, span_end) = measure.span.columns();
    let row = NewMeasure {
        task_id,
        number,
        subtitle: measure.subtitle.as_deref(),
        text: &measure.text,
        notes: &measure.notes,
        progress: &progress(measure),
        closed: measure.progress.as_ref().is_some_and(|progress| progress.closed),
        span_start,
        span_end,
    };
    Ok(measures::insert_measure(tx.c, &row)?)
}

/// How far a measure is, in one text: 已完成：建成3座.
fn progress(measure: &DraftMeasure) -> String {
    let Some(progress) = &measure.progress else { return String::new() };
    let said = [progress.state.trim(), progress.words.trim()];
    said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("：")
}

/// Stores who is on the measures of these keys, groups fanned out; how many.
pub(super) fn store_assignments(
    tx: &mut Tx<'_>,
    stored: &[(MeasureId, &DraftMeasure)],
    roster: &Roster,
    naming: &Naming<'_>,
) -> Result<usize, ActionError> {
    let rows: Vec<_> = stored.iter().flat_map(|(id, measure)| assignments(*id, measure, roster, naming)).collect();
    measures::insert_assignments(tx.c, &rows)?;
    Ok(rows.len())
}

fn assignments(
    measure_id: MeasureId,
    measure: &DraftMeasure,
    roster: &Roster,
    naming: &Naming<'_>,
) -> Vec<NewAssignment> {
    let by_role = [
        (AssignmentRole::Lead, &measure.lead),
        (AssignmentRole::Support, &measure.support),
        (AssignmentRole::Responsible, &measure.responsible),
        (AssignmentRole::Guide, &measure.guide),
    ];
    let mut rows: Vec<NewAssignment> = Vec::new();
    for (role, names) in by_role {
        for written in names {
            let (unit_ids, proposed) = roster.units_of(written, measure, naming);
            for unit_id in unit_ids {
                if !rows.iter().any(|row| row.role == role && row.unit_id == unit_id) {
                    let position = small(rows.len());
                    rows.push(NewAssignment {
                        measure_id,
                        unit_id,
                        role,
                        position,
                        written_as: written.clone(),
                        proposed,
                    });
                }
            }
        }
    }
    rows
}

/// Stores what is due by the measures of these keys; how many.
pub(super) fn store_milestones(tx: &mut Tx<'_>, stored: &[(MeasureId, &DraftMeasure)]) -> Result<usize, ActionError> {
    let numbered =
        stored.iter().flat_map(|(id, measure)| measure.milestones.iter().enumerate().map(move |one| (*id, one)));
    let owed: Vec<_> =
        numbered.map(|(id, (at, milestone))| (id, at, milestone, milestone.owed_by.join("、"))).collect();
    let rows: Vec<_> =
        owed.iter().map(|(id, at, milestone, owed_by)| milestone_row(*id, *at, milestone, owed_by)).collect();
    measures::insert_milestones(tx.c, &rows)?;
    Ok(rows.len())
}
