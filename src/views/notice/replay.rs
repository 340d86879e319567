//! 提醒试运行: what would be sent over a time if nobody acted, for a plan that is active or still a draft. Changes nothing
//! and needs no people.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::actions::{ActionError, Context, Surroundings, brief_readers, owed_by_plan};
use crate::db::DbConnection;
use crate::db::obligation::obligations;
use crate::db::people::{posts, units};
use crate::db::plan::choosing;
use crate::db::plan::plans::Plan;
use crate::db::plan::rhythm::Rhythm;
use crate::db::plan::{measures, plans};
use crate::domain::id::{MeasureId, ObligationId, PlanId, UnitId};
use crate::domain::notice::due::WatchedPlan;
use crate::domain::obligation::Status;
use crate::domain::obligation::due::Duty;
use crate::domain::obligation::escalation::Watched;
use crate::domain::plan::PlanState;
use crate::domain::replay::{Label, Replay, ReplayPlan, replay};
use crate::domain::round::Rounds;
use crate::domain::unit::UnitClass;
use crate::strings::Message;

/// Longest time that is replayed, in days: three years.
const MAX_DAYS: i64 = 3 * 366;

/// Replays a plan; without a key the latest active one, else the latest draft.
///
/// # Errors
/// [`ActionError::Invalid`] for a time that runs backwards or is too long, [`ActionError::NotFound`] for a plan that is
/// not there, [`ActionError::Conflict`] where there is none at all.
pub fn replay_plan(
    ctx: &Context,
    c: &mut DbConnection,
    plan_id: Option<PlanId>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<(Plan, Replay), ActionError> {
    if to < from {
        return Err(ActionError::invalid("to", Message::new("replay.backwards").with("from", from).with("to", to)));
    }
    if (to - from).num_days() > MAX_DAYS {
        return Err(ActionError::invalid("to", Message::new("replay.too_long").with("n", MAX_DAYS)));
    }
    let plan = match plan_id {
        Some(id) => plans::find(c, id)?,
        None => latest(c)?,
    };
    let (rules, set) = (ctx.rules.read(c)?, &ctx.settings.plan);
    let begins = Rounds::begin(from, set.first_round_workdays, rules.calendar());
    let handed_out = Rhythm { assigned_on: Some(from), reports_from: Some(begins), ..plan.rhythm };
    let worded = worded(c, &plan, (from, handed_out.rounds(set.late_workdays, [])))?;
    Ok((plan, replay(&worded, rules.calendar(), ctx.rules.ladder_at_start(&rules), from, to)))
}

/// Among so many of the newest plans one is looked for that is not locked.
const FEW: i64 = 20;

fn latest(c: &mut DbConnection) -> Result<Plan, ActionError> {
    for state in [PlanState::Active, PlanState::Draft] {
        // One with a date that nobody can read is locked: the next counts.
        if let Some(plan) = choosing::in_state(c, state, FEW)?.into_iter().find(|plan| plan.state == state) {
            return Ok(plan);
        }
    }
    Err(ActionError::conflict(Message::new("replay.no_plan")))
}

/// What a plan makes owed, as the rules and the reader need it.
struct Owing {
    measure_id: MeasureId,
    deliverable: String,
    watched: Watched,
}

fn worded(c: &mut DbConnection, plan: &Plan, (from, rounds): (NaiveDate, Rounds)) -> Result<ReplayPlan, ActionError> {
    let measures = measures::of_plan(c, plan.id)?;
    let ids: Vec<MeasureId> = measures.iter().map(|measure| measure.id).collect();
    let surroundings = Surroundings { assigned_on: from, ..Surroundings::load(c, plan, &ids)? };
    let units = units::all(c)?;
    let classes: HashMap<UnitId, UnitClass> = units.iter().map(|unit| (unit.id, unit.class)).collect();
    let owing = match plan.state {
        PlanState::Draft => drafted(c, plan, &surroundings, &classes)?,
        PlanState::Active | PlanState::Closed | PlanState::Unknown(_) => handed_out(c, plan, &surroundings)?,
    };
    let label = |one: &Owing| {
        let measure = measures.iter().find(|measure| measure.id == one.measure_id);
        let task = measure.map(|measure| format!("{}{}", measure.section, measure.task_number)).unwrap_or_default();
        let number = measure.map_or(0, |measure| measure.number);
        (one.watched.id, Label { task, measure: number, deliverable: one.deliverable.clone() })
    };
    Ok(ReplayPlan {
        labels: owing.iter().map(label).collect(),
        units: units.into_iter().map(|unit| (unit.id, unit.name)).collect(),
        watched: WatchedPlan {
            id: plan.id,
            assigned_on: from,
            rounds,
            leaders: brief_readers(posts::leading(c, from)?, surroundings.coordinating),
            obligations: owing.into_iter().map(|one| one.watched).collect(),
        },
    })
}

/// What was handed out, by the dates the plan gave: nobody has acted.
fn handed_out(c: &mut DbConnection, plan: &Plan, surroundings: &Surroundings) -> Result<Vec<Owing>, ActionError> {
    let rows = obligations::of_plan(c, plan.id)?;
    let owing = rows.into_iter().map(|(row, class)| {
        let mut watched = surroundings.watched(&row, class);
        watched.duty.effective_due = row.original_due;
        Owing { measure_id: row.measure_id, deliverable: row.deliverable, watched }
    });
    Ok(owing.collect())
}

/// What a draft would make owed when it is confirmed.
fn drafted(
    c: &mut DbConnection,
    plan: &Plan,
    surroundings: &Surroundings,
    classes: &HashMap<UnitId, UnitClass>,
) -> Result<Vec<Owing>, ActionError> {
    let owed = owed_by_plan(c, plan)?;
    let owing = (1..).zip(owed).map(|(id, owed)| Owing {
        measure_id: owed.measure_id,
        watched: Watched {
            id: ObligationId::new(id),
            unit: owed.unit_id,
            class: classes.get(&owed.unit_id).copied().unwrap_or(UnitClass::Department),
            lead: surroundings.leads.get(&owed.measure_id).copied(),
            coordinating: surroundings.coordinating,
            due_rev: 0,
            redated_on: None,
            duty: Duty {
                kind: owed.kind(),
                status: Status::Assigned,
                assigned_on: surroundings.assigned_on,
                effective_due: owed.due,
                reported: None,
                cadence: owed.cadence,
            },
        },
        deliverable: owed.deliverable,
    });
    Ok(owing.collect())
}
