//! A one-time link sets a password, once.

use super::{ActionError, Actor, Context, Trace};
use crate::auth::{password, secret};
use crate::db::people::{self, Person};
use crate::db::sessions;
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
}

/// Whose link it is, if it is still good.
///
/// # Errors
/// [`ActionError::NotFound`]: used, run out, or never given.
pub fn link_holder(ctx: &Context, token: &str) -> Result<Person, ActionError> {
    let hash = secret::hash_of(token);
    ctx.db.read(|c| people::by_link(c, &hash, ctx.clock.now()))?.ok_or(ActionError::NotFound)
}

/// Sets the password of whoever holds the link; the link is used up and every session of the person ends.
///
/// # Errors
/// [`ActionError::NotFound`] for a link that is no longer good, [`ActionError::Invalid`] for the password.
pub fn set_password(ctx: &Context, token: &str, given: &str, again: &str) -> Result<(), ActionError> {
    let person = link_holder(ctx, token)?;
    let new = NewPassword::check(ctx.settings.auth.min_password_chars, given, again, &person)?;
    let hash = password::hash(&new.0).map_err(|_| ActionError::Unavailable)?;
    ctx.step(&Actor::Visitor, |step| {
        if !people::use_link(step.tx, &secret::hash_of(token), step.now)? {
            return Err(ActionError::NotFound);
        }
        people::use_links_of(step.tx, person.id, step.now)?;
        people::set_password_hash(step.tx, person.id, &hash)?;
        people::set_failures(step.tx, person.id, 0, None)?;
        sessions::end_all(step.tx, person.id, step.now)?;
        step.trace(&Trace { verb: "set_password", object: "person", object_id: person.id, ..Trace::default() })
    })
}
