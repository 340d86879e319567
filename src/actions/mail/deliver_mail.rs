//! What happens to a mail in somebody's hands is written down, several mails in one transaction: its bytes are kept, it is about
//! to be handed over, it is let go. The network is never waited for inside of one.

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::actions::{ActionError, Actor, Claim, Context, Tx};
use crate::db::mail::held::{self, After, Hold};
use crate::db::mail::mail_texts::Frozen;
use crate::db::mail::outbox::{self, Mail};
use crate::db::mail::suspended;
use crate::db::notice::notices;
use crate::domain::delivery::{MOST_DOUBTS, MOST_STRIKES, doubt_wait, is_given_up, life, step_back, wait_after};
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
    /// What was put together and not kept yet: it is kept where the mail has come to its end, so that one can see what was refused.
    pub fresh: Option<Box<Frozen>>,
}

/// What there is to write down of a mail.
#[derive(Debug, Clone)]
pub enum What {
    /// Its message is about to be handed over; these bytes are kept first, where they are new.
    Handing(Option<Box<Frozen>>),
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
pub fn write_down(ctx: &Context, notes: &[&Note]) -> Result<Vec<Option<MailState>>, ActionError> {
    ctx.write_briefly(&Actor::Scheduler, |tx| {
        let now = tx.now;
        let handed = held::hand(tx.c, &holds(notes, |what| matches!(what, What::Handing(_))), now)?;
        let mut ended = held::accept(tx.c, &holds(notes, is_taken), now)?;
        let mut stand = Vec::with_capacity(notes.len());
        for note in notes {
            let id = note.claim.mail.id;
            stand.push(match &note.what {
                What::Handing(fresh) if handed.contains(&id) => {
                    keep(tx, &note.claim, fresh.as_deref())?;
                    Some(MailState::Handed)
                }
                What::Handing(_) => None,
                what if is_taken(what) => ended.contains(&id).then_some(MailState::Accepted),
                _ => one(tx, note, &mut ended)?,
            });
        }
        if !ended.is_empty() {
            notices::settle_mails(tx.c, &ended, now)?;
        }
        Ok(stand)
    })
}

fn is_taken(what: &What) -> bool {
    matches!(what, What::Came(Came { outcome: Outcome::Accepted, fresh: None, .. }))
}

/// What is repeated for the mails of which there is this to write down.
fn holds<'a>(notes: &[&'a Note], which: fn(&What) -> bool) -> Vec<&'a Hold> {
    notes.iter().filter(|note| which(&note.what)).map(|note| &note.claim.hold).collect()
}

fn keep(tx: &mut Tx<'_>, claim: &Claim, fresh: Option<&Frozen>) -> Result<(), ActionError> {
    fresh.map_or(Ok(true), |fresh| held::freeze(tx.c, &claim.hold, fresh)).map(drop).map_err(Into::into)
}

/// What there is to write down of one mail; its key is added where it has come to its end.
fn one(
    tx: &mut Tx<'_>,
    Note { claim, what }: &Note,
    ended_mails: &mut Vec<MailId>,
) -> Result<Option<MailState>, ActionError> {
    let (mail, now) = (&claim.mail, tx.now);
    let after = match what {
        // Written down with others of its kind.
        What::Handing(_) => return Ok(None),
        What::Came(came) => after(mail, &came.outcome, came.server_took_one_at, now),
        What::Back { reason, steps_back } => return give_back(tx, claim, reason, *steps_back),
        What::Stumbled(reason) => stumbled(mail, reason, now),
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
    }
    Ok(Some(after.state))
}

