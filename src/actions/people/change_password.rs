//! Somebody who is signed in changes the own password: whoever finds the computer open cannot.

use super::end_sessions::held_now;
use super::new_password::{self, NewPassword};
use super::sign_in::{Tried, forgive};
use super::tell_account;
use crate::actions::{ActionError, Actor, Context, Trace};
use crate::db::people::{persons, sessions};
use crate::domain::id::SessionId;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// Checks a password against the rules, for whoever is signed in.
///
/// # Errors
/// [`ActionError::Invalid`] for the password, [`ActionError::Forbidden`] for whoever is not signed in.
pub fn check_own_password(ctx: &Context, actor: &Actor, given: &str, again: &str) -> Result<NewPassword, ActionError> {
    let Actor::Person { person, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.db.read(|c| NewPassword::check(c, person, ctx.settings.auth.min_password_chars, (given, again)))
}

/// The present password was right, and stands for a try no more.
///
/// # Errors
/// [`ActionError::Invalid`] where it was wrong: it stays counted as one at sign-in does.
pub fn confirm_password(ctx: &Context, tried: &Tried, right: bool) -> Result<(), ActionError> {
    forgive(ctx, tried, right)?.map_err(|error| match error {
        ActionError::Invalid { .. } => ActionError::invalid("current", Message::new("account.wrong_password")),
        error => error,
    })
}

/// Stores the hash of the own new password; every other session of the person ends.
///
/// # Errors
/// [`ActionError::Conflict`] where the password has been set anew since this page was opened.
pub fn change_password(ctx: &Context, actor: &Actor, session_id: &SessionId, hash: &str) -> Result<(), ActionError> {
    let Actor::Person { person, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.write(actor, |tx| {
        let now = persons::hold(tx.c, person.id)?;
        if now.disabled_at.is_some() || now.password_hash != person.password_hash {
            return Err(ActionError::conflict(Message::new("account.changed_meanwhile")));
        }
        new_password::store(tx, person, hash)?;
        sessions::end_others(tx.c, person.id, session_id, held_now(ctx, tx.now))?;
        let entry = tx.record(&Trace::new(Verb::ChangePassword, On::Person(person.id)))?;
        tell_account::tell(ctx, tx, person.id, entry)
    })
}
