//! Consent (同意): whoever manages accounts becomes nobody by it. A one-time link for an account with rights of its own needs the
//! security administrator's; the command line needs none, and the trail has it.

use chrono::TimeDelta;

use super::tell_account;
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::people::approvals::{self, LinkRequest};
use crate::db::people::persons::{self, Person};
use crate::db::people::{administrators, links, posts, sessions};
use crate::domain::id::PersonId;
use crate::domain::person::{Absence, Role};
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// What a link waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// The security administrator has it on the page.
    Waits,
    /// There is none who could agree, and why: the command line makes the link.
    NobodyThere(Absence),
}

/// That nobody could agree to a link for somebody, why, and what to do.
pub fn consent_nobody(why: Absence, person: &Person) -> Message {
    let words = Message::new("consent.nobody").with_word("why", "absent", why.as_str());
    words.with("email", person.email.as_deref().unwrap_or_default())
}

/// Whether a link for that account needs it when the actor makes it.
pub(super) fn is_needed(tx: &mut Tx<'_>, person_id: PersonId) -> Result<bool, ActionError> {
    if matches!(tx.actor, Actor::Console) {
        return Ok(false);
    }
    let today = tx.today;
    let held = posts::of_person(tx.c, person_id)?;
    Ok(held.iter().any(|post| post.is_held(today) && post.role.needs_consent()))
}

/// Asks for it, where nobody has asked yet; the security administrators are told by mail.
pub(super) fn ask(ctx: &Context, tx: &mut Tx<'_>, person_id: PersonId) -> Result<Consent, ActionError> {
    let today = tx.today;
    let requested_by = tx.actor.person_id().ok_or(ActionError::Forbidden)?;
    if let Some(why) = administrators::absence(tx.c, today, Role::Secadmin, person_id)? {
        return Ok(Consent::NobodyThere(why));
    }
    let waits = approvals::last_of(tx.c, person_id)?.is_some_and(|last| last.decided_at.is_none());
    if !waits {
        approvals::insert(tx.c, person_id, requested_by, tx.now)?;
        let entry = tx.record(&Trace::new(Verb::RequestLink, On::Person(person_id)))?;
        tell_account::tell_secadmins(ctx, tx, person_id, entry)?;
    }
    Ok(Consent::Waits)
}

/// Asks for it whatever was asked or agreed to before: that was about the account as it was.
pub(super) fn ask_anew(ctx: &Context, tx: &mut Tx<'_>, person_id: PersonId) -> Result<Consent, ActionError> {
    approvals::void_all(tx.c, person_id, tx.now)?;
    ask(ctx, tx, person_id)
}

/// Whether the last request for an account is agreed to, not used, and still good: as long as a link is.
pub fn consent_is_good(ctx: &Context, request: &LinkRequest) -> bool {
    let lasts = TimeDelta::hours(ctx.settings.auth.link_hours);
    let decided = request.decided_at.filter(|_| request.agreed && request.used_at.is_none());
    decided.is_some_and(|at| at + lasts > ctx.clock.now())
}

/// Holds the posts with rights of their own back and asks anew, for an account that somebody begins to be written to at.
pub(super) fn hold_posts(ctx: &Context, tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
    let today = tx.today;
    if ask_anew(ctx, tx, person_id)? == Consent::Waits {
        let held = posts::of_person(tx.c, person_id)?;
        for post in held.iter().filter(|post| post.is_held(today) && post.role.needs_consent()) {
            posts::hold_back(tx.c, post.id)?;
        }
    }
    Ok(())
}

/// Uses what was agreed to, once, by whoever asked for it.
///
/// # Errors
/// [`ActionError::Conflict`]: it waits, or there is nobody who could agree.
pub(super) fn take(ctx: &Context, tx: &mut Tx<'_>, person: &Person) -> Result<bool, ActionError> {
    let Some(last) = approvals::last_of(tx.c, person.id)? else { return Ok(false) };
    if last.decided_at.is_none() {
        let today = tx.today;
        // Whoever could decide may have gone since it was asked: then it waits for nobody.
        return match administrators::absence(tx.c, today, Role::Secadmin, person.id)? {
            None => Err(ActionError::conflict(Message::new("consent.waits"))),
            Some(_) => Ok(false),
        };
    }
    let own = tx.actor.person_id() == Some(last.requested_by);
    Ok(own && consent_is_good(ctx, &last) && approvals::use_up(tx.c, last.id, tx.now)?)
}

/// Takes the way in away from an account that gets rights of its own: whoever manages accounts may know its password. A new link
/// needs consent.
pub(super) fn close_way_in(tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
    links::use_up_all(tx.c, person_id, tx.now)?;
    persons::forget_password(tx.c, person_id)?;
    Ok(sessions::end_all(tx.c, person_id, tx.now)?)
}
