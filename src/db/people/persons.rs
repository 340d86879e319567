//! People, their posts and the one-time links by which they set a password.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::posts::in_force;
use crate::db::among::among;
use crate::db::dialect::contains;
use crate::db::schema::{people, posts, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PersonId, PostId, UnitId};
use crate::domain::person::Role;
use crate::domain::typed::{EmailAddress, PersonName, SearchWords, Telephone, as_compared};

/// A person as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = people)]
pub struct Person {
    /// Key.
    pub id: PersonId,
    /// 姓名.
    pub name: String,
    /// In lower case; `None` for a person on the telephone list.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// argon2id in PHC form; `None` until the one-time link was used.
    pub password_hash: Option<String>,
    /// Disabled since then, in UTC.
    pub disabled_at: Option<NaiveDateTime>,
    /// Counts the changes of name, address and telephone, from 1.
    pub version: i32,
}

/// What stands of a person beside the posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// 姓名.
    pub name: PersonName,
    /// By which the person signs in; `None` for one of the telephone list.
    pub email: Option<EmailAddress>,
    /// Telephone.
    pub phone: Option<Telephone>,
}

/// A post: a role at a unit.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Post {
    /// Key.
    pub id: PostId,
    /// Who holds it.
    pub person_id: PersonId,
    /// At which unit.
    pub unit_id: UnitId,
    /// The unit's full name.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// Whether the unit's coordinators run the plans.
    pub coordinating: bool,
}

/// Stores a person and returns the key.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where the address is taken.
pub fn insert(
    connection: &mut DbConnection,
    name: &PersonName,
    email: Option<&EmailAddress>,
    phone: Option<&Telephone>,
    now: NaiveDateTime,
) -> DbResult<PersonId> {
    let (email, phone) = (email.map(EmailAddress::as_str), phone.map(Telephone::as_str));
    let name = people::name.eq(name.as_str());
    Ok(diesel::insert_into(people::table)
        .values((name, people::email.eq(email), people::phone.eq(phone), people::created_at.eq(now)))
        .returning(people::id)
        .get_result(connection)?)
}

/// Gives a person a post and returns its key.
pub fn insert_post(
    connection: &mut DbConnection,
    person_id: PersonId,
    unit_id: UnitId,
    role: Role,
    since: NaiveDate,
) -> DbResult<PostId> {
    Ok(diesel::insert_into(posts::table)
        .values((
            posts::person_id.eq(person_id),
            posts::unit_id.eq(unit_id),
            posts::role.eq(role),
            posts::since.eq(since),
        ))
        .returning(posts::id)
        .get_result(connection)?)
}

/// The person of that address, which is compared in lower case; nobody has one that could not be stored.
pub fn by_email(connection: &mut DbConnection, email: &str) -> DbResult<Option<Person>> {
    let Some(email) = as_compared(email) else { return Ok(None) };
    Ok(people::table.filter(people::email.eq(email)).select(Person::as_select()).first(connection).optional()?)
}

/// Which of these addresses belong to somebody who is disabled.
pub(crate) fn disabled_among(connection: &mut DbConnection, emails: &[String]) -> DbResult<Vec<String>> {
    let disabled = people::table.filter(people::email.eq_any(emails.to_vec()).and(people::disabled_at.is_not_null()));
    let emails: Vec<Option<String>> = disabled.select(people::email).load(connection)?;
    Ok(emails.into_iter().flatten().collect())
}

/// The person of that key.
pub fn find(connection: &mut DbConnection, id: PersonId) -> DbResult<Person> {
    Ok(people::table.find(id).select(Person::as_select()).first(connection)?)
}

/// The same, as it stands until the transaction ends: whoever changes it waits.
pub fn hold(connection: &mut DbConnection, id: PersonId) -> DbResult<Person> {
    let person = people::table.find(id);
    Ok(match connection {
        DbConnection::Sqlite(c) => person.select(Person::as_select()).first(c),
        DbConnection::Postgres(c) => person.select(Person::as_select()).for_no_key_update().first(c),
    }?)
}

/// The persons of these keys.
pub(crate) fn find_all(connection: &mut DbConnection, ids: &[PersonId]) -> DbResult<Vec<Person>> {
    Ok(people::table.filter(among(connection, people::id, ids)).select(Person::as_select()).load(connection)?)
}

