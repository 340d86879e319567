//! 督办时钟: what time does. Every rule is evaluated once and what is due is queued; however often and however many
//! schedulers do so, each notice and each mail is written once.

mod history;
mod queue;
mod ticked;

use chrono::NaiveDate;
use serde_json::json;

use super::{ActionError, Actor, Context, Step, Trace, watch};
use crate::auth::secret;
use crate::db::plans::Plan;
use crate::db::proposals::NewProposal;
use crate::db::{beats, calendar, notices, plans, posts, proposals, units};
use crate::domain::calendar::WorkCalendar;
use crate::domain::notice::Fired;
use crate::domain::notice::due::{WatchedPlan, due_notices, due_proposals};
use crate::domain::plan::PlanState;
use crate::domain::proposal::{ProposalState, write_options};
pub use ticked::{Queued, Ticked};

/// Evaluates every rule at the context's time and queues what is due, a transaction a plan.
///
/// # Errors
/// A database that does not answer; plans before it in order are done.
pub fn tick(ctx: &Context) -> Result<Ticked, ActionError> {
    let mut ticked = Ticked::default();
    for plan in active_plans(ctx)? {
        ticked.add(ctx.step(&Actor::Scheduler, |step| one_plan(ctx, step, &plan))?);
    }
    ctx.step(&Actor::Scheduler, |step| Ok(beats::beat(step.tx, beats::SCHEDULER, step.now)?))?;
    Ok(ticked)
}

/// What [`tick`] would do now; nothing stays.
///
/// # Errors
/// A database that does not answer.
pub fn rehearse_tick(ctx: &Context) -> Result<Ticked, ActionError> {
    let mut ticked = Ticked::default();
    for plan in active_plans(ctx)? {
        ticked.add(ctx.rehearse(&Actor::Scheduler, |step| one_plan(ctx, step, &plan))?);
    }
    Ok(ticked)
}

fn active_plans(ctx: &Context) -> Result<Vec<Plan>, ActionError> {
    let all = ctx.db.read(plans::all)?;
    Ok(all.into_iter().filter(|plan| plan.state == PlanState::Active).collect())
}

fn one_plan(ctx: &Context, step: &mut Step<'_>, plan: &Plan) -> Result<Ticked, ActionError> {
    crate::db::watch::take_turn(step.tx, plan.id)?;
    let date = ctx.clock.today();
    let calendar = calendar_of(ctx, step)?;
    let mut ticked = Ticked { plans: 1, ..Ticked::default() };
    let mut rows = watch::rows(step.tx, plan.id)?;
    ticked.passed_on = history::pass_on(ctx, step, &mut rows, &calendar)?;
    let holders = posts::holders(step.tx, date)?;
    let watched = watch::watched_plan(step.tx, plan, &rows, &holders)?;
    ticked.became_overdue = history::became_overdue(step, &watched, date)?;
    let fired = notices::fired(step.tx, plan.id)?;
    let due = due_notices(&watched, &fired, &calendar, &ctx.ladder, date);
    ticked.proposals = propose(ctx, step, (&watched, &fired), &calendar, date)?;
    if !due.is_empty() {
        let units = units::all(step.tx)?;
        let rules = rules_version(ctx);
        let mut round = queue::Round { ctx, plan_id: plan.id, date, calendar: &calendar, units: &units, rules: &rules };
        ticked.add(round.queue(step, due, &holders)?);
    }
    if ticked.has_written() {
        step.trace(&Trace {
            verb: "tick",
            object: "plan",
            object_id: plan.id,
            detail: json!({"notices": ticked.notices, "mails": ticked.mails, "proposals": ticked.proposals}),
            ..Trace::default()
        })?;
    }
    Ok(ticked)
}

fn calendar_of(ctx: &Context, step: &mut Step<'_>) -> Result<WorkCalendar, ActionError> {
    let days = calendar::all(step.tx)?.into_iter().map(Into::into);
    Ok(WorkCalendar::new(&ctx.settings.plan.region, days))
}

/// Stores what people have to decide; how many are new.
fn propose(
    ctx: &Context,
    step: &mut Step<'_>,
    (watched, fired): (&WatchedPlan, &[Fired]),
    calendar: &WorkCalendar,
    date: NaiveDate,
) -> Result<usize, ActionError> {
    let mut new = 0;
    for proposal in due_proposals(watched, fired, calendar, &ctx.ladder, date) {
        let row = NewProposal {
            obligation_id: proposal.obligation,
            due_rev: proposal.due_rev,
            rung: &proposal.rung.to_string(),
            options: &write_options(proposal.options.iter().map(|option| option.kind)),
            proposed_on: date,
            state: ProposalState::Proposed,
            created_at: step.now,
        };
        new += usize::from(proposals::insert_if_new(step.tx, &row)?);
    }
    Ok(new)
}

/// A short word for the rules that speak, recorded with every notice.
fn rules_version(ctx: &Context) -> String {
    let rules = serde_json::to_string(ctx.ladder.as_ref()).unwrap_or_default();
    secret::hash_of(&rules).chars().take(12).collect()
}
