//! A one-time link sets a password, once.

use chrono::NaiveDateTime;

use super::new_password::{self, NewPassword};
use super::sign_in::{Caller, account_of};
use crate::actions::{ActionError, Actor, Context, Trace};
use crate::auth::secret;
use crate::db::people::links::GivenLink;
use crate::db::people::persons::{self, Contact, Person};
use crate::db::people::{links, sessions, sign_in_tries};
use crate::db::{DbConnection, audit};
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::trail::{On, Verb};

/// Whose link it is, if it is still good.
///
/// # Errors
/// [`ActionError::NotFound`]: used, run out, or never given.
pub fn link_holder(ctx: &Context, token: &str) -> Result<Person, ActionError> {
    let hash = secret::hash_of(token);
    ctx.db.read(|c| links::holder(c, &hash, ctx.clock.now()))?.ok_or(ActionError::NotFound)
}

/// What has become of a link that is not good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadLink {
    /// It set a password; when, in UTC.
    Used(NaiveDateTime),
    /// A newer one took its place; when, in UTC.
    Replaced(NaiveDateTime),
    /// It was made worthless by a change of the account: its password, its address, its posts; when, in UTC.
    Voided(NaiveDateTime),
    /// It ran out; when, in UTC.
    RunOut(NaiveDateTime),
    /// Its holder is disabled since then, in UTC: no link opens the account.
    Disabled(NaiveDateTime),
    /// Nobody was given it, or not any more.
    Unknown,
}

/// Why a link is not good, and whom its holder may ask: the system administrators. Whoever made a token up learns of nobody.
pub fn dead_link(ctx: &Context, token: &str) -> Result<(DeadLink, Vec<Contact>), ActionError> {
    let (hash, now, today) = (secret::hash_of(token), ctx.clock.now(), ctx.clock.today());
    ctx.db.read(|c| -> Result<_, ActionError> {
        let dead = match links::given(c, &hash)? {
            Some(GivenLink { disabled_at: Some(at), .. }) => DeadLink::Disabled(at),
            Some(GivenLink { person_id, used_at: Some(at), .. }) => became(c, person_id, at)?,
            Some(GivenLink { expires_at, .. }) if expires_at <= now => DeadLink::RunOut(expires_at),
            _ => return Ok((DeadLink::Unknown, Vec::new())),
        };
        Ok((dead, persons::contacts_as(c, today, &[Role::Sysadmin], None)?))
    })
}

/// What happened to a link at a time, by what stands in the trail.
fn became(c: &mut DbConnection, person_id: PersonId, at: NaiveDateTime) -> Result<DeadLink, ActionError> {
    let done = audit::verbs_at(c, On::Person(person_id), at)?;
    Ok(match () {
        () if done.contains(&Verb::SetPassword) => DeadLink::Used(at),
        () if done.contains(&Verb::RenewLink) => DeadLink::Replaced(at),
        () => DeadLink::Voided(at),
    })
}

/// Checks a password against the rules, for whoever holds the link.
///
/// # Errors
/// [`ActionError::NotFound`] for a link that is no longer good, [`ActionError::Invalid`] for the password.
pub fn check_password(ctx: &Context, token: &str, given: &str, again: &str) -> Result<NewPassword, ActionError> {
    let person = link_holder(ctx, token)?;
    ctx.db.read(|c| NewPassword::check(c, &person, ctx.settings.auth.min_password_chars, (given, again)))
}

/// Stores a password's hash for whoever holds the link; the link is used up and every session of the person ends. The
/// place where it is set is known from then on, and nothing is locked any more.
///
/// # Errors
/// [`ActionError::NotFound`] for a link that is no longer good.
pub fn store_password(ctx: &Context, token: &str, hash: &str, caller: Option<&Caller>) -> Result<(), ActionError> {
    let person = link_holder(ctx, token)?;
    ctx.write(&Actor::Visitor, |tx| {
        if !links::use_up(tx.c, &secret::hash_of(token), tx.now)? {
            return Err(ActionError::NotFound);
        }
        new_password::store(tx, &person, hash)?;
        sign_in_tries::forget_all(tx.c, person.id, &account_of(person.email.as_deref().unwrap_or_default()))?;
        sessions::end_all(tx.c, person.id, tx.now)?;
        if let Some(caller) = caller {
            caller.become_known(tx, person.id)?;
        }
        let asked = caller.map(Caller::asked);
        tx.by(&Actor::Visitor, asked).trace(&Trace::new(Verb::SetPassword, On::Person(person.id)))
    })
}

/// Sets the password of whoever holds the link, and waits for the hash: not for threads that draw pages.
///
/// # Errors
/// As [`check_password`] and [`store_password`].
pub fn set_password(ctx: &Context, token: &str, given: &str, again: &str) -> Result<(), ActionError> {
    let new = check_password(ctx, token, given, again)?;
    store_password(ctx, token, &new.hashed_now(&ctx.hasher)?, None)
}
