//! A post is given, whoever asks for it and however: what comes with it is the same.

use serde_json::{Value, json};

use super::consent::{self, Consent};
use super::tell_account;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, also};
use crate::db::DbError;
use crate::db::people::persons::{self, Person};
use crate::db::people::{links, posts, sessions, units};
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// What came with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenPost {
    /// Whether the way in was taken away: password, sessions and one-time links.
    pub closed: bool,
    /// What a new link waits for; `None` where it needs no consent.
    pub consent: Option<Consent>,
}

/// Gives a person a post from today on, with its row in the trail. One with rights of its own closes the way in, whatever was held before, and is
/// not in force until the security administrator has agreed; the command line is asked for no consent. The owner is told of it.
///
/// # Errors
/// [`ActionError::Conflict`] where it is held already, and for whoever is disabled.
pub(super) fn give_post(
    ctx: &Context,
    tx: &mut Tx<'_>,
    person: &Person,
    (unit, role): (&units::Unit, Role),
    verb: Verb,
) -> Result<GivenPost, ActionError> {
    if person.disabled_at.is_some() {
        return Err(ActionError::conflict(disabled(person)));
    }
    let today = tx.today;
    // Whoever had no post comes back by signing in: what was open before the last one ended stays shut.
    shut_out_without_post(tx, person.id)?;
    let post = persons::insert_post(tx.c, person.id, unit.id, role, today).map_err(|error| match error {
        // Somebody else gave it while we looked.
        DbError::Duplicate { .. } => ActionError::conflict(Message::new("person.post_held")),
        other => other.into(),
    })?;
    let closes = role.needs_consent() && person.email.is_some();
    if closes {
        consent::close_way_in(tx, person.id)?;
    }
    let consent = match closes && !matches!(tx.actor, Actor::Console) {
        true => Some(consent::ask_anew(ctx, tx, person.id)?),
        false => None,
    };
    if consent == Some(Consent::Waits) {
        posts::hold_back(tx.c, post)?;
    }
    let given = GivenPost { closed: closes && person.password_hash.is_some(), consent };
    let detail = said(unit, role, given);
    let entry = tx.record(&Trace { detail, ..Trace::new(verb, On::Person(person.id)) })?;
    if given.closed || consent == Some(Consent::Waits) {
        tell_account::tell(ctx, tx, person.id, entry)?;
    }
    Ok(given)
}

/// Ends sessions and one-time links for good where no post is in force.
pub(super) fn shut_out_without_post(tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
    if !posts::any_in_force(tx.c, tx.today, person_id)? {
        sessions::end_all(tx.c, person_id, tx.now)?;
        links::use_up_all(tx.c, person_id, tx.now)?;
    }
    Ok(())
}

/// What the trail says of it.
fn said(unit: &units::Unit, role: Role, given: GivenPost) -> Value {
    let detail = json!({"unit": unit.name, "role": role});
    let consent = given.consent.map(|consent| if consent == Consent::Waits { "waits" } else { "nobody" });
    also(also(detail, "closed", given.closed.then_some(true)), "consent", consent)
}

/// That somebody is disabled, and what is to be done first.
pub(super) fn disabled(person: &Person) -> Message {
    let email = person.email.as_deref().unwrap_or_default();
    Message::new("person.is_disabled").with("name", &person.name).with("email", email)
}
