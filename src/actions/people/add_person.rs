//! New people: each gets a post, and a one-time link to set a password.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::password_link;
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::auth::secret;
use crate::db::obligation::ties;
use crate::db::people::{persons, units};
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
    /// The token of the one-time link; `None` for a person who was known already or has no mail.
    pub link_token: Option<String>,
}

/// Adds all or none of them; on an error `usize` is the place in the list, from 0.
///
/// # Errors
/// An unknown unit, an address that belongs to somebody else, a post that is held already, an administrator
/// with a second post; no address that a link could begin with.
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
    let unit = known_unit(tx, wish.unit.as_str())?;
    let known = match &wish.email {
        Some(email) => persons::by_email(tx.c, email.as_str())?,
        None => None,
    };
    let today = tx.today;
    let (person_id, link_token) = match known {
        Some(person) if person.name != wish.name.as_str() => {
            let reason = Message::new("person.email_taken").with("name", person.name);
            return Err(ActionError::invalid("email", reason));
        }
        Some(person) => {
            refuse_second_post(tx, person.id, unit.id, wish.role, today)?;
            (person.id, None)
        }
        None => (store(tx, wish)?, invitation(ctx, wish)?),
    };
    if let Some(token) = &link_token {
        let expires_at = tx.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        persons::insert_link(tx.c, person_id, &secret::hash_of(token), tx.now, expires_at)?;
    }
    persons::insert_post(tx.c, person_id, unit.id, wish.role, today)?;
    tx.trace(&Trace {
        detail: json!({"unit": unit.name, "role": wish.role}),
        ..Trace::new(Verb::AddPerson, On::Person(person_id))
    })?;
    Ok(AddedPerson { person_id, name: wish.name.to_string(), link_token })
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

fn known_unit(tx: &mut Tx<'_>, name: &str) -> Result<units::Unit, ActionError> {
    if let Some(unit) = units::by_name(tx.c, name)? {
        return Ok(unit);
    }
    let all = units::all(tx.c)?;
    let near = nearest(name, all.iter().map(|unit| unit.name.as_str()));
    let reason = match near.is_empty() {
        true => Message::new("person.unknown_unit"),
        false => Message::new("person.unknown_unit_near").with("near", near.join("、")),
    };
    Err(ActionError::invalid("unit", reason.with("unit", name)))
}

/// Three administrators 系统/安全/审计: no account holds two of them, none has business of its own.
fn refuse_second_post(
    tx: &mut Tx<'_>,
    person_id: PersonId,
    unit_id: UnitId,
    role: Role,
    today: NaiveDate,
) -> Result<(), ActionError> {
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
