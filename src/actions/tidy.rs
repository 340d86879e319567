//! What sign-in leaves behind goes away again: sessions and links that are over, tries that are forgotten, places where
//! nobody has been for long. In small transactions, so that nobody waits for it.

use chrono::TimeDelta;

use super::people::keep_form::KEPT;
use super::{ActionError, Actor, Context, Tx};
use crate::db::people::{kept_forms, known_places, links, sessions, sign_in_tries};
use crate::db::{DbResult, files};
use crate::domain::tries::REMEMBERED_HOURS;

/// Rows of one transaction.
const BATCH: i64 = 200;
/// Files of one.
const FILES: i64 = 20;
/// Transactions of one round; what is left is done in the next.
const ROUNDS: usize = 50;

/// Days after its end that a session or a link can still be looked up.
const ENDED: TimeDelta = TimeDelta::days(7);
/// Hours after which a try at an account is forgotten.
const FORGOTTEN: TimeDelta = TimeDelta::hours(REMEMBERED_HOURS);
/// Days after which a place where nobody signed in again is strange.
const KNOWN: TimeDelta = TimeDelta::days(180);

/// How many rows went.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Sessions that were over.
    pub sessions: usize,
    /// One-time links that had run out.
    pub links: usize,
    /// Tries at accounts.
    pub tries: usize,
    /// Known places.
    pub places: usize,
    /// Forms that nobody came back for.
    pub forms: usize,
    /// Files that belong to nothing.
    pub files: usize,
    /// Dates that nobody can read, moved out of the way.
    pub dates: usize,
}

/// Deletes what is over, and looks whether every date can be read.
pub fn tidy(ctx: &Context) -> Result<Tidied, ActionError> {
    Ok(Tidied {
        sessions: delete(ctx, |tx| sessions::prune(tx.c, tx.now - ENDED, BATCH))?,
        links: delete(ctx, |tx| links::prune(tx.c, tx.now - ENDED, BATCH))?,
        tries: delete(ctx, |tx| sign_in_tries::prune(tx.c, tx.now - FORGOTTEN, tx.now, BATCH))?,
        forms: delete(ctx, |tx| kept_forms::prune(tx.c, tx.now - KEPT, BATCH))?,
        files: delete(ctx, |tx| files::prune(tx.c, tx.now - KEPT, FILES))?,
        dates: ctx.db.clear_dates()?.len(),
        places: delete(ctx, |tx| known_places::prune(tx.c, tx.now - KNOWN, BATCH))?,
    })
}

fn delete(ctx: &Context, batch: impl Fn(&mut Tx<'_>) -> DbResult<usize>) -> Result<usize, ActionError> {
    let mut all = 0;
    for _ in 0..ROUNDS {
        let rows = ctx.write(&Actor::Scheduler, |tx| Ok(batch(tx)?))?;
        all += rows;
        if rows == 0 {
            break;
        }
    }
    Ok(all)
}
