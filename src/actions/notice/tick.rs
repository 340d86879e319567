//! 督办时钟: what time does. Every rule is evaluated once and what is due is queued; however often and however many
//! schedulers do so, each notice and each mail is written once.

mod history;
mod queue;
mod ticked;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde_json::json;

use super::rulebook::Rules;
use super::seed_rules::{Follow, seed_rules};
use super::watched_plan::{rows, watched_plan};
use crate::actions::mail::hours::MailHours;
use crate::actions::obligation::lighting::relight_stale;
use crate::actions::obligation::open_rounds::{begin_rounds, open_begun};
use crate::actions::obligation::wording::word_unread;
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::auth::secret;
use crate::db::notice::proposals::NewProposal;
use crate::db::notice::{notices, proposals};
use crate::db::obligation::obligations;
use crate::db::people::{posts, units};
use crate::db::plan::choosing;
use crate::db::plan::plans::{self, Plan};
use crate::db::{beats, dates};
use crate::domain::id::PlanId;
use crate::domain::notice::Fired;
use crate::domain::notice::due::{WatchedPlan, due_notices, due_proposals};
use crate::domain::plan::PlanState;
use crate::domain::proposal::{ProposalState, write_options};
use crate::domain::trail::{On, Verb};
use crate::strings::Message;
pub use ticked::{Failure, Queued, Ticked, Unknown};

/// Evaluates every rule at the context's time and queues what is due, a transaction a plan. A plan that fails is named in the
/// answer and in the signs of life; the others are looked at all the same.
pub fn tick(ctx: &Context) -> Result<Ticked, ActionError> {
    seed_rules(ctx, &Actor::Scheduler, Follow::Program)?;
    if let Err(error) = relight_stale(ctx) {
        tracing::error!(?error, "lamps could not be reckoned anew; the plans are looked at all the same");
    }
    if let Err(error) = word_unread(ctx) {
        tracing::error!(
            ?error,
            "a search does not find what was written past us; the plans are looked at all the same"
        );
    }
    // What is edited meanwhile counts from the next tick on, for all plans alike.
    let by = &ctx.by_rules_of_now()?;
    let one = |plan: &Plan| by.write(&Actor::Scheduler, |tx| one_plan(by, tx, plan));
    let ticked = each(watched_plans(ctx)?, one);
    let failing: Vec<PlanId> = ticked.failures.iter().map(|failure| failure.plan_id).collect();
    ctx.write(&Actor::Scheduler, |tx| {
        beats::set_failing(tx.c, &failing, tx.now)?;
        dates::forget_set(tx.c)?;
        Ok(beats::beat(tx.c, beats::SCHEDULER, tx.now)?)
    })?;
    Ok(ticked)
}

/// What [`tick`] would do now; nothing stays.
pub fn rehearse_tick(ctx: &Context) -> Result<Ticked, ActionError> {
    let by = &ctx.by_rules_of_now()?;
    let one = |plan: &Plan| by.rehearse(&Actor::Scheduler, |tx| one_plan(by, tx, plan));
    Ok(each(watched_plans(ctx)?, one))
}

/// Looks at one plan after the other: an error or a defect in one is written down and stops no other.
fn each(plans: Vec<Plan>, look_at: impl Fn(&Plan) -> Result<Ticked, ActionError>) -> Ticked {
    let mut ticked = Ticked::default();
    for plan in plans {
        let reason = match catch_unwind(AssertUnwindSafe(|| look_at(&plan))) {
            Ok(Ok(one)) => {
                ticked.add(one);
                continue;
            }
            Ok(Err(error)) => error.message(),
            Err(_) => Message::new("error.defect"),
        };
        tracing::error!(plan = %plan.id, ?reason, "a plan could not be ticked; the others go on");
        ticked.failures.push(Failure { plan_id: plan.id, title: plan.title, reason });
    }
    ticked
}

/// The active plans, and those of which nobody can read since when they are tracked.
fn watched_plans(ctx: &Context) -> Result<Vec<Plan>, ActionError> {
    Ok(ctx.db.read(|c| choosing::in_state(c, PlanState::Active, i64::MAX))?)
}

