//! What happens to a mail in somebody's hands is written down, several mails in one transaction: its bytes are kept, it is about
//! to be handed over, it is let go. The network is never waited for inside of one.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::hours::MailHours;
use crate::actions::{ActionError, Actor, Claim, Context, Tx};
use crate::db::Pen;
use crate::db::mail::held::{self, After};
use crate::db::mail::mail_texts::Frozen;
use crate::db::mail::marks::{self, Mark};
use crate::db::mail::outbox::{self, Mail};
use crate::db::mail::suspended;
use crate::db::notice::notices;
use crate::domain::delivery::{MOST_DOUBTS, MOST_STRIKES, doubt_wait, is_given_up, step_back, wait_after};
use crate::domain::id::MailId;
use crate::domain::mail::{MailEnd, MailState};
use crate::mail::Outcome;

/// A mail, and what there is to write down of it.
#[derive(Debug, Clone)]
pub struct Note {
    /// The mail.
    pub claim: Arc<Claim>,
    /// What there is to write down.
    pub what: What,
}

/// How an attempt has come to its end.
#[derive(Debug, Clone)]
pub struct Came {
    /// What the server made of it.
    pub outcome: Outcome,
    /// When the server took another mail last, in UTC: a refused one is given up where it takes others.
    pub server_took_one_at: Option<NaiveDateTime>,
    /// What was put together anew and never left: it is kept where the mail has come to its end, so that one can see what was refused,
    /// and else put together anew the next time.
    pub fresh: Option<Arc<Frozen>>,
}

/// What there is to write down of a mail.
#[derive(Debug, Clone)]
pub enum What {
    /// It is being handed over: its message leaves once this is written down and the server has agreed to it. These bytes are kept
    /// first, where they are new.
    Handing(Option<Arc<Frozen>>),
    /// An attempt has come to its end.
    Came(Came),
    /// Nothing was tried that counts: it is as it was before the claim. Where others are to come before it, it steps back.
    Back {
        /// Why.
        reason: String,
        /// Whether others come before it.
        steps_back: bool,
    },
    /// It could not be put together, by a defect.
    Stumbled(String),
    /// It is not sent: everything in it was done before, or nobody is to be written to.
    Dropped(MailState, String),
}

/// Writes down what became of mails, all in one transaction: where each stands now, `None` for one that is in other hands. It outlives our
/// death at once, and a power cut a moment later: what left in that moment may leave once more, the same.
pub fn write_down(ctx: &Context, pen: &mut Pen<'_>, notes: &[&Note]) -> Result<Vec<Option<MailState>>, ActionError> {
    if let Some(stand) = at_a_stroke(ctx, pen, notes) {
        return Ok(stand);
    }
    ctx.write_briefly(&Actor::Scheduler, |tx| {
        let (now, mut hours) = (tx.now, None);
        let marked = marks::mark(tx.c, &notes.iter().filter_map(|note| mark(note)).collect::<Vec<_>>(), now)?;
        let (mut ended, mut stand) = (Vec::new(), Vec::with_capacity(notes.len()));
        for note in notes {
            let id = note.claim.mail.id;
            stand.push(match mark(note) {
                Some(mark) => marked.contains(&id).then(|| mark.stands()),
                None => {
                    let hours = match &mut hours {
                        Some(hours) => &*hours,
                        none => &*none.insert(MailHours::load(ctx, tx.c)?),
                    };
                    one(tx, note, hours, &mut ended)?
                }
            });
        }
        if !ended.is_empty() {
            notices::settle_mails(tx.c, &ended, now)?;
        }
        Ok(stand)
    })
}

/// Gets a pen ready before there is anything to write down: opening it and planning its statements takes as long as many mails do.
pub fn rehearse(ctx: &Context, pen: &mut Pen<'_>) {
    // Where that fails the first mails go into a transaction, which says why.
    let _ = at_a_stroke(ctx, pen, &[]);
}

