//! A one-time link sets a password, once.

use chrono::NaiveDateTime;

use super::sign_in::{Caller, account_of};
use crate::actions::{ActionError, Actor, Context, Trace};
use crate::auth::secret;
use crate::db::people::persons::{self, Contact, Person};
use crate::db::people::{sessions, sign_in_tries};
use crate::domain::person::Role;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// A password that may be used: long enough, of two kinds of characters, not the person's own name or address.
pub struct NewPassword(String);

impl NewPassword {
    /// Checks a password that was typed twice.
    ///
    /// # Errors
    /// [`ActionError::Invalid`] with the rule that it breaks.
    pub fn check(min_chars: usize, given: &str, again: &str, person: &Person) -> Result<Self, ActionError> {
        let refuse = |reason| Err(ActionError::invalid("password", reason));
        if given.chars().count() < min_chars {
            return refuse(Message::new("password.too_short").with("n", min_chars));
        }
        let digits = given.chars().filter(char::is_ascii_digit).count();
        if digits == 0 || digits == given.chars().count() {
            return refuse(Message::new("password.one_kind"));
        }
        let lower = given.to_lowercase();
        let mailbox = person.email.as_deref().and_then(|email| email.split('@').next()).unwrap_or_default();
        if lower.contains(&person.name.to_lowercase()) || (mailbox.len() > 3 && lower.contains(mailbox)) {
            return refuse(Message::new("password.own_name"));
        }
        if given != again {
            return Err(ActionError::invalid("again", Message::new("password.differs")));
        }
        Ok(Self(given.to_owned()))
    }

    /// The password, to be hashed.
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// Whose link it is, if it is still good.
///
/// # Errors
/// [`ActionError::NotFound`]: used, run out, or never given.
pub fn link_holder(ctx: &Context, token: &str) -> Result<Person, ActionError> {
    let hash = secret::hash_of(token);
    ctx.db.read(|c| persons::by_link(c, &hash, ctx.clock.now()))?.ok_or(ActionError::NotFound)
}

/// What has become of a link that is not good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadLink {
    /// It set a password, or a newer one took its place; when, in UTC.
    Used(NaiveDateTime),
    /// It ran out; when, in UTC.
    RunOut(NaiveDateTime),
    /// Nobody was given it, or not any more.
    Unknown,
}

/// Why a link is not good, and whom its holder may ask: the system administrators. Whoever made a token up learns of nobody.
pub fn dead_link(ctx: &Context, token: &str) -> Result<(DeadLink, Vec<Contact>), ActionError> {
    let (hash, now, today) = (secret::hash_of(token), ctx.clock.now(), ctx.clock.today());
    ctx.db.read(|c| -> Result<_, ActionError> {
        let dead = match persons::link(c, &hash)? {
            Some((None, Some(used_at), _)) => DeadLink::Used(used_at),
            Some((None, None, expires_at)) if expires_at <= now => DeadLink::RunOut(expires_at),
            _ => return Ok((DeadLink::Unknown, Vec::new())),
        };
        Ok((dead, persons::contacts_as(c, today, &[Role::Sysadmin], None)?))
    })
}

/// Checks a password against the rules, for whoever holds the link.
///
/// # Errors
/// [`ActionError::NotFound`] for a link that is no longer good, [`ActionError::Invalid`] for the password.
pub fn check_password(ctx: &Context, token: &str, given: &str, again: &str) -> Result<NewPassword, ActionError> {
    let person = link_holder(ctx, token)?;
    NewPassword::check(ctx.settings.auth.min_password_chars, given, again, &person)
}

/// Stores a password's hash for whoever holds the link; the link is used up and every session of the person ends. The
/// place where it is set is known from then on, and nothing is locked any more.
///
/// # Errors
/// [`ActionError::NotFound`] for a link that is no longer good.
pub fn store_password(ctx: &Context, token: &str, hash: &str, caller: Option<&Caller>) -> Result<(), ActionError> {
    let person = link_holder(ctx, token)?;
    ctx.write(&Actor::Visitor, |tx| {
        if !persons::use_link(tx.c, &secret::hash_of(token), tx.now)? {
            return Err(ActionError::NotFound);
        }
        persons::use_links_of(tx.c, person.id, tx.now)?;
        persons::set_password_hash(tx.c, person.id, hash)?;
        sign_in_tries::forget_all(tx.c, person.id, &account_of(person.email.as_deref().unwrap_or_default()))?;
        sessions::end_all(tx.c, person.id, tx.now)?;
        if let Some(caller) = caller {
            caller.become_known(tx, person.id)?;
        }
        let source = caller.map(Caller::source);
        tx.by(&Actor::Visitor, source).trace(&Trace::new(Verb::SetPassword, On::Person(person.id)))
    })
}

/// Sets the password of whoever holds the link, and waits for the hash: not for threads that draw pages.
///
/// # Errors
/// As [`check_password`] and [`store_password`].
pub fn set_password(ctx: &Context, token: &str, given: &str, again: &str) -> Result<(), ActionError> {
    let new = check_password(ctx, token, given, again)?;
    store_password(ctx, token, &ctx.hasher.hash_now(&new.0)?, None)
}
