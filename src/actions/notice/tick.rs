//! 督办时钟: what time does. Every rule is evaluated once and what is due is queued; however often and however many
//! schedulers do so, each notice and each mail is written once.
//!
//! What is looked at says the agenda (督办日程): of each plan only that whose day has come or that was changed, a part in a transaction.
//! What a round queues is sealed when it is over, so that everybody has one mail of a day, whatever it is about; what a round leaves
//! behind that was killed, the next one finishes.

mod agenda;
mod history;
mod part;
mod queue;
mod ticked;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::seed_rules::{Follow, seed_rules};
use crate::actions::obligation::lighting::relight_stale;
use crate::actions::obligation::wording::word_unread;
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::clock;
use crate::db::notice::agenda::When;
use crate::db::notice::glance::{Glance, glance};
use crate::db::notice::{agenda as entries, notices};
use crate::db::obligation::clocked;
use crate::db::plan::choosing;
use crate::db::{beats, dates};
use crate::domain::id::PlanId;
use crate::domain::notice::due::next::Matter;
use crate::strings::Message;
pub use agenda::compare_agenda;
pub use ticked::{Failure, Queued, Ticked, Unknown};

/// So many plans are asked for at once.
const PLANS: i64 = 100;

/// Evaluates every rule at the context's time and queues what is due. A plan that fails is named in the answer and in the signs of life; the
/// others are looked at all the same.
pub fn tick(ctx: &Context) -> Result<Ticked, ActionError> {
    let glance = ctx.db.glance(glance)?;
    prepare(ctx, &glance)?;
    let round = Round::begin(ctx)?;
    let ticked = round.go(|id, ticked| {
        in_parts(ticked, |behind| round.by.write(&Actor::Scheduler, |tx| round.look_at(tx, id, behind)))
    })?;
    let failing: Vec<PlanId> = ticked.failures.iter().map(|failure| failure.plan_id).collect();
    ctx.write(&Actor::Scheduler, |tx| {
        if glance.unsealed || ticked.notices > 0 {
            entries::seal_mails(tx.c)?;
        }
        if glance.failing || !failing.is_empty() {
            beats::set_failing(tx.c, &failing, tx.now)?;
        }
        if glance.dates_moved {
            dates::forget_set(tx.c)?;
        }
        Ok(beats::beat(tx.c, beats::SCHEDULER, tx.now)?)
    })?;
    Ok(ticked)
}

/// What [`tick`] would do now; nothing stays.
pub fn rehearse_tick(ctx: &Context) -> Result<Ticked, ActionError> {
    let round = Round::begin(ctx)?;
    let mut would = round.go(|id, ticked| {
        // A part goes by what the ones before have written.
        let would = round.by.rehearse(&Actor::Scheduler, |tx| {
            let mut would = Ticked::default();
            in_parts(&mut would, |behind| round.look_at(tx, id, behind))?;
            Ok(would)
        })?;
        ticked.add(would);
        Ok(())
    })?;
    // What a plan queues is gone before the next one is looked at: a mail about both is one.
    would.mails = would.queued.iter().filter(|queued| queued.is_new).count();
    Ok(would)
}

/// What other versions wrote into plans that are tracked and this one does not know: everything is looked at, for whoever asks.
pub fn unknown_words(ctx: &Context) -> Result<Unknown, ActionError> {
    ctx.db.read(|c| {
        let days = ctx.rules.read(c)?.unknown_days;
        Ok(Unknown { obligations: clocked::locked(c)?, notices: notices::unknown(c)?, days })
    })
}

/// What has to be in order before a round begins.
fn prepare(ctx: &Context, glance: &Glance) -> Result<(), ActionError> {
    let is_settled = glance.rev.is_some_and(|rev| ctx.rules.is_settled(rev));
    if !is_settled || glance.dates_moved {
        seed_rules(ctx, &Actor::Scheduler, Follow::Program)?;
    }
    if glance.unread
        && let Err(error) = word_unread(ctx)
    {
        tracing::error!(
            ?error,
            "a search does not find what was written past us; the plans are looked at all the same"
        );
    }
    let today = ctx.clock.local_now().date();
    if glance.ticked_at.is_some_and(|at| clock::to_local(at).date() > today) {
        // Days were reckoned from a day that is yet to come.
        ctx.write(&Actor::Scheduler, |tx| Ok(entries::begin_anew(tx.c)?))?;
    }
    Ok(())
}

