//! What happens to a mail on its way out, a transaction a step: it is claimed, frozen, handed over, let go. The network is
//! never waited for inside of one.

use chrono::NaiveDateTime;

use super::{ActionError, Actor, Context};
use crate::clock::{to_local, to_utc};
use crate::db::outbox::{self, After, Frozen, Hold, Mail};
use crate::db::{beats, notices, suspended};
use crate::domain::delivery::{MOST_DOUBTS, doubt_wait, life, wait_after};
use crate::domain::mail::{MailEnd, MailState};
use crate::mail::Outcome;

/// A mail that is ours alone for the time being.
#[derive(Debug, Clone)]
pub struct Claim {
    /// As it was claimed: the attempt is counted.
    pub mail: Mail,
    /// Nobody knows whether it was taken before.
    pub in_doubt: bool,
    hold: Hold,
}

/// Takes the mail in hand that waits longest; the attempt is counted. `None` where nothing is due.
///
/// # Errors
/// A database that does not answer.
pub fn claim_mail(ctx: &Context, owner: &str) -> Result<Option<Claim>, ActionError> {
    ctx.step(&Actor::Scheduler, |step| {
        while let Some(due) = outbox::next_due(step.tx, step.now)? {
            let mail = outbox::lease(step.tx, &due, owner)?;
            let hold = Hold { id: mail.id, owner: owner.to_owned(), fence: mail.fence };
            if mail.doubts <= MOST_DOUBTS {
                let in_doubt = due.state == MailState::Handed;
                return Ok(Some(Claim { mail, in_doubt, hold }));
            }
            let reason = MailEnd::Uncertain.with(mail.last_error.as_deref().unwrap_or("the sender died"));
            let after = Ending::new(&mail, MailState::Failed, Some(reason)).at(step.now);
            outbox::let_go(step.tx, &hold, &after)?;
            notices::settle_mail(step.tx, hold.id, step.now)?;
        }
        Ok(None)
    })
}

/// Keeps the bytes of the first attempt; false where the mail is in other hands by now.
///
/// # Errors
/// A database that does not answer.
pub fn freeze_mail(ctx: &Context, claim: &Claim, frozen: &Frozen) -> Result<bool, ActionError> {
    ctx.step(&Actor::Scheduler, |step| Ok(outbox::freeze(step.tx, &claim.hold, frozen)?))
}

/// Writes down that the message is about to be handed over; false where the mail is in other hands by now.
///
/// # Errors
/// A database that does not answer.
pub fn hand_mail(ctx: &Context, claim: &Claim) -> Result<bool, ActionError> {
    ctx.step(&Actor::Scheduler, |step| Ok(outbox::hand(step.tx, &claim.hold, step.now)?))
}

/// Writes down what became of a mail: it is finished, or tried again later. False where it is in other hands by now.
///
/// # Errors
/// A database that does not answer.
pub fn record_outcome(ctx: &Context, claim: &Claim, outcome: &Outcome) -> Result<bool, ActionError> {
    ctx.step(&Actor::Scheduler, |step| {
        let after = after(&claim.mail, outcome, step.now);
        if !outbox::let_go(step.tx, &claim.hold, &after)? {
            return Ok(false);
        }
        if let Outcome::BadAddress(reason) = outcome
            && let Some(address) = outbox::find(step.tx, claim.mail.id)?.to_address
        {
            suspended::insert(step.tx, &address, reason, step.now)?;
        }
        if after.finished_at.is_some() {
            notices::settle_mail(step.tx, claim.mail.id, step.now)?;
        }
        Ok(true)
    })
}

/// Gives a mail back as it was before the claim, because no line was to be had; what this attempt froze thaws.
///
/// # Errors
/// A database that does not answer.
pub fn give_back(ctx: &Context, claim: &Claim, reason: &str) -> Result<(), ActionError> {
    let (mail, in_doubt) = (&claim.mail, claim.in_doubt);
    ctx.step(&Actor::Scheduler, |step| {
        if mail.raw.is_none() {
            outbox::freeze(step.tx, &claim.hold, &Frozen::default())?;
        }
        let after = After {
            state: if in_doubt { MailState::Handed } else { MailState::Pending },
            attempts: mail.attempts - 1,
            doubts: mail.doubts - i32::from(in_doubt),
            not_before: mail.not_before,
            owner: None,
            finished_at: None,
            last_error: Some(reason.to_owned()),
        };
        Ok(outbox::let_go(step.tx, &claim.hold, &after).map(drop)?)
    })
}

