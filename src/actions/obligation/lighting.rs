//! Lamps by the rules: reckoned anew with every step, and by the clock where the rules have become others.

use std::collections::HashMap;
use std::sync::Arc;

use super::lamp_rules::Lighting;
use super::rounds_of::rounds_of;
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::DbConnection;
use crate::db::obligation::lamps::{self, Lit};
use crate::db::obligation::obligations;
use crate::domain::id::{ObligationId, PlanId};
use crate::domain::obligation::Stage;
use crate::domain::round::Rounds;

/// So many rows are reckoned in one transaction: others write in between.
const CHUNK: i64 = 500;

/// Reckons the lamp of an obligation that was just changed.
pub(in crate::actions) fn relight(ctx: &Context, tx: &mut Tx<'_>, id: ObligationId) -> Result<(), ActionError> {
    let rules = tx.lighting(ctx)?;
    let row = lamps::of(tx.c, id)?;
    let rounds = tx.rounds(ctx, row.obligation.plan_id)?;
    Ok(lamps::keep(tx.c, id, &rules.of(&row, &rounds))?)
}

/// Keeps how far the work is by the latest report that counts: stage, percent, month; the lamp follows.
pub(super) fn keep_progress(
    ctx: &Context,
    tx: &mut Tx<'_>,
    id: ObligationId,
    said: Option<(Stage, Option<i32>, Option<&str>)>,
) -> Result<(), ActionError> {
    obligations::keep_progress(tx.c, id, said)?;
    relight(ctx, tx, id)
}

/// Reckons the lamps that were reckoned by other rules, or not at all since somebody changed their rows by hand; how many.
///
/// # Errors
/// [`ActionError`] where the database cannot be read or written.
pub fn relight_stale(ctx: &Context) -> Result<usize, ActionError> {
    let rules = ctx.db.read(|c| ctx.rules.read(c))?.lighting.clone();
    // A look is cheap: the writers' turn is not taken for nothing.
    if ctx.db.read(|c| lamps::stale(c, rules.rev, 1))?.is_empty() {
        return Ok(0);
    }
    let mut relit = 0;
    loop {
        match relight_some(ctx)? {
            0 => return Ok(relit),
            rows => relit += rows,
        }
    }
}

/// Reckons some of them; how many.
fn relight_some(ctx: &Context) -> Result<usize, ActionError> {
    ctx.write(&Actor::Scheduler, |tx| {
        let rules = tx.lighting(ctx)?;
        let rows = lamps::stale(tx.c, rules.rev, CHUNK)?;
        let rounds = rounds_of_rows(ctx, tx.c, &rows)?;
        for row in &rows {
            if let Some(rounds) = rounds.get(&row.obligation.plan_id) {
                lamps::keep(tx.c, row.obligation.id, &rules.of(row, rounds))?;
            }
        }
        Ok(rows.len())
    })
}

/// All rounds of the plans of these rows.
fn rounds_of_rows(ctx: &Context, c: &mut DbConnection, rows: &[Lit]) -> Result<HashMap<PlanId, Rounds>, ActionError> {
    let rhythms = rows.iter().map(|row| (row.obligation.plan_id, row.rhythm)).collect();
    rounds_of(c, &rhythms, ctx.settings.plan.late_workdays, None)
}

/// The obligations whose stored lamp is not as the rules say: all are reckoned, in parts. Where `mends`, it is stored as they say.
///
/// # Errors
/// [`ActionError`] where the database cannot be read or written.
pub fn compare_lamps(ctx: &Context, mends: bool) -> Result<Vec<ObligationId>, ActionError> {
    let rules = ctx.db.read(|c| ctx.rules.read(c))?.lighting.clone();
    let (mut wrong, mut last) = (Vec::new(), ObligationId::new(0));
    loop {
        let (rows, rounds) = ctx.db.read(|c| {
            let rows = lamps::behind(c, last, CHUNK)?;
            let rounds = rounds_of_rows(ctx, c, &rows)?;
            Ok::<_, ActionError>((rows, rounds))
        })?;
        let Some(end) = rows.last() else { break };
        last = end.obligation.id;
        let is_as =
            |row: &&Lit| rounds.get(&row.obligation.plan_id).is_some_and(|own| row.stored == rules.of(row, own));
        wrong.extend(rows.iter().filter(|row| !is_as(row)).map(|row| row.obligation.id));
    }
    let parts = if mends { wrong.chunks(usize::try_from(CHUNK).unwrap_or(1)) } else { [].chunks(1) };
    for part in parts {
        ctx.write(&Actor::Console, |tx| part.iter().try_for_each(|id| relight(ctx, tx, *id)))?;
    }
    Ok(wrong)
}

impl Tx<'_> {
    /// What lamps are told by.
    pub(in crate::actions) fn lighting(&mut self, ctx: &Context) -> Result<Arc<Lighting>, ActionError> {
        Ok(Arc::clone(&self.rules(ctx)?.lighting))
    }
}