/// A round of the clock: all that is due, by the rules of its beginning. What is edited meanwhile counts from the next one on, for all
/// plans alike.
struct Round {
    by: Context,
    when: When,
    is_due: bool,
}

impl Round {
    fn begin(ctx: &Context) -> Result<Self, ActionError> {
        let today = ctx.clock.local_now().date();
        let (rules, glance) = ctx.db.glance(|c| {
            let rules = ctx.rules.read(c)?;
            let when = When { today, rev: agenda::rev(rules.rev) };
            Ok((rules.clone(), entries::awaited(c, when, rules.lighting.rev)?))
        })?;
        if glance.unlit
            && let Err(error) = relight_stale(ctx)
        {
            tracing::error!(?error, "lamps could not be reckoned anew; the plans are looked at all the same");
        }
        let when = When { today, rev: agenda::rev(rules.rev) };
        Ok(Self { by: ctx.by_rules(rules), when, is_due: glance.due })
    }

    /// Looks at what is due of one plan after the other.
    fn go(&self, one_plan: impl Fn(PlanId, &mut Ticked) -> Result<(), ActionError>) -> Result<Ticked, ActionError> {
        let (mut ticked, mut behind) = (Ticked::default(), PlanId::new(0));
        loop {
            let find = || self.by.db.glance(|c| entries::plans_due(c, self.when, behind, PLANS));
            let plans = if self.is_due { find()? } else { Vec::new() };
            let Some(last) = plans.last() else { break };
            behind = *last;
            each(&mut ticked, plans, &one_plan);
        }
        for failure in &mut ticked.failures {
            let titles = self.by.db.read(|c| choosing::titles(c, &[failure.plan_id]));
            failure.title = titles.ok().and_then(|mut titles| titles.remove(&failure.plan_id)).unwrap_or_default();
        }
        Ok(ticked)
    }

    /// Looks at what is due of a plan, behind something of it.
    fn look_at(&self, tx: &mut Tx<'_>, id: PlanId, behind: Option<Matter>) -> Result<part::Done, ActionError> {
        part::look_at(&self.by, tx, id, (self.when, behind))
    }
}

/// Looks at one part of a plan after the other.
fn in_parts(
    ticked: &mut Ticked,
    mut look_at: impl FnMut(Option<Matter>) -> Result<part::Done, ActionError>,
) -> Result<(), ActionError> {
    let mut behind = None;
    loop {
        let done = look_at(behind)?;
        ticked.add(done.ticked);
        behind = match done.last {
            Some(last) => Some(last),
            None => break,
        };
    }
    ticked.plans += 1;
    Ok(())
}

/// Looks at one plan after the other: an error or a defect in one is written down and stops no other.
fn each(ticked: &mut Ticked, plans: Vec<PlanId>, look_at: impl Fn(PlanId, &mut Ticked) -> Result<(), ActionError>) {
    for plan_id in plans {
        let reason = match catch_unwind(AssertUnwindSafe(|| look_at(plan_id, ticked))) {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.message(),
            Err(_) => Message::new("error.defect"),
        };
        tracing::error!(plan = %plan_id, ?reason, "a plan could not be ticked; the others go on");
        ticked.failures.push(Failure { plan_id, title: String::new(), reason });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_fails_or_panics_is_named_and_the_others_are_looked_at() {
        let mut ticked = Ticked::default();
        each(&mut ticked, (1..=4).map(PlanId::new).collect(), |plan, ticked| match plan.get() {
            2 => Err(ActionError::NotFound),
            3 => panic!("a defect that the tests want"),
            _ => {
                ticked.plans += 1;
                Ok(())
            }
        });
        let named: Vec<_> = ticked.failures.iter().map(|one| (one.plan_id.get(), one.reason.key)).collect();
        assert_eq!(named, [(2, "error.not_found"), (3, "error.defect")]);
        assert_eq!((ticked.plans, ticked.is_whole()), (2, false));
    }
}