/// The same where all of them are marked together, which is nearly always: the one statement is the transaction, and it is planned where
/// there are none. `None` where they are not, and where it marked nothing: why that is so is found out in a transaction of more than one.
fn at_a_stroke(ctx: &Context, pen: &mut Pen<'_>, notes: &[&Note]) -> Option<Vec<Option<MailState>>> {
    let marks = notes.iter().map(|note| mark(note)).collect::<Option<Vec<_>>>()?;
    let marked = pen.stroke(|c| match &*marks {
        [] => marks::rehearse(c, ctx.clock.now()),
        marks => marks::mark(c, marks, ctx.clock.now()),
    })?;
    let stand = |mark: &Mark<'_>| marked.contains(&mark.id()).then(|| mark.stands());
    (!marked.is_empty()).then(|| marks.iter().map(stand).collect())
}

/// What is marked together with others of its kind.
fn mark(note: &Note) -> Option<Mark<'_>> {
    let hold = &note.claim.hold;
    match &note.what {
        What::Handing(fresh) => Some(Mark::Handing(hold, fresh.as_deref())),
        What::Came(Came { outcome: Outcome::Accepted, fresh: None, .. }) => Some(Mark::Taken(hold)),
        _ => None,
    }
}

fn keep(tx: &mut Tx<'_>, claim: &Claim, fresh: Option<&Frozen>) -> Result<(), ActionError> {
    fresh.map_or(Ok(true), |fresh| held::freeze(tx.c, &claim.hold, fresh)).map(drop).map_err(Into::into)
}

/// What there is to write down of one mail; its key is added where it has come to its end.
fn one(
    tx: &mut Tx<'_>,
    Note { claim, what }: &Note,
    hours: &MailHours,
    ended_mails: &mut Vec<MailId>,
) -> Result<Option<MailState>, ActionError> {
    let (mail, now) = (&claim.mail, tx.now);
    let after = match what {
        // Written down with others of its kind.
        What::Handing(_) => return Ok(None),
        What::Came(came) => after(mail, &came.outcome, came.server_took_one_at, (now, hours)),
        What::Back { reason, steps_back } => return give_back(tx, claim, hours, (reason, *steps_back)),
        What::Stumbled(reason) => stumbled(mail, reason, (now, hours)),
        What::Dropped(state, reason) => After {
            attempts: mail.attempts.saturating_sub(1),
            first_tried_at: mail.first_tried_at,
            ..ended(mail, *state, Some(reason), now)
        },
    };
    if let What::Came(Came { fresh, .. }) = what
        && after.finished_at.is_some()
    {
        keep(tx, claim, fresh.as_deref())?;
    }
    if !held::let_go(tx.c, &claim.hold, &after)? {
        return Ok(None);
    }
    if let What::Came(Came { outcome: Outcome::BadAddress(reason), .. }) = what
        && let Some(address) = outbox::find(tx.c, mail.id)?.to_address
    {
        suspended::insert(tx.c, &address, reason, now)?;
    }
    if after.finished_at.is_some() {
        ended_mails.push(mail.id);
    } else if never_left(what) && !mail.is_frozen() {
        held::thaw(tx.c, mail.id)?;
    }
    Ok(Some(after.state))
}

/// Whether nothing of the message left at this attempt, although it may have been said that it is about to.
fn never_left(what: &What) -> bool {
    matches!(what, What::Stumbled(_) | What::Came(Came { fresh: Some(_), .. }))
}

/// As it was before the claim; what this attempt froze thaws.
fn give_back(
    tx: &mut Tx<'_>,
    claim: &Claim,
    hours: &MailHours,
    (reason, steps_back): (&str, bool),
) -> Result<Option<MailState>, ActionError> {
    let (mail, now) = (&claim.mail, tx.now);
    let before = After {
        state: if claim.in_doubt { MailState::Handed } else { MailState::Pending },
        attempts: mail.attempts.saturating_sub(1),
        doubts: mail.doubts.saturating_sub(i32::from(claim.in_doubt)),
        last_error: Some(reason.to_owned()),
        ..After::as_it_was(mail)
    };
    // That it was refused, or could not be tried, is remembered: once others are taken, the next refusal is its own.
    let before = if steps_back { After { struck_at: mail.struck_at.or(Some(now)), ..before } } else { before };
    let after = if steps_back { waits(before, now, hours.leaves_at(now + step_back(), mail.at_once)) } else { before };
    if !held::let_go(tx.c, &claim.hold, &after)? {
        return Ok(None);
    }
    if !mail.is_frozen() {
        held::thaw(tx.c, mail.id)?;
    }
    Ok(Some(after.state))
}