/// Those whose name or address has these words, so many at most.
pub(crate) fn searched(connection: &mut DbConnection, words: &SearchWords, most: i64) -> DbResult<Vec<PersonId>> {
    let engine = connection.engine();
    let has = |column| contains(engine, column, words);
    let found = people::table.filter(has("people.name").or(has("people.email"))).order(people::id).limit(most);
    Ok(found.select(people::id).load(connection)?)
}

/// The addresses of these persons, of those who have one.
pub(crate) fn addresses(connection: &mut DbConnection, ids: &[PersonId]) -> DbResult<BTreeMap<PersonId, String>> {
    let found: Vec<(PersonId, Option<String>)> =
        people::table.filter(people::id.eq_any(ids.to_vec())).select((people::id, people::email)).load(connection)?;
    Ok(found.into_iter().filter_map(|(id, email)| Some((id, email?))).collect())
}

/// Changes name, address and telephone of a person at that version; false where somebody was faster.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where the address is taken.
pub fn change(connection: &mut DbConnection, id: PersonId, version: i32, to: &Details) -> DbResult<bool> {
    let seen = people::table.find(id).filter(people::version.eq(version));
    let (email, phone) = (to.email.as_ref().map(EmailAddress::as_str), to.phone.as_ref().map(Telephone::as_str));
    let details = (people::name.eq(to.name.as_str()), people::email.eq(email), people::phone.eq(phone));
    Ok(diesel::update(seen).set((details, people::version.eq(version + 1))).execute(connection)? == 1)
}

/// Everybody, by name.
pub fn all(connection: &mut DbConnection) -> DbResult<Vec<Person>> {
    Ok(people::table.order((people::name, people::id)).select(Person::as_select()).load(connection)?)
}

/// The posts in force on a day, of one person or of everybody, in the units' order.
pub fn posts_on(connection: &mut DbConnection, day: NaiveDate, person_id: Option<PersonId>) -> DbResult<Vec<Post>> {
    let mut query = posts::table
        .inner_join(units::table)
        .filter(in_force!(day))
        .order((units::position, posts::id))
        .select((posts::id, posts::person_id, posts::unit_id, units::name, posts::role, units::coordinating))
        .into_boxed();
    if let Some(person_id) = person_id {
        query = query.filter(posts::person_id.eq(person_id));
    }
    Ok(query.load(connection)?)
}

/// Disables a person, or enables one again.
pub fn set_disabled(
    connection: &mut DbConnection,
    person_id: PersonId,
    disabled_at: Option<NaiveDateTime>,
) -> DbResult<()> {
    diesel::update(people::table.find(person_id)).set(people::disabled_at.eq(disabled_at)).execute(connection)?;
    Ok(())
}

/// Takes the password of an account away: a link sets another.
pub fn forget_password(connection: &mut DbConnection, person_id: PersonId) -> DbResult<()> {
    let none = people::password_hash.eq(None::<String>);
    diesel::update(people::table.find(person_id)).set(none).execute(connection)?;
    Ok(())
}

/// Stores a password's hash.
pub fn set_password_hash(connection: &mut DbConnection, person_id: PersonId, hash: &str) -> DbResult<()> {
    diesel::update(people::table.find(person_id)).set(people::password_hash.eq(hash)).execute(connection)?;
    Ok(())
}

/// Somebody who can be telephoned about what a unit owes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Contact {
    /// The unit.
    pub unit_id: UnitId,
    /// As what.
    pub role: Role,
    /// 姓名.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Mail.
    pub email: Option<String>,
}

/// The liaisons and heads on a day, of every unit or of a few, liaisons first; those who are disabled are left out.
pub fn contacts(connection: &mut DbConnection, day: NaiveDate, unit_ids: Option<&[UnitId]>) -> DbResult<Vec<Contact>> {
    contacts_as(connection, day, &[Role::Liaison, Role::Head], unit_ids)
}

/// Those of some roles on a day, of every unit or of a few, by unit; those who are disabled are left out.
pub fn contacts_as(
    connection: &mut DbConnection,
    day: NaiveDate,
    roles: &[Role],
    unit_ids: Option<&[UnitId]>,
) -> DbResult<Vec<Contact>> {
    let mut query = posts::table
        .inner_join(people::table)
        .filter(in_force!(day))
        .filter(people::disabled_at.is_null())
        .filter(posts::role.eq_any(roles.to_vec()))
        .order((posts::unit_id, posts::role.desc(), posts::id))
        .select((posts::unit_id, posts::role, people::name, people::phone, people::email))
        .into_boxed();
    if let Some(ids) = unit_ids {
        query = query.filter(posts::unit_id.eq_any(ids.to_vec()));
    }
    Ok(query.load(connection)?)
}
