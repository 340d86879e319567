//! Mails are taken in hand and out of it: by a courier that works, by one that looks after the dead.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::hours::mail_hour;
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::mail::held::{self, After, Hold};
use crate::db::mail::leases::{self, Release};
use crate::db::mail::outbox::{self, Mail};
use crate::db::notice::notices;
use crate::db::{DbError, DbResult, beats, instance};
use crate::domain::delivery::{MOST_DOUBTS, doubt_wait, wait_after};
use crate::domain::id::MailId;
use crate::domain::mail::{MailEnd, MailState};

pub use crate::db::mail::outbox::End;

/// So long a courier's last beat is kept that ended without a word and left nothing.
const LOST_MINUTES: i64 = 60;

/// A mail that is ours alone for the time being.
#[derive(Debug, Clone)]
pub struct Claim {
    /// As it was claimed: the attempt is counted.
    pub mail: Mail,
    /// Nobody knows whether it was taken before.
    pub in_doubt: bool,
    pub(super) hold: Hold,
}

/// Takes mails in hand, from the beginning of the queue or from its end; the attempt of each is counted. A row that cannot be
/// read as a mail fails by itself. Empty where nothing is due, and while the outbox is held.
pub fn claim_mails(ctx: &Context, owner: &str, end: End, many: usize) -> Result<Vec<Arc<Claim>>, ActionError> {
    let many = i64::try_from(many).unwrap_or(i64::MAX);
    ctx.write(&Actor::Scheduler, |tx| {
        if instance::is_held(tx.c)? {
            return Ok(Vec::new());
        }
        let hour = mail_hour(ctx, tx.c, tx.now)?;
        loop {
            let due = outbox::next_due(tx.c, hour, end, many)?;
            leases::lease(tx.c, &due, owner)?;
            let ids: Vec<MailId> = due.iter().map(|(id, _)| *id).collect();
            let all = outbox::find_all(tx.c, &ids);
            let mut claims = Vec::new();
            for (id, state) in &due {
                // Where one cannot be read, each is read by itself.
                let read = match &all {
                    Ok(mails) => mails.iter().find(|mail| mail.id == *id).cloned().ok_or(DbError::NotFound),
                    Err(_) => outbox::find(tx.c, *id),
                };
                claims.extend(claim(tx, (*id, *state), owner, read)?.map(Arc::new));
            }
            if !claims.is_empty() || due.is_empty() {
                return Ok(claims);
            }
        }
    })
}

/// The claim on a mail that was just leased; `None` for one that has come to its end.
fn claim(
    tx: &mut Tx<'_>,
    (id, was): (MailId, MailState),
    owner: &str,
    read: DbResult<Mail>,
) -> Result<Option<Claim>, ActionError> {
    let mail = match read {
        Ok(mail) => mail,
        Err(error) if error.is_unreadable_row() => {
            tracing::error!(mail = %id, ?error, "a mail cannot be read");
            leases::fail_unreadable(tx.c, (id, owner), &MailEnd::NotComposed.with(error), tx.now)?;
            notices::settle_mail(tx.c, id, tx.now)?;
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let hold = Hold { id, owner: owner.to_owned(), fence: mail.fence };
    if mail.doubts <= MOST_DOUBTS {
        // One that was leased to nobody has had its doubt counted when it was claimed before.
        let in_doubt = was == MailState::Handed || (was == MailState::Leased && mail.doubts > 0);
        return Ok(Some(Claim { mail, in_doubt, hold }));
    }
    let reason = MailEnd::Uncertain.with(mail.last_error.as_deref().unwrap_or("the sender died"));
    held::let_go(tx.c, &hold, &uncertain(&mail, reason, tx.now))?;
    notices::settle_mail(tx.c, id, tx.now)?;
    Ok(None)
}

fn uncertain(mail: &Mail, reason: String, now: NaiveDateTime) -> After {
    After { state: MailState::Failed, finished_at: Some(now), last_error: Some(reason), ..After::as_it_was(mail) }
}

/// A sign of life of a worker.
pub fn beat(ctx: &Context, name: &str) -> Result<(), ActionError> {
    ctx.write(&Actor::Scheduler, |tx| Ok(beats::beat(tx.c, name, tx.now)?))
}

/// A worker has finished: what it claimed and never handed over is as it was before, and its beats are forgotten; so are those
/// of couriers that ended long ago without a word. How many mails it still had.
pub fn rest(ctx: &Context, name: &str) -> Result<usize, ActionError> {
    let lost = TimeDelta::minutes(LOST_MINUTES);
    ctx.write(&Actor::Scheduler, |tx| {
        let unclaimed = leases::unclaim(tx.c, name)?;
        beats::forget(tx.c, name)?;
        beats::forget_lost(tx.c, (tx.now - lost, tx.now + lost))?;
        Ok(unclaimed)
    })
}

/// Takes everything out of the hands of a dead worker and forgets it; how many mails. `None` where it has beaten since it was
/// seen to have beaten so often: it lives, and keeps what it has.
pub fn release_mails(ctx: &Context, owner: &str, beats_seen: Option<i64>) -> Result<Option<usize>, ActionError> {
    ctx.write(&Actor::Scheduler, |tx| {
        let when = Release { now: tx.now, doubt_until: tx.now + doubt_wait(), again_at: tx.now + wait_after(1) };
        Ok(leases::release(tx.c, (owner, beats_seen), &when)?)
    })
}