/// Since when a mail has been tried; a time yet to come is of a clock that has been set back.
fn tried_since(mail: &Mail, now: NaiveDateTime) -> NaiveDateTime {
    mail.first_tried_at.map_or(now, |at| at.min(now))
}

/// Now, in UTC, and when mails may leave.
type At<'a> = (NaiveDateTime, &'a MailHours);

fn after(mail: &Mail, outcome: &Outcome, server_took_one_at: Option<NaiveDateTime>, at: At<'_>) -> After {
    let now = at.0;
    let end = |state, reason: &String| ended(mail, state, Some(reason), now);
    match outcome {
        Outcome::Accepted => ended(mail, MailState::Accepted, None, now),
        Outcome::BadAddress(reason) => end(MailState::Bounced, reason),
        Outcome::Refused(reason) => {
            let again = struck(mail, tried_again(mail, reason, at), now);
            let since = again.struck_at.unwrap_or(now);
            if is_given_up(again.strikes, since, server_took_one_at) { as_failed(again, now) } else { again }
        }
        Outcome::Temporary(reason)
        | Outcome::Unwelcome(reason)
        | Outcome::Broken(reason)
        | Outcome::NoConnection(reason) => tried_again(mail, reason, at),
        Outcome::Doubt(reason) if mail.doubts >= MOST_DOUBTS => {
            end(MailState::Failed, &MailEnd::Uncertain.with(reason))
        }
        Outcome::Doubt(reason) => {
            waits(After { state: MailState::Handed, ..put_off(mail, reason, at) }, now, leaves(mail, at, doubt_wait()))
        }
    }
}

/// It could not be put together: it is tried again, and given up where that does not help.
fn stumbled(mail: &Mail, reason: &str, at: At<'_>) -> After {
    let reason = MailEnd::NotComposed.with(reason);
    let again = struck(mail, tried_again(mail, &reason, at), at.0);
    if again.strikes >= MOST_STRIKES { as_failed(again, at.0) } else { again }
}

fn struck(mail: &Mail, after: After, now: NaiveDateTime) -> After {
    After {
        strikes: mail.strikes.saturating_add(1),
        struck_at: Some(mail.struck_at.map_or(now, |at| at.min(now))),
        ..after
    }
}

fn as_failed(after: After, now: NaiveDateTime) -> After {
    After { state: MailState::Failed, finished_at: Some(now), ..after }
}

/// For good.
fn ended(mail: &Mail, state: MailState, reason: Option<&String>, now: NaiveDateTime) -> After {
    After {
        state,
        finished_at: Some(now),
        first_tried_at: Some(tried_since(mail, now)),
        last_error: reason.cloned(),
        ..After::as_it_was(mail)
    }
}

/// For now; for good where it has been tried for too long. However long nothing could be tried, this was a try.
fn tried_again(mail: &Mail, reason: &str, at: At<'_>) -> After {
    let (now, hours) = at;
    if now >= hours.life_ends(tried_since(mail, now)) {
        return ended(mail, MailState::Expired, Some(&reason.to_owned()), now);
    }
    put_off(mail, reason, at)
}

/// When a mail leaves that waits for so long from now on.
fn leaves(mail: &Mail, (now, hours): At<'_>, wait: TimeDelta) -> NaiveDateTime {
    hours.leaves_at(now + wait, mail.at_once)
}

fn put_off(mail: &Mail, reason: &str, at: At<'_>) -> After {
    let now = at.0;
    let again = After { first_tried_at: Some(tried_since(mail, now)), ..After::as_it_was(mail) };
    waits(After { last_error: Some(reason.to_owned()), ..again }, now, leaves(mail, at, wait_after(mail.attempts)))
}

fn waits(after: After, now: NaiveDateTime, until: NaiveDateTime) -> After {
    After { not_before: until, decided_at: Some(now), ..after }
}

#[cfg(test)]
mod tests;
