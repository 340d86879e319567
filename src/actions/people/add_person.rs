//! New people: each gets a post, and a one-time link to set a password.

use chrono::TimeDelta;
use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Step, Trace, rights};
use crate::auth::secret;
use crate::db::obligation::obligations;
use crate::db::people::{persons, units};
use crate::domain::person::Role;
use crate::domain::rights::{Right, compatible};
use crate::domain::typed::{EmailAddress, PersonName, Telephone, UnitName};
use crate::domain::unit::nearest;
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
    pub person_id: i64,
    /// The name, for the list that is printed.
    pub name: String,
    /// The token of the one-time link; `None` for a person who was known already or has no mail.
    pub link_token: Option<String>,
}

/// Adds all or none of them; on an error `usize` is the place in the list, from 0.
///
/// # Errors
/// An unknown unit, an address that belongs to somebody else, a post that is held already, an administrator
/// with a second post.
pub fn add_people(
    ctx: &Context,
    actor: &Actor,
    wishes: &[AddPerson],
) -> Result<Vec<AddedPerson>, (usize, ActionError)> {
    let mut place = 0;
    let added = ctx.step(actor, |step| {
        rights::authorise(actor, Right::ManagePeople, &obligations::office(step.tx)?)?;
        let mut added = Vec::with_capacity(wishes.len());
        for (at, wish) in wishes.iter().enumerate() {
            place = at;
            added.push(add(ctx, step, wish)?);
        }
        Ok(added)
    });
    added.map_err(|error| (place, error))
}

fn add(ctx: &Context, step: &mut Step<'_>, wish: &AddPerson) -> Result<AddedPerson, ActionError> {
    let unit = known_unit(step, wish.unit.as_str())?;
    let known = match &wish.email {
        Some(email) => persons::by_email(step.tx, email.as_str())?,
        None => None,
    };
    let today = ctx.clock.today();
    let (person_id, link_token) = match known {
        Some(person) if person.name != wish.name.as_str() => {
            let reason = Message::new("person.email_taken").with("name", person.name);
            return Err(ActionError::invalid("email", reason));
        }
        Some(person) => {
            refuse_second_post(step, person.id, unit.id, wish.role, today)?;
            (person.id, None)
        }
        None => (store(step, wish)?, invitation(wish)?),
    };
    if let Some(token) = &link_token {
        let expires_at = step.now + TimeDelta::hours(ctx.settings.auth.link_hours);
        persons::insert_link(step.tx, person_id, &secret::hash_of(token), step.now, expires_at)?;
    }
    persons::insert_post(step.tx, person_id, unit.id, wish.role, today)?;
    step.trace(&Trace {
        verb: "add_person",
        object: "person",
        object_id: person_id,
        detail: json!({"unit": unit.name, "role": wish.role}),
        ..Trace::default()
    })?;
    Ok(AddedPerson { person_id, name: wish.name.to_string(), link_token })
}

fn store(step: &mut Step<'_>, wish: &AddPerson) -> Result<i64, ActionError> {
    Ok(persons::insert(step.tx, &wish.name, wish.email.as_ref(), wish.phone.as_ref(), step.now)?)
}

/// The token of a one-time link; a person without mail has no sign-in and needs none.
fn invitation(wish: &AddPerson) -> Result<Option<String>, ActionError> {
    match wish.email {
        None => Ok(None),
        Some(_) => secret::link_token().map(|(token, _)| Some(token)).map_err(|_| ActionError::Unavailable),
    }
}

fn known_unit(step: &mut Step<'_>, name: &str) -> Result<units::Unit, ActionError> {
    if let Some(unit) = units::by_name(step.tx, name)? {
        return Ok(unit);
    }
    let all = units::all(step.tx)?;
    let near = nearest(name, all.iter().map(|unit| unit.name.as_str()));
    let reason = match near.is_empty() {
        true => Message::new("person.unknown_unit"),
        false => Message::new("person.unknown_unit_near").with("near", near.join("、")),
    };
    Err(ActionError::invalid("unit", reason.with("unit", name)))
}

/// Three administrators 系统/安全/审计: no account holds two of them, none has business of its own.
fn refuse_second_post(
    step: &mut Step<'_>,
    person_id: i64,
    unit_id: i64,
    role: Role,
    today: chrono::NaiveDate,
) -> Result<(), ActionError> {
    let held = persons::posts_on(step.tx, today, Some(person_id))?;
    if held.iter().any(|post| post.unit_id == unit_id && post.role == role) {
        return Err(ActionError::conflict(Message::new("person.post_held")));
    }
    let roles: Vec<Role> = held.iter().map(|post| post.role).chain([role]).collect();
    if !compatible(&roles) {
        return Err(ActionError::invalid("role", Message::new("person.administrator_alone")));
    }
    Ok(())
}
