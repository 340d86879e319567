//! New people: each gets a post, and a one-time link to set a password.

use chrono::TimeDelta;

use super::consent::Consent;
use super::give_post::{GivenPost, give_post};
use super::password_link;
use crate::actions::{ActionError, Actor, Context, Tx, rights};
use crate::auth::secret;
use crate::db::obligation::ties;
use crate::db::people::persons::Person;
use crate::db::people::{links, persons, posts, units};
use crate::domain::id::PersonId;
use crate::domain::likeness::nearest;
use crate::domain::person::Role;
use crate::domain::rights::{Right, compatible};
use crate::domain::trail::Verb;
use crate::domain::typed::{EmailAddress, PersonName, Telephone, UnitName};
use crate::strings::Message;

/// The wish to add a person, or to give one that is known another post.
#[derive(Debug, Clone)]
pub struct AddPerson {
    /// 姓名.
    pub name: PersonName,
    /// `None`: on the telephone list, without sign-in.
    pub email: Option<EmailAddress>,
    /// Telephone.
    pub phone: Option<Telephone>,
    /// The unit's full name or an alias.
    pub unit: UnitName,
    /// What the person does there.
    pub role: Role,
}

/// Who was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedPerson {
    /// The person's key.
    pub person_id: PersonId,
    /// The name, for the list that is printed.
    pub name: String,
    /// The token of the one-time link; `None` for a person who has no mail or keeps the way in, and where it needs consent.
    pub link_token: Option<String>,
    /// What the link waits for.
    pub consent: Option<Consent>,
    /// What is to be said of somebody who was known already: a post was added; `None` for a new person.
    pub known: Option<KnownPerson>,
}

/// Somebody who was known already and was given another post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Whether the password there was is void.
    pub closed: bool,
    /// What was typed and not taken: another telephone.
    pub not_taken: Option<Message>,
}

impl KnownPerson {
    /// What there is to say: that a post was added and not a person, and what of what was typed was not taken.
    pub fn words(&self, name: &str) -> Vec<Message> {
        let given = Message::new(if self.closed { "person.post_given_closed" } else { "person.post_given" });
        [Some(given.with("name", name)), self.not_taken.clone()].into_iter().flatten().collect()
    }
}

/// Adds all or none of them; on an error `usize` is the place in the list, from 0.
///
/// # Errors
/// An unknown unit, an address that belongs to somebody else, a post that is held already, an administrator
/// with a second post, a coordinator of a unit that runs no plan; no address that a link could begin with.
pub fn add_people(
    ctx: &Context,
    actor: &Actor,
    wishes: &[AddPerson],
) -> Result<Vec<AddedPerson>, (usize, ActionError)> {
    let mut place = 0;
    let added = ctx.write(actor, |tx| {
        rights::authorise(actor, Right::ManagePeople, &ties::office(tx.c)?)?;
        let mut added = Vec::with_capacity(wishes.len());
        for (at, wish) in wishes.iter().enumerate() {
            place = at;
            let new = add(ctx, tx, wish)?;
            if new.link_token.is_some() {
                // A newer link makes those before it worthless.
                let of_same = added.iter_mut().filter(|before: &&mut AddedPerson| before.person_id == new.person_id);
                of_same.for_each(|before| before.link_token = None);
            }
            added.push(new);
        }
        Ok(added)
    });
    added.map_err(|error| (place, error))
}

fn add(ctx: &Context, tx: &mut Tx<'_>, wish: &AddPerson) -> Result<AddedPerson, ActionError> {
    let unit = post_for(tx, wish.unit.as_str(), wish.role)?;
    let known = match &wish.email {
        Some(email) => persons::by_email(tx.c, email.as_str())?,
        None => None,
    };
    if let Some(person) = known {
        return add_to_known(ctx, tx, wish, (person, &unit));
    }
    let link_token = invitation(ctx, wish)?;
    let person_id = store(tx, wish)?;
    let person = persons::find(tx.c, person_id)?;
    let GivenPost { consent, .. } = give_post(ctx, tx, &person, (&unit, wish.role), Verb::AddPerson)?;
    let link_token = link_token.filter(|_| consent.is_none());
    if let Some(token) = &link_token {
        keep(ctx, tx, person_id, token)?;
    }
    Ok(AddedPerson { person_id, name: person.name, link_token, consent, known: None })
}