/// Ends a mail without sending it: everything in it was done before, or nobody is to be written to.
///
/// # Errors
/// A database that does not answer.
pub fn drop_mail(ctx: &Context, claim: &Claim, state: MailState, reason: &str) -> Result<(), ActionError> {
    ctx.step(&Actor::Scheduler, |step| {
        let mut ending = Ending::new(&claim.mail, state, Some(reason.to_owned()));
        ending.attempts -= 1;
        if outbox::let_go(step.tx, &claim.hold, &ending.at(step.now))? {
            notices::settle_mail(step.tx, claim.mail.id, step.now)?;
        }
        Ok(())
    })
}

/// Gives up what has waited for too long; how many.
///
/// # Errors
/// A database that does not answer.
pub fn expire_mails(ctx: &Context) -> Result<usize, ActionError> {
    let before = ctx.clock.now() - life();
    // A look is cheap; the writers' turn is not taken for nothing.
    if ctx.db.read(|c| outbox::waiting_since(c, before))?.is_empty() {
        return Ok(0);
    }
    ctx.step(&Actor::Scheduler, |step| {
        let mut expired = 0;
        for mail in outbox::waiting_since(step.tx, before)?.iter().filter(|mail| born(mail) <= before) {
            let after = Ending::new(mail, MailState::Expired, mail.last_error.clone()).at(step.now);
            if outbox::finish_waiting(step.tx, mail.id, &after)? {
                notices::settle_mail(step.tx, mail.id, step.now)?;
                expired += 1;
            }
        }
        Ok(expired)
    })
}

/// A sign of life of a worker.
///
/// # Errors
/// A database that does not answer.
pub fn beat(ctx: &Context, name: &str) -> Result<(), ActionError> {
    ctx.step(&Actor::Scheduler, |step| Ok(beats::beat(step.tx, name, step.now)?))
}

/// A worker has finished: nothing of its is in its hands.
///
/// # Errors
/// A database that does not answer.
pub fn rest(ctx: &Context, name: &str) -> Result<(), ActionError> {
    ctx.step(&Actor::Scheduler, |step| Ok(beats::forget(step.tx, name)?))
}

/// Takes everything out of the hands of a dead worker; how many mails.
///
/// # Errors
/// A database that does not answer.
pub fn release_mails(ctx: &Context, owner: &str) -> Result<usize, ActionError> {
    ctx.step(&Actor::Scheduler, |step| Ok(outbox::release(step.tx, owner, step.now + doubt_wait())?))
}

/// A mail lives from when it was queued, or from the morning it was meant for.
fn born(mail: &Mail) -> NaiveDateTime {
    let midnight = to_utc(mail.local_date.and_time(chrono::NaiveTime::MIN));
    if to_local(mail.created_at).date() >= mail.local_date { mail.created_at } else { midnight }
}

fn after(mail: &Mail, outcome: &Outcome, now: NaiveDateTime) -> After {
    let end = |state, reason: Option<&String>| Ending::new(mail, state, reason.cloned());
    match outcome {
        Outcome::Accepted => end(MailState::Accepted, None).at(now),
        Outcome::BadAddress(reason) => end(MailState::Bounced, Some(reason)).at(now),
        Outcome::Refused(reason) => end(MailState::Failed, Some(reason)).at(now),
        Outcome::Temporary(reason) | Outcome::NoConnection(reason) => {
            end(MailState::Pending, Some(reason)).again(now + wait_after(mail.attempts))
        }
        Outcome::Doubt(reason) if mail.doubts >= MOST_DOUBTS => {
            end(MailState::Failed, Some(&MailEnd::Uncertain.with(reason))).at(now)
        }
        Outcome::Doubt(reason) => end(MailState::Handed, Some(reason)).again(now + doubt_wait()),
    }
}

/// How a mail's attempt ends.
struct Ending {
    attempts: i32,
    doubts: i32,
    not_before: NaiveDateTime,
    state: MailState,
    reason: Option<String>,
}

impl Ending {
    fn new(mail: &Mail, state: MailState, reason: Option<String>) -> Self {
        Self { attempts: mail.attempts, doubts: mail.doubts, not_before: mail.not_before, state, reason }
    }

    /// For good.
    fn at(self, now: NaiveDateTime) -> After {
        After { finished_at: Some(now), ..self.after() }
    }

    /// For now.
    fn again(self, not_before: NaiveDateTime) -> After {
        After { not_before, ..self.after() }
    }

    fn after(self) -> After {
        let Self { attempts, doubts, not_before, state, reason } = self;
        After { state, attempts, doubts, not_before, owner: None, finished_at: None, last_error: reason }
    }
}
