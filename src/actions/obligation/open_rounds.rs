//! 调度期次: rounds open with their first day, by the clock or by the first report that answers one, and stay as they were then. What
//! was filed before there were rounds gets those of its months.

use std::collections::BTreeSet;

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::obligation::{clocked, rounds};
use crate::db::plan::plans::{self, Plan};
use crate::db::plan::rhythm;
use crate::domain::id::{PlanId, RoundId};
use crate::domain::period::Period;
use crate::domain::plan::PlanState;
use crate::domain::round::{Cadence, Round};
use crate::domain::trail::{On, Verb};

/// So many months back rounds are opened where nobody has ticked for long.
const BACK: usize = 36;

/// So many plans are looked at in one transaction.
const PLANS: i64 = 100;

/// Opens the rounds of a plan that have begun by today, for what of it is in play; how many.
pub(in crate::actions) fn open_begun(ctx: &Context, tx: &mut Tx<'_>, plan: &Plan) -> Result<usize, ActionError> {
    let standing = clocked::standing_until(tx.c, plan.id)?;
    let cadences: BTreeSet<Cadence> = standing.iter().map(|(cadence, _)| *cadence).collect();
    let Some(last) = standing.iter().map(|(_, until)| *until).max() else { return Ok(0) };
    let (rounds, calendar) = (tx.rounds(ctx, plan.id)?, tx.lighting(ctx)?.calendar.clone());
    let begun = rounds.current(tx.today, &calendar).period.back().take(BACK);
    let begun = begun.map(|period| rounds.round(period, &calendar));
    let mut begun: Vec<Round> =
        begun.take_while(|round| rounds.asks(round)).filter(|round| round.ends() <= last).collect();
    begun.reverse();
    let known: BTreeSet<(Cadence, Period)> = rounds::opened(tx.c, &[plan.id], None)?
        .iter()
        .filter_map(|opened| Some((opened.cadence, opened.round()?.period)))
        .collect();
    let mut opened = 0;
    for round in begun {
        for cadence in &cadences {
            if cadence.owes(round.period) && !known.contains(&(*cadence, round.period)) {
                opened += usize::from(open(tx, (plan.id, *cadence), &round)?);
            }
        }
    }
    Ok(opened)
}

/// Opens a round and writes it into the trail; false where it is open already.
fn open(tx: &mut Tx<'_>, (plan_id, cadence): (PlanId, Cadence), round: &Round) -> Result<bool, ActionError> {
    let is_new = rounds::open(tx.c, (plan_id, cadence), round, tx.now)?;
    if is_new {
        let detail = json!({
            "period": round.period, "cadence": cadence, "cut_off": round.cut_off, "compiled_on": round.compiled_on,
        });
        tx.trace(&Trace { detail, ..Trace::new(Verb::OpenRound, On::Plan(plan_id)) })?;
    }
    Ok(is_new)
}

/// The key of a round, which is opened where it is not yet.
pub(super) fn key_of(tx: &mut Tx<'_>, of: (PlanId, Cadence), round: &Round) -> Result<Option<RoundId>, ActionError> {
    if let Some(key) = rounds::key(tx.c, of, round.period)? {
        return Ok(Some(key));
    }
    open(tx, of, round)?;
    Ok(rounds::key(tx.c, of, round.period)?)
}

/// Gives a plan that was handed out before there were rounds the day from which it asks for reports, and binds what was filed to the
/// rounds of the months that it was counted to.
pub(in crate::actions) fn begin_rounds(ctx: &Context, tx: &mut Tx<'_>, plan: &Plan) -> Result<(), ActionError> {
    let (None, Some(assigned_on)) = (plan.rhythm.reports_from, plan.rhythm.assigned_on) else { return Ok(()) };
    rhythm::set_reports_from(tx.c, plan.id, assigned_on)?;
    settle(ctx, tx, plan.id).map(drop)
}

/// Binds what was filed of a plan to the rounds of its months, which are opened where they are not yet; how many reports changed.
fn settle(ctx: &Context, tx: &mut Tx<'_>, plan_id: PlanId) -> Result<usize, ActionError> {
    let (rounds, calendar) = (tx.rounds(ctx, plan_id)?, tx.lighting(ctx)?.calendar.clone());
    for counted in rounds::unbound(tx.c, plan_id)? {
        let Some(period) = Period::stored(Some(&counted.period)).filter(|period| counted.cadence.owes(*period)) else {
            continue;
        };
        open(tx, (plan_id, counted.cadence), &rounds.round(period, &calendar))?;
    }
    Ok(rounds::bind(tx.c, plan_id)?)
}

/// The plans of which what was filed does not stand in their own rounds; where `mends`, it does so afterwards.
///
/// # Errors
/// [`ActionError`] where the database cannot be read or written.
pub fn compare_rounds(ctx: &Context, mends: bool) -> Result<Vec<PlanId>, ActionError> {
    let (mut wrong, mut last) = (Vec::new(), PlanId::new(0));
    loop {
        let plans = ctx.db.read(|c| rounds::unsettled(c, last, PLANS))?;
        let Some(end) = plans.last() else { return Ok(wrong) };
        last = *end;
        if mends {
            ctx.write(&Actor::Console, |tx| plans.iter().try_for_each(|id| mend(ctx, tx, *id)))?;
        }
        wrong.extend(plans);
    }
}

fn mend(ctx: &Context, tx: &mut Tx<'_>, id: PlanId) -> Result<(), ActionError> {
    plans::lock(tx.c, id)?;
    let plan = plans::find(tx.c, id)?;
    if plan.state != PlanState::Draft {
        begin_rounds(ctx, tx, &plan)?;
        settle(ctx, tx, id)?;
    }
    Ok(())
}
