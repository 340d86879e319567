//! A part of a plan: what of it is due, so much in one transaction that others write in between.

use std::collections::BTreeSet;

use serde_json::json;

use super::agenda::Seen;
use super::ticked::Ticked;
use super::{history, queue};
use crate::actions::mail::hours::MailHours;
use crate::actions::notice::rulebook::Rules;
use crate::actions::obligation::open_rounds::{begin_rounds, open_begun};
use crate::actions::{ActionError, Context, Trace, Tx};
use crate::auth::secret;
use crate::db::notice::about::AboutProposal;
use crate::db::notice::agenda::{self, When};
use crate::db::notice::proposals::{self, NewProposal};
use crate::db::people::{posts, units};
use crate::db::plan::plans;
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::notice::due::next::{Matter, Next};
use crate::domain::notice::due::{WatchedPlan, due_notices, due_proposals};
use crate::domain::notice::{DueNotice, Fired, Subject};
use crate::domain::plan::PlanState;
use crate::domain::proposal::{ProposalState, write_options};
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// So much of a plan is looked at in one transaction.
const CHUNK: usize = 200;

/// What became of a part.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// What was done.
    pub ticked: Ticked,
    /// Behind what the next part begins; `None` where this was the last.
    pub last: Option<Matter>,
}

/// Looks at what is due of a plan, behind something of it.
pub(super) fn look_at(
    ctx: &Context,
    tx: &mut Tx<'_>,
    plan_id: PlanId,
    (when, behind): (When, Option<Matter>),
) -> Result<Done, ActionError> {
    plans::lock(tx.c, plan_id)?;
    let due = agenda::due(tx.c, plan_id, when, behind, i64::try_from(CHUNK).unwrap_or(i64::MAX))?;
    let plan = plans::find(tx.c, plan_id)?;
    if plan.has_unreadable_date() {
        return Err(ActionError::conflict(Message::new("error.no_date")));
    }
    let mut done = Done { last: due.last().filter(|_| due.len() == CHUNK).map(|last| last.matter), ..Done::default() };
    if plan.state != PlanState::Active {
        let none: Vec<(Matter, Next)> = due.iter().map(|due| (due.matter, Next::default())).collect();
        agenda::keep(tx.c, plan_id, when.rev, &none)?;
        return Ok(done);
    }
    let ticked = &mut done.ticked;
    if behind.is_none() {
        begin_rounds(ctx, tx, &plan)?;
        open_begun(ctx, tx, &plan)?;
    }
    let rules = tx.rules(ctx)?;
    let calendar = rules.calendar();
    let ids: Vec<ObligationId> = due.iter().filter_map(|due| due.matter.obligation()).collect();
    (ticked.passed_on, ticked.passed_over) = history::pass_on(ctx, tx, &ids, calendar)?;
    agenda::hold(tx.c, plan_id, &ids)?;
    let plan = plans::find(tx.c, plan_id)?;
    let mut seen = Seen::load(tx.c, (ctx, &rules), (&plan, tx.today), &due)?;
    ticked.became_overdue = history::became_overdue(tx, &seen.watched, &mut seen.known)?;
    let told = due_notices(&seen.watched, &seen.fired, calendar, &rules.ladder, tx.today);
    ticked.proposals = propose(tx, (&seen.watched, &seen.fired), &rules)?;
    let is_more = !told.is_empty() || ticked.proposals > 0;
    if !told.is_empty() {
        ticked.add(queue_all(ctx, tx, (plan_id, &rules), told)?);
    }
    if is_more {
        seen.look_again(tx.c)?;
    }
    agenda::keep(tx.c, plan_id, when.rev, &seen.next(&rules, tx.today, &due))?;
    if ticked.has_written() {
        tx.trace(&Trace {
            detail: json!({"notices": ticked.notices, "mails": ticked.mails, "proposals": ticked.proposals}),
            ..Trace::new(Verb::Tick, On::Plan(plan_id))
        })?;
    }
    Ok(done)
}

/// Queues what is due, with those who hold the posts that it tells.
fn queue_all(
    ctx: &Context,
    tx: &mut Tx<'_>,
    (plan_id, rules): (PlanId, &Rules),
    told: Vec<DueNotice>,
) -> Result<Ticked, ActionError> {
    let ids: BTreeSet<UnitId> = told.iter().map(|notice| notice.key.to.unit).collect();
    let ids: Vec<UnitId> = ids.into_iter().collect();
    let holders = posts::holders_at(tx.c, &ids, tx.today)?;
    let units = units::names(tx.c, &ids)?;
    let hours = MailHours::of(ctx, rules.calendar().clone())?;
    let version = rules_version(rules);
    let calendar = rules.calendar();
    queue::Round { ctx, plan_id, calendar, hours: &hours, units: &units, rules: &version }.queue(tx, told, &holders)
}

/// Stores what people have to decide; how many are new.
fn propose(tx: &mut Tx<'_>, (watched, fired): (&WatchedPlan, &[Fired]), rules: &Rules) -> Result<usize, ActionError> {
    let mut new = 0;
    for proposal in due_proposals(watched, fired, rules.calendar(), &rules.ladder, tx.today) {
        let row = NewProposal {
            about: AboutProposal::new(watched.id, Subject::Obligation(proposal.obligation)),
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
