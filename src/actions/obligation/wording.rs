//! What obligations are searched by: kept with the plan that makes them owed, and by the clock for what was written past us.

use std::collections::BTreeMap;

use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::DbConnection;
use crate::db::obligation::texts::{self, Worded};
use crate::domain::id::{MeasureId, ObligationId, PlanId};

/// So many rows are read in one transaction: others write in between.
const CHUNK: i64 = 500;

/// Gives the obligations of a plan the texts that they are searched by.
pub(in crate::actions) fn word_plan(tx: &mut Tx<'_>, plan_id: PlanId) -> Result<(), ActionError> {
    while word_some(tx, Some(plan_id))? > 0 {}
    Ok(())
}

/// Gives texts to the obligations that have none: of another version, or changed by hand since; how many.
///
/// # Errors
/// [`ActionError`] where the database cannot be read or written.
pub fn word_unread(ctx: &Context) -> Result<usize, ActionError> {
    // A look is cheap: the writers' turn is not taken for nothing.
    if ctx.db.read(|c| texts::unread(c, None, 1))?.is_empty() {
        return Ok(0);
    }
    let mut read = 0;
    loop {
        match ctx.write(&Actor::Scheduler, |tx| word_some(tx, None))? {
            0 => return Ok(read),
            rows => read += rows,
        }
        tracing::info!(read, "obligations were given the text that they are searched by");
    }
}

/// Gives some of them theirs; how many.
fn word_some(tx: &mut Tx<'_>, plan_id: Option<PlanId>) -> Result<usize, ActionError> {
    let rows = texts::unread(tx.c, plan_id, CHUNK)?;
    let mut alike: BTreeMap<(MeasureId, String), Vec<ObligationId>> = BTreeMap::new();
    for row in &rows {
        alike.entry((row.measure_id, row.folded())).or_default().push(row.id);
    }
    for ((_, folded), ids) in &alike {
        texts::give(tx.c, folded, ids)?;
    }
    Ok(rows.len())
}

/// The obligations that are not found by what they say: all are read, in parts. Where `mends`, they are given their texts, and those by
/// which nothing is found any more go.
///
/// # Errors
/// [`ActionError`] where the database cannot be read or written.
pub fn compare_texts(ctx: &Context, mends: bool) -> Result<Vec<ObligationId>, ActionError> {
    let (mut wrong, mut last) = (Vec::new(), ObligationId::new(0));
    loop {
        let rows = ctx.db.read(|c| texts::behind(c, last, CHUNK))?;
        let Some((end, _)) = rows.last() else { break };
        last = end.id;
        wrong.extend(ctx.db.read(|c| wrongly_found(c, &rows))?);
    }
    if mends {
        for part in wrong.chunks(usize::try_from(CHUNK).unwrap_or(1)) {
            ctx.write(&Actor::Console, |tx| Ok(texts::forget(tx.c, part)?))?;
        }
        word_unread(ctx)?;
        while ctx.write(&Actor::Console, |tx| Ok(texts::remove_unused(tx.c, CHUNK)?))? > 0 {}
    }
    Ok(wrong)
}

/// Those of some obligations whose text is another one than they have, or lacks grams.
fn wrongly_found(c: &mut DbConnection, rows: &[(Worded, Option<String>)]) -> Result<Vec<ObligationId>, ActionError> {
    let (mut wrong, mut whole) = (Vec::new(), BTreeMap::new());
    for (row, stored) in rows {
        let folded = row.folded();
        let is_right = match row.text_id.filter(|_| stored.as_ref() == Some(&folded)) {
            None => false,
            Some(id) => match whole.get(&id) {
                Some(is_whole) => *is_whole,
                None => {
                    let is_whole = texts::has_grams(c, id, &folded)?;
                    whole.insert(id, is_whole);
                    is_whole
                }
            },
        };
        if !is_right {
            wrong.push(row.id);
        }
    }
    Ok(wrong)
}
