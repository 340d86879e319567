//! The coordinator confirms a draft: its proposals count, and every unit owes what the plan says.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;

use super::confirm_unit::confirm_unit;
use super::edit_plan::bad_year;
use super::known_names::known_names;
use super::same_plan::refuse_same_plan;
use super::unplaced::unplaced_units;
use crate::actions::obligation::lamp_rules::Lighting;
use crate::actions::obligation::wording::word_plan;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::DbConnection;
use crate::db::obligation::obligations::{self, NewObligation};
use crate::db::obligation::ties;
use crate::db::plan::measures::{Assignment, Measure, Milestone};
use crate::db::plan::plans::Plan;
use crate::db::plan::rhythm::Rhythm;
use crate::db::plan::{measures, plans};
use crate::domain::draft::body;
use crate::domain::grouped::grouped;
use crate::domain::id::PlanId;
use crate::domain::obligation::Status;
use crate::domain::obligation::due::Duty;
use crate::domain::obligation::fan_out::{Assigned, DatedDuty, MeasureDuty, Owed, fan_out};
use crate::domain::obligation::lamp::LampFacts;
use crate::domain::places::group;
use crate::domain::plan::PlanState;
use crate::domain::rights::Right;
use crate::domain::round::Rounds;
use crate::domain::subjects::subjects;
use crate::domain::trail::{On, Verb};
use crate::domain::unit::UnitClass;
use crate::strings::Message;

/// Longest beginning of a measure's text that serves as its title, in characters.
const TITLE_CHARS: usize = 24;

/// How many obligations a plan has made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FanOut {
    /// 年度任务.
    pub standing: usize,
    /// 时间节点, those after the plan year included.
    pub dated: usize,
    /// Of these, due after the plan year.
    pub long_range: usize,
}

/// Confirms a draft from a day on (交办): nothing is sent before it.
///
/// # Errors
/// [`ActionError::Conflict`] where the plan is not a draft, its like is active already or a unit is yet to be placed;
/// [`ActionError::Invalid`] where it makes nobody responsible for anything.
pub fn activate_plan(
    ctx: &Context,
    actor: &Actor,
    plan_id: PlanId,
    assigned_on: NaiveDate,
) -> Result<FanOut, ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ImportPlan, &ties::office(tx.c)?)?;
        draft(tx, plan_id)?;
        activate_placed(ctx, tx, plan_id, assigned_on)
    })
}

/// The same inside a transaction that has begun.
pub(super) fn activate_placed(
    ctx: &Context,
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    assigned_on: NaiveDate,
) -> Result<FanOut, ActionError> {
    match unplaced_units(tx.c, plan_id)?.len() {
        0 => activate(ctx, tx, plan_id, assigned_on),
        n => Err(ActionError::conflict(Message::new("draft.units_open").with("n", n))),
    }
}

/// The plan, which nobody else changes until the transaction ends, and which must be a draft.
fn draft(tx: &mut Tx<'_>, plan_id: PlanId) -> Result<Plan, ActionError> {
    plans::lock(tx.c, plan_id)?;
    let plan = plans::find(tx.c, plan_id)?;
    match plan.state {
        PlanState::Draft => Ok(plan),
        _ => Err(ActionError::conflict(Message::new("plan.not_a_draft").with("title", plan.title))),
    }
}

/// The same, whatever units are yet to be placed: they count as units of their own.
pub(super) fn activate(
    ctx: &Context,
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    assigned_on: NaiveDate,
) -> Result<FanOut, ActionError> {
    let plan = draft(tx, plan_id)?;
    refuse_same_plan(tx, (&plan.title, plan.year), Some(plan_id))?;
    measures::confirm_assignments(tx.c, plan_id)?;
    for unit in unplaced_units(tx.c, plan_id)? {
        // What stands for many governments is none of them.
        let class = if group(&unit.name).is_some() { UnitClass::Department } else { unit.class };
        confirm_unit(tx, &unit, class)?;
    }
    let owed = owed_by_plan(tx.c, &plan)?;
    if owed.is_empty() {
        return Err(ActionError::invalid("document", Message::new("plan.no_units").with("file", &plan.source_name)));
    }
    let (lighting, rules) = (tx.lighting(ctx)?, &ctx.settings.plan);
    let reports_from = Rounds::begin(assigned_on, rules.first_round_workdays, &lighting.calendar);
    plans::activate(tx.c, plan_id, (assigned_on, reports_from), tx.now)?;
    let rhythm = Rhythm { assigned_on: Some(assigned_on), reports_from: Some(reports_from), ..plan.rhythm };
    let rounds = rhythm.rounds(rules.late_workdays, []);
    obligations::insert_all(tx.c, &rows((&plan, assigned_on), &rounds, &owed, &lighting, tx.now))?;
    word_plan(tx, plan_id)?;
    let counts = count(&owed);
    tx.trace(&Trace {
        detail: json!({"assigned_on": assigned_on, "standing": counts.standing, "dated": counts.dated}),
        ..Trace::new(Verb::ActivatePlan, On::Plan(plan_id))
    })?;
    Ok(counts)
}

