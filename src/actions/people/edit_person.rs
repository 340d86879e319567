//! What stands of a person is put right: name, address, telephone.

use serde_json::{Map, Value, json};

use super::tell_account;
use super::{consent, last_administrator};
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::db::obligation::ties;
use crate::db::people::persons::{self, Details, Person};
use crate::db::people::{links, sessions};
use crate::domain::id::PersonId;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{EmailAddress, Telephone};
use crate::strings::Message;

/// The wish to put right what stands of a person.
#[derive(Debug, Clone)]
pub struct EditPerson {
    /// Whom.
    pub person_id: PersonId,
    /// The version that was seen.
    pub version: i32,
    /// What is to stand.
    pub details: Details,
}

/// Changes what is other than before; nothing where all is the same. With the address links that were given before are worth
/// nothing, a mail tells the former address of it, and where it is taken away the sessions end.
///
/// # Errors
/// [`ActionError::Conflict`] where somebody was faster, [`ActionError::Invalid`] for an address that is another's.
pub fn edit_person(ctx: &Context, actor: &Actor, wish: &EditPerson) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let person = persons::hold(tx.c, wish.person_id)?;
        if person.version != wish.version {
            let reason = Message::new("person.stale");
            return Err(ActionError::Conflict { reason, versions: Some((wish.version, person.version)) });
        }
        let changed = changes(&person, &wish.details);
        if changed.is_empty() {
            return Ok(());
        }
        refuse_taken(tx, wish)?;
        if wish.details.email.is_none() && person.email.is_some() {
            // Without an address nobody signs in.
            last_administrator::take_turn(tx)?;
            last_administrator::refuse_if_last(tx, person.id)?;
        }
        if !persons::change(tx.c, person.id, wish.version, &wish.details)? {
            return Err(ActionError::conflict(Message::new("person.stale")));
        }
        if changed.contains_key("email") {
            links::use_up_all(tx.c, person.id, tx.now)?;
        }
        if wish.details.email.is_none() {
            sessions::end_all(tx.c, person.id, tx.now)?;
        }
        let leaves_address = changed.contains_key("email") && person.email.is_some();
        let trace = Trace { detail: Value::Object(changed), ..Trace::new(Verb::EditPerson, On::Person(person.id)) };
        let entry = tx.record(&trace)?;
        if person.email.is_none() && wish.details.email.is_some() && consent::is_needed(tx, person.id)? {
            // Whoever was on the telephone list alone begins to be written to: that is agreed to first.
            consent::hold_posts(ctx, tx, person.id)?;
        }
        if leaves_address {
            tell_account::tell_formerly(ctx, tx, &person, entry)?;
        }
        Ok(())
    })
}

/// What becomes other than it was, from what to what; of a telephone as much as tells it from another.
fn changes(person: &Person, to: &Details) -> Map<String, Value> {
    let mut changed = Map::new();
    if person.name != to.name.as_str() {
        changed.insert("name".to_owned(), json!([person.name, to.name.as_str()]));
    }
    let email = to.email.as_ref().map(EmailAddress::as_str);
    if person.email.as_deref() != email {
        changed.insert("email".to_owned(), json!([person.email, email]));
    }
    let phone = to.phone.as_ref().map(Telephone::as_str);
    if person.phone.as_deref() != phone {
        changed.insert("phone_shown".to_owned(), json!([person.phone.as_deref().map(masked), phone.map(masked)]));
    }
    changed
}

/// So many characters of a telephone stand at its beginning and its end.
const SHOWN_OF_PHONE: usize = 3;

/// A telephone as the trail keeps it, which is never changed: enough to tell one from another, `077****567`.
fn masked(phone: &str) -> String {
    let all: Vec<char> = phone.chars().collect();
    let shown = if all.len() > 2 * SHOWN_OF_PHONE { SHOWN_OF_PHONE } else { 0 };
    let part = |of: &[char]| of.iter().collect::<String>();
    let (first, last) = (all.get(..shown).unwrap_or_default(), all.get(all.len() - shown..).unwrap_or_default());
    format!("{}****{}", part(first), part(last))
}

fn refuse_taken(tx: &mut Tx<'_>, wish: &EditPerson) -> Result<(), ActionError> {
    let Some(email) = &wish.details.email else { return Ok(()) };
    match persons::by_email(tx.c, email.as_str())?.filter(|other| other.id != wish.person_id) {
        Some(other) => Err(ActionError::invalid("email", Message::new("person.email_taken").with("name", other.name))),
        None => Ok(()),
    }
}