/// Gives somebody who is known another post. Name and telephone stay as they are; where the telephone is another one it is said.
fn add_to_known(
    ctx: &Context,
    tx: &mut Tx<'_>,
    wish: &AddPerson,
    (person, unit): (Person, &units::Unit),
) -> Result<AddedPerson, ActionError> {
    if person.name != wish.name.as_str() {
        let reason = Message::new("person.email_taken").with("name", person.name);
        return Err(ActionError::invalid("email", reason));
    }
    refuse_second_post(tx, person.id, unit, wish.role)?;
    let GivenPost { closed, consent } = give_post(ctx, tx, &person, (unit, wish.role), Verb::AddPost)?;
    // At the command line the way in that was closed is opened again at once: no consent is asked for there.
    let opens = wish.role.needs_consent() && consent.is_none();
    let link_token = if opens { invitation(ctx, wish)? } else { None };
    if let Some(token) = &link_token {
        keep(ctx, tx, person.id, token)?;
    }
    let other_phone = wish.phone.as_ref().filter(|phone| person.phone.as_deref() != Some(phone.as_str()));
    let not_taken = other_phone.map(|_| match &person.phone {
        Some(phone) => Message::new("person.phone_kept").with("name", &person.name).with("phone", phone),
        None => Message::new("person.phone_not_kept").with("name", &person.name),
    });
    let known = Some(KnownPerson { closed, not_taken });
    Ok(AddedPerson { person_id: person.id, name: person.name, link_token, consent, known })
}

fn keep(ctx: &Context, tx: &mut Tx<'_>, person_id: PersonId, token: &str) -> Result<(), ActionError> {
    let expires_at = tx.now + TimeDelta::hours(ctx.settings.auth.link_hours);
    Ok(links::insert(tx.c, person_id, &secret::hash_of(token), tx.now, expires_at)?)
}

fn store(tx: &mut Tx<'_>, wish: &AddPerson) -> Result<PersonId, ActionError> {
    Ok(persons::insert(tx.c, &wish.name, wish.email.as_ref(), wish.phone.as_ref(), tx.now)?)
}

/// The token of a one-time link; a person without mail has no sign-in and needs none.
fn invitation(ctx: &Context, wish: &AddPerson) -> Result<Option<String>, ActionError> {
    if wish.email.is_none() {
        return Ok(None);
    }
    password_link::base(ctx)?;
    secret::token().map(|(token, _)| Some(token)).map_err(|_| ActionError::Unavailable)
}

/// The unit at which somebody is to have a post, where it can have one of that role.
pub(super) fn post_for(tx: &mut Tx<'_>, name: &str, role: Role) -> Result<units::Unit, ActionError> {
    let unit = known_unit(tx, name)?;
    if role == Role::Coordinator && !unit.coordinating {
        let office = ties::office(tx.c)?.coordinating.map(|office| units::find(tx.c, office)).transpose()?;
        let office = office.map_or_else(String::new, |office| office.name);
        let reason = Message::new("person.coordinates_nothing").with("unit", unit.name).with("office", office);
        return Err(ActionError::invalid("role", reason));
    }
    Ok(unit)
}

fn known_unit(tx: &mut Tx<'_>, name: &str) -> Result<units::Unit, ActionError> {
    if let Some(unit) = units::by_name(tx.c, name)? {
        return Ok(unit);
    }
    let all = units::all(tx.c)?;
    if all.is_empty() {
        return Err(ActionError::invalid("unit", Message::new("person.no_unit_yet")));
    }
    let near = nearest(name, all.iter().map(|unit| unit.name.as_str()));
    let reason = match near.is_empty() {
        true => Message::new("person.unknown_unit"),
        false => Message::new("person.unknown_unit_near").with("near", near.join("、")),
    };
    Err(ActionError::invalid("unit", reason.with("unit", name)))
}

/// Three administrators 系统/安全/审计: no account holds two of them, none has business of its own.
pub(super) fn refuse_second_post(
    tx: &mut Tx<'_>,
    person_id: PersonId,
    unit: &units::Unit,
    role: Role,
) -> Result<(), ActionError> {
    let today = tx.today;
    let mut held = posts::of_person(tx.c, person_id)?;
    held.retain(|post| post.is_held(today));
    if held.iter().any(|post| post.unit == unit.name && post.role == role) {
        return Err(ActionError::conflict(Message::new("person.post_held")));
    }
    let roles: Vec<Role> = held.iter().map(|post| post.role).chain([role]).collect();
    if !compatible(&roles) {
        return Err(ActionError::invalid("role", Message::new("person.administrator_alone")));
    }
    Ok(())
}
