//! Signing in: an address and a password become a session. Five wrong passwords lock the account.

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use super::{ActionError, Actor, Context, Step, Trace};
use crate::auth::{password, secret};
use crate::clock;
use crate::db::people::{self, Person};
use crate::db::sessions::{self, Session};
use crate::strings::Message;

/// Checks the password and opens a session in the person's first post.
///
/// The password is checked outside the transaction: it takes 20 ms in which nobody else could write.
///
/// # Errors
/// [`ActionError::Invalid`]: wrong (the same words for an unknown address), locked, or without a post.
pub fn sign_in(ctx: &Context, email: &str, given: &str) -> Result<Session, ActionError> {
    let person = ctx.db.read(|c| people::by_email(c, email.trim()))?;
    let hash = person.as_ref().and_then(|person| person.password_hash.as_deref());
    let right = password::verify(given, hash).map_err(|_| ActionError::Unavailable)?;
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
        return Err(wrong(ctx));
    };
    let actor = Actor::Visitor;
    // The count of failures must be kept although the answer is a refusal: the step itself succeeds.
    ctx.step(&actor, |step| {
        Ok(if right { open(ctx, step, person.id) } else { Err(note_failure(ctx, step, person.id)?) })
    })?
}

/// The same words whether the address is unknown, the password wrong or the account locked: only the right password
/// learns of a lock, so that nobody can ask which addresses exist.
fn wrong(ctx: &Context) -> ActionError {
    let rules = &ctx.settings.auth;
    let reason = Message::new("sign_in.wrong").with("n", rules.lock_after_failures).with("minutes", rules.lock_minutes);
    ActionError::invalid("password", reason)
}

fn locked(until: NaiveDateTime) -> ActionError {
    let time = clock::to_local(until).format("%H:%M");
    ActionError::invalid("password", Message::new("sign_in.locked").with("time", time))
}

fn lock_of(person: &Person, now: NaiveDateTime) -> Option<NaiveDateTime> {
    person.locked_until.filter(|until| *until > now)
}

fn open(ctx: &Context, step: &mut Step<'_>, person_id: i64) -> Result<Session, ActionError> {
    let person = people::find(step.tx, person_id)?;
    if let Some(until) = lock_of(&person, step.now) {
        return Err(locked(until));
    }
    let posts = people::posts_on(step.tx, ctx.clock.today(), Some(person_id))?;
    let post = posts.iter().find(|post| post.role.is_known()).ok_or_else(|| no_post(&posts))?;
    let id = secret::link_token().map_err(|_| ActionError::Unavailable)?.1;
    let session = Session {
        id,
        person_id,
        post_id: post.id,
        created_at: step.now,
        last_seen_at: step.now,
        expires_at: step.now + TimeDelta::hours(ctx.settings.auth.session_hours),
        ended_at: None,
    };
    people::set_failures(step.tx, person_id, 0, None)?;
    sessions::insert(step.tx, &session)?;
    step.trace(&Trace { verb: "sign_in", object: "person", object_id: person_id, ..Trace::default() })?;
    Ok(session)
}

/// Nobody signs in without a post, nor in one whose rights are not known here.
fn no_post(held: &[people::Post]) -> ActionError {
    let reason = match held.first() {
        Some(post) => Message::new("sign_in.unknown_post").with("role", post.role),
        None => Message::new("sign_in.no_post"),
    };
    ActionError::invalid("email", reason)
}

fn note_failure(ctx: &Context, step: &mut Step<'_>, person_id: i64) -> Result<ActionError, ActionError> {
    let person = people::count_failure(step.tx, person_id)?;
    if let Some(until) = lock_of(&person, step.now) {
        people::set_failures(step.tx, person_id, 0, Some(until))?;
        return Ok(wrong(ctx));
    }
    let failures = person.failed_sign_ins;
    let lock = (failures >= ctx.settings.auth.lock_after_failures)
        .then(|| step.now + TimeDelta::minutes(ctx.settings.auth.lock_minutes));
    if lock.is_some() {
        people::set_failures(step.tx, person_id, 0, lock)?;
    }
    step.trace(&Trace {
        verb: if lock.is_some() { "lock_account" } else { "fail_sign_in" },
        object: "person",
        object_id: person_id,
        detail: json!({"failures": failures}),
        ..Trace::default()
    })?;
    Ok(wrong(ctx))
}