/// What the measures of a plan make owed, whether it is handed out or still a draft; reads only. Those that are done with by the
/// table that the plan was read from are owed by nobody.
///
/// # Errors
/// [`ActionError::Invalid`] for a year that is none.
pub fn owed_by_plan(c: &mut DbConnection, plan: &Plan) -> Result<Vec<Owed>, ActionError> {
    let (plan_id, year) = (plan.id, plan.ends());
    let measures = measures::of_plan(c, plan_id)?;
    let in_task = grouped(measures.iter().map(|measure| measure.task_id), |task_id| *task_id);
    let mut assignments = grouped(measures::assignments_of_plan(c, plan_id)?, |row| row.measure_id);
    let mut milestones = grouped(measures::milestones_of_plan(c, plan_id)?, |row| row.measure_id);
    let mut duties = Vec::new();
    for measure in measures.iter().filter(|measure| !measure.closed) {
        let of_measure = (assignments.remove(&measure.id), milestones.remove(&measure.id));
        duties.push(duty(measure, in_task.get(&measure.task_id).is_some_and(|own| own.len() == 1), of_measure));
    }
    let names = known_names(c)?;
    let year_end = NaiveDate::from_ymd_opt(year, 12, 31).ok_or_else(|| bad_year("year", year))?;
    Ok(fan_out(year_end, &duties, &names))
}

/// What a measure makes owed; `alone`: its task has no other.
fn duty(
    measure: &Measure,
    alone: bool,
    (assignments, milestones): (Option<Vec<Assignment>>, Option<Vec<Milestone>>),
) -> MeasureDuty {
    let assigned = |row: Assignment| Assigned { unit_id: row.unit_id, role: row.role, written_as: row.written_as };
    let dated = |row: Milestone| DatedDuty {
        milestone_id: row.id,
        due: row.due,
        deliverable: row.deliverable,
        owed_by: subjects(&row.owed_by).map(str::to_owned).collect(),
    };
    MeasureDuty {
        measure_id: measure.id,
        title: title(measure, alone),
        cadence: measure.cadence,
        assigned: assignments.unwrap_or_default().into_iter().map(assigned).collect(),
        milestones: milestones.unwrap_or_default().into_iter().map(dated).collect(),
    }
}

/// What a standing obligation is called: the task, and what tells the measure from its sisters in the task.
fn title(measure: &Measure, alone: bool) -> String {
    let own = match &measure.subtitle {
        Some(subtitle) => subtitle.as_str(),
        None if alone => return measure.task_title.clone(),
        None => body(&measure.text, &measure.task_title).split(['，', '。', '；']).next().unwrap_or_default(),
    };
    let short: String = own.chars().take(TITLE_CHARS).collect();
    let cut = if short.len() < own.len() { "…" } else { "" };
    format!("{}：{short}{cut}", measure.task_title)
}

fn rows(
    (plan, assigned_on): (&Plan, NaiveDate),
    rounds: &Rounds,
    owed: &[Owed],
    lighting: &Lighting,
    now: NaiveDateTime,
) -> Vec<NewObligation> {
    let row = |owed: &Owed| {
        let (kind, status, effective_due) = (owed.kind(), Status::Assigned, owed.due);
        let duty = Duty { kind, status, assigned_on, effective_due, reported: None, cadence: owed.cadence };
        let facts = LampFacts { duty, submitted_on: None, came_late: false, percent: None, rounds: rounds.clone() };
        NewObligation {
            plan_id: plan.id,
            measure_id: owed.measure_id,
            milestone_id: owed.milestone_id,
            unit_id: owed.unit_id,
            kind,
            deliverable: owed.deliverable.clone(),
            due: owed.due,
            original_due: owed.due,
            status,
            long_range: owed.long_range,
            cadence: owed.cadence,
            created_at: now,
            lamp: lighting.columns(&facts),
        }
    };
    owed.iter().map(row).collect()
}

fn count(owed: &[Owed]) -> FanOut {
    let dated = owed.iter().filter(|owed| owed.milestone_id.is_some()).count();
    FanOut { standing: owed.len() - dated, dated, long_range: owed.iter().filter(|owed| owed.long_range).count() }
}
