//! New people: each gets a post, and a one-time link to set a password.

use chrono::TimeDelta;
use serde_json::json;

use super::consent::{self, Consent};
use super::password_link;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::auth::secret;
use crate::db::DbError;
use crate::db::obligation::ties;
use crate::db::people::{links, persons, units};
use crate::domain::id::{PersonId, UnitId};
use crate::domain::likeness::nearest;
use crate::domain::person::Role;
use crate::domain::rights::{Right, compatible};
use crate::domain::trail::{On, Verb};
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
    /// The token of the one-time link; `None` for a person who was known already or has no mail, and where it needs consent.
    pub link_token: Option<String>,
    /// What the link waits for.
    pub consent: Option<Consent>,
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
            added.push(add(ctx, tx, wish)?);
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
    let (person_id, link_token) = match known {
        Some(person) if person.name != wish.name.as_str() => {
            let reason = Message::new("person.email_taken").with("name", person.name);
            return Err(ActionError::invalid("email", reason));
        }
        Some(person) => {
            refuse_second_post(tx, person.id, unit.id, wish.role)?;
            (person.id, None)
        }
        None => (store(tx, wish)?, invitation(ctx, wish)?),
    };
    let consent = give_post(ctx, tx, person_id, (&unit, wish.role), wish.email.is_some())?;
    let link_token = link_token.filter(|_| consent.is_none());
    if let Some(token) = &link_token {
        let expires_at = tx.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        links::insert(tx.c, person_id, &secret::hash_of(token), tx.now, expires_at)?;
    }
    tx.trace(&Trace {
        detail: json!({"unit": unit.name, "role": wish.role}),
        ..Trace::new(Verb::AddPerson, On::Person(person_id))
    })?;
    Ok(AddedPerson { person_id, name: wish.name.to_string(), link_token, consent })
}

/// Gives a person a post from today on. Where it is the first with rights of its own and the actor is no console, the way in is closed
/// until the security administrator agrees to a link: the answer says what that waits for.
pub(super) fn give_post(
    ctx: &Context,
    tx: &mut Tx<'_>,
    person_id: PersonId,
    (unit, role): (&units::Unit, Role),
    signs_in: bool,
) -> Result<Option<Consent>, ActionError> {
    let today = tx.today;
    let had = consent::is_needed(tx, person_id)?;
    persons::insert_post(tx.c, person_id, unit.id, role, today).map_err(|error| match error {
        // Somebody else gave it while we looked.
        DbError::Duplicate { .. } => ActionError::conflict(Message::new("person.post_held")),
        other => other.into(),
    })?;
    if had || !signs_in || !consent::is_needed(tx, person_id)? {
        return Ok(None);
    }
    consent::close_way_in(tx, person_id)?;
    consent::ask(ctx, tx, person_id).map(Some)
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
    unit_id: UnitId,
    role: Role,
) -> Result<(), ActionError> {
    let today = tx.today;
    let held = persons::posts_on(tx.c, today, Some(person_id))?;
    if held.iter().any(|post| post.unit_id == unit_id && post.role == role) {
        return Err(ActionError::conflict(Message::new("person.post_held")));
    }
    let roles: Vec<Role> = held.iter().map(|post| post.role).chain([role]).collect();
    if !compatible(&roles) {
        return Err(ActionError::invalid("role", Message::new("person.administrator_alone")));
    }
    Ok(())
}