fn one_plan(ctx: &Context, tx: &mut Tx<'_>, plan: &Plan) -> Result<Ticked, ActionError> {
    if plan.has_unreadable_date() {
        return Err(ActionError::conflict(Message::new("error.no_date")));
    }
    plans::lock(tx.c, plan.id)?;
    let rules_in_use = tx.rules(ctx)?;
    let calendar = Arc::clone(rules_in_use.calendar());
    let mut ticked = Ticked { plans: 1, ..Ticked::default() };
    let mut rows = rows(tx.c, plan.id)?;
    begin_rounds(ctx, tx, plan)?;
    open_begun(ctx, tx, plan, rows.iter().map(|(row, _)| row))?;
    let rounds = tx.rounds(ctx, plan.id)?;
    (ticked.passed_on, ticked.passed_over) = history::pass_on(ctx, tx, &mut rows, &calendar)?;
    let holders = posts::holders(tx.c, tx.today)?;
    let watched = watched_plan(tx.c, (plan, rounds), &rows, &holders)?;
    ticked.became_overdue = history::became_overdue(tx, &watched)?;
    let notices::Given { fired, unknown } = notices::fired(tx.c, plan.id)?;
    let unreadable = rows.iter().filter(|(row, _)| !row.status.is_known()).count();
    let locked = obligations::locked(tx.c, plan.id)? + unreadable;
    ticked.unknown = Unknown { obligations: locked, notices: unknown, days: rules_in_use.unknown_days };
    let due = due_notices(&watched, &fired, &calendar, &rules_in_use.ladder, tx.today);
    ticked.proposals = propose(tx, (&watched, &fired), &rules_in_use)?;
    if !due.is_empty() {
        let units = units::all(tx.c)?;
        let rules = rules_version(&rules_in_use);
        let hours = MailHours::of(ctx, Arc::clone(&calendar))?;
        let mut round =
            queue::Round { ctx, plan_id: plan.id, calendar: &calendar, hours: &hours, units: &units, rules: &rules };
        ticked.add(round.queue(tx, due, &holders)?);
    }
    if ticked.has_written() {
        tx.trace(&Trace {
            detail: json!({"notices": ticked.notices, "mails": ticked.mails, "proposals": ticked.proposals}),
            ..Trace::new(Verb::Tick, On::Plan(plan.id))
        })?;
    }
    Ok(ticked)
}

/// Stores what people have to decide; how many are new.
fn propose(tx: &mut Tx<'_>, (watched, fired): (&WatchedPlan, &[Fired]), rules: &Rules) -> Result<usize, ActionError> {
    let mut new = 0;
    for proposal in due_proposals(watched, fired, rules.calendar(), &rules.ladder, tx.today) {
        let row = NewProposal {
            obligation_id: proposal.obligation,
            due_rev: proposal.due_rev,
            rung: &proposal.rung.to_string(),
            options: &write_options(proposal.options.iter().map(|option| option.kind)),
            proposed_on: tx.today,
            state: ProposalState::Proposed,
            created_at: tx.now,
            proposed_by: None,
            reason: None,
        };
        new += usize::from(proposals::insert_if_new(tx.c, &row)?);
    }
    Ok(new)
}

/// A short word for the rules that speak, recorded with every notice.
fn rules_version(rules: &Rules) -> String {
    let rules = serde_json::to_string(rules.ladder.as_ref()).unwrap_or_default();
    secret::hash_of(&rules).chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::plan::rhythm::Rhythm;
    use crate::domain::round::ReportsOn;

    fn plan(id: i64) -> Plan {
        Plan {
            id: PlanId::new(id),
            title: format!("计划{id}"),
            year: 2024,
            region: None,
            state: PlanState::Active,
            source_name: String::new(),
            rhythm: Rhythm { assigned_on: None, cutoff_day: 25, reports_on: ReportsOn::ThisMonth, reports_from: None },
            version: 1,
            last_year: None,
            proposed_whole: None,
            duplicate_of: None,
        }
    }

    #[test]
    fn a_plan_that_fails_or_panics_is_named_and_the_others_are_looked_at() {
        let ticked = each((1..=4).map(plan).collect(), |plan| match plan.id.get() {
            2 => Err(ActionError::NotFound),
            3 => panic!("a defect that the tests want"),
            _ => Ok(Ticked { plans: 1, ..Ticked::default() }),
        });
        let named: Vec<_> =
            ticked.failures.iter().map(|one| (one.plan_id.get(), one.title.as_str(), one.reason.key)).collect();
        assert_eq!(named, [(2, "计划2", "error.not_found"), (3, "计划3", "error.defect")]);
        assert_eq!((ticked.plans, ticked.is_whole()), (2, false));
    }
}