/// As it was before the claim; what this attempt froze thaws.
fn give_back(tx: &mut Tx<'_>, claim: &Claim, reason: &str, steps_back: bool) -> Result<Option<MailState>, ActionError> {
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
    let after = if steps_back { waits(before, now, now + step_back()) } else { before };
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

fn after(mail: &Mail, outcome: &Outcome, server_took_one_at: Option<NaiveDateTime>, now: NaiveDateTime) -> After {
    let end = |state, reason: &String| ended(mail, state, Some(reason), now);
    match outcome {
        Outcome::Accepted => ended(mail, MailState::Accepted, None, now),
        Outcome::BadAddress(reason) => end(MailState::Bounced, reason),
        Outcome::Refused(reason) => {
            let again = struck(mail, tried_again(mail, reason, now), now);
            let since = again.struck_at.unwrap_or(now);
            if is_given_up(again.strikes, since, server_took_one_at) { as_failed(again, now) } else { again }
        }
        Outcome::Temporary(reason)
        | Outcome::Unwelcome(reason)
        | Outcome::Broken(reason)
        | Outcome::NoConnection(reason) => tried_again(mail, reason, now),
        Outcome::Doubt(reason) if mail.doubts >= MOST_DOUBTS => {
            end(MailState::Failed, &MailEnd::Uncertain.with(reason))
        }
        Outcome::Doubt(reason) => {
            waits(After { state: MailState::Handed, ..put_off(mail, reason, now) }, now, now + doubt_wait())
        }
    }
}

/// It could not be put together: it is tried again, and given up where that does not help.
fn stumbled(mail: &Mail, reason: &str, now: NaiveDateTime) -> After {
    let reason = MailEnd::NotComposed.with(reason);
    let again = struck(mail, tried_again(mail, &reason, now), now);
    if again.strikes >= MOST_STRIKES { as_failed(again, now) } else { again }
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
fn tried_again(mail: &Mail, reason: &str, now: NaiveDateTime) -> After {
    if now - tried_since(mail, now) >= life() {
        return ended(mail, MailState::Expired, Some(&reason.to_owned()), now);
    }
    put_off(mail, reason, now)
}

fn put_off(mail: &Mail, reason: &str, now: NaiveDateTime) -> After {
    let again = After { first_tried_at: Some(tried_since(mail, now)), ..After::as_it_was(mail) };
    waits(After { last_error: Some(reason.to_owned()), ..again }, now, now + wait_after(mail.attempts))
}

fn waits(after: After, now: NaiveDateTime, until: NaiveDateTime) -> After {
    After { not_before: until, decided_at: Some(now), ..after }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bundle::MailKind;
    use crate::domain::id::{PersonId, UnitId};
    use crate::domain::person::Role;

    fn at(minute: u32) -> NaiveDateTime {
        format!("2024-06-14T09:{minute:02}:00").parse().unwrap()
    }

    fn mail(attempts: i32, strikes: i32) -> Mail {
        Mail {
            id: MailId::new(1),
            key: String::new(),
            person_id: PersonId::new(1),
            kind: MailKind::Reminder,
            local_date: at(0).date(),
            unit_id: UnitId::new(1),
            role: Role::Liaison,
            to_address: None,
            subject: None,
            message_id: String::new(),
            state: MailState::Leased,
            attempts,
            doubts: 0,
            not_before: at(0),
            owner: Some("courier/1".to_owned()),
            fence: 1,
            handed_at: None,
            finished_at: None,
            last_error: None,
            created_at: at(0),
            decided_at: None,
            first_tried_at: Some(at(20)),
            strikes,
            struck_at: (strikes > 0).then(|| at(5)),
        }
    }

    #[test]
    fn what_stumbles_steps_back_and_is_given_up_after_three_times() {
        let first = stumbled(&mail(1, 0), "a defect", at(10));
        assert_eq!((first.state, first.strikes, first.not_before), (MailState::Pending, 1, at(11)));
        let third = stumbled(&mail(9, 2), "a defect", at(10));
        assert_eq!((third.state, third.strikes, third.finished_at), (MailState::Failed, 3, Some(at(10))));
        assert_eq!(third.last_error.as_deref(), Some("not_composed: a defect"));
    }

    #[test]
    fn what_is_refused_is_given_up_where_the_server_takes_others() {
        let refused = |strikes, took| after(&mail(3, strikes), &Outcome::Refused("554 no".into()), took, at(10));
        assert_eq!(refused(2, Some(at(9))).state, MailState::Failed);
        assert_eq!(refused(2, Some(at(4))).state, MailState::Pending, "before it was first refused");
        assert_eq!(refused(2, None).state, MailState::Pending);
        assert_eq!(refused(1, Some(at(9))).state, MailState::Pending);
    }

    #[test]
    fn a_time_yet_to_come_does_not_lengthen_a_mails_life() {
        let again = after(&mail(1, 0), &Outcome::Temporary("451 later".into()), None, at(10));
        assert_eq!((again.first_tried_at, again.decided_at), (Some(at(10)), Some(at(10))));
    }
}
