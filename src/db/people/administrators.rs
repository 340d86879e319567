//! The three administrators: whether anybody is left who can do the work of one, and why nobody is.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::posts::in_force;
use crate::db::schema::{people, posts};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PersonId, UnitId};
use crate::domain::person::{Absence, Role};

/// Whether somebody can sign in: enabled, with an address and a password.
macro_rules! signs_in {
    () => {
        people::disabled_at.is_null().and(people::email.is_not_null()).and(people::password_hash.is_not_null())
    };
}

/// Whether anybody else who can sign in holds a post of that role from a day on, without an end.
pub(crate) fn others_remain(
    connection: &mut DbConnection,
    day: NaiveDate,
    role: Role,
    beside: PersonId,
) -> DbResult<bool> {
    let others = posts::table
        .inner_join(people::table)
        .filter(posts::role.eq(role).and(in_force!(day)).and(posts::until.is_null()))
        .filter(signs_in!().and(people::id.ne(beside)))
        .select(people::id);
    Ok(others.first::<PersonId>(connection).optional()?.is_some())
}

/// Why nobody else who can sign in holds a post of that role on a day; `None` where somebody does.
pub(crate) fn absence(
    connection: &mut DbConnection,
    day: NaiveDate,
    role: Role,
    beside: PersonId,
) -> DbResult<Option<Absence>> {
    let others: Vec<Standing> = posts::table
        .inner_join(people::table)
        .filter(posts::role.eq(role).and(people::id.ne(beside)))
        .select((in_force!(day), people::disabled_at.is_null(), signs_in!()))
        .distinct()
        .load(connection)?;
    let held: Vec<&Standing> = others.iter().filter(|other| other.is_held == Some(true)).collect();
    Ok(match () {
        () if held.iter().any(|other| other.signs_in) => None,
        () if signs_in(connection, day, role, beside)? => Some(Absence::Own),
        () if held.iter().any(|other| other.is_enabled) => Some(Absence::NotYet),
        () if !held.is_empty() => Some(Absence::Disabled),
        () if !others.is_empty() => Some(Absence::Ended),
        () => Some(Absence::Never),
    })
}

/// Whether that person can sign in and holds a post of that role on a day.
fn signs_in(connection: &mut DbConnection, day: NaiveDate, role: Role, person_id: PersonId) -> DbResult<bool> {
    let own = posts::table
        .inner_join(people::table)
        .filter(posts::role.eq(role).and(in_force!(day)).and(signs_in!()).and(people::id.eq(person_id)))
        .select(people::id);
    Ok(own.first::<PersonId>(connection).optional()?.is_some())
}

/// How somebody who has or had a post stands.
#[derive(Queryable)]
struct Standing {
    is_held: Option<bool>,
    is_enabled: bool,
    signs_in: bool,
}

/// Whoever can sign in and holds a post of that role on a day, with the unit: in the order of the posts.
pub(crate) fn who_sign_in(
    connection: &mut DbConnection,
    day: NaiveDate,
    role: Role,
) -> DbResult<Vec<(PersonId, UnitId)>> {
    Ok(posts::table
        .inner_join(people::table)
        .filter(posts::role.eq(role).and(in_force!(day)).and(signs_in!()))
        .order(posts::id)
        .select((people::id, posts::unit_id))
        .load(connection)?)
}
