//! People, their posts and the one-time links by which they set a password.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::posts::in_force;
use crate::db::dialect::contains;
use crate::db::schema::{people, posts, sign_in_links, units};
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
        .select((posts::id, posts::person_id, posts::unit_id, units::name, posts::role))
        .into_boxed();
    if let Some(person_id) = person_id {
        query = query.filter(posts::person_id.eq(person_id));
    }
    Ok(query.load(connection)?)
}

/// Whether anybody else who is not disabled holds a post of that role on a day.
pub fn others_hold(connection: &mut DbConnection, day: NaiveDate, role: Role, person_id: PersonId) -> DbResult<bool> {
    let others = posts::table
        .inner_join(people::table)
        .filter(posts::role.eq(role).and(in_force!(day)))
        .filter(people::disabled_at.is_null().and(people::id.ne(person_id)))
        .select(people::id);
    Ok(others.first::<PersonId>(connection).optional()?.is_some())
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

/// Stores the hash of a one-time link's token.
pub fn insert_link(
    connection: &mut DbConnection,
    person_id: PersonId,
    token_hash: &str,
    now: NaiveDateTime,
    expires_at: NaiveDateTime,
) -> DbResult<()> {
    diesel::insert_into(sign_in_links::table)
        .values((
            sign_in_links::person_id.eq(person_id),
            sign_in_links::token_hash.eq(token_hash),
            sign_in_links::created_at.eq(now),
            sign_in_links::expires_at.eq(expires_at),
        ))
        .execute(connection)?;
    Ok(())
}

/// Stores a password's hash.
pub fn set_password_hash(connection: &mut DbConnection, person_id: PersonId, hash: &str) -> DbResult<()> {
    diesel::update(people::table.find(person_id)).set(people::password_hash.eq(hash)).execute(connection)?;
    Ok(())
}

/// When the holder of a link was disabled, when it was used, when it runs out.
pub type GivenLink = (Option<NaiveDateTime>, Option<NaiveDateTime>, NaiveDateTime);

/// Who holds a link that is still good.
pub fn by_link(connection: &mut DbConnection, token_hash: &str, now: NaiveDateTime) -> DbResult<Option<Person>> {
    Ok(sign_in_links::table
        .inner_join(people::table)
        .filter(sign_in_links::token_hash.eq(token_hash))
        .filter(sign_in_links::used_at.is_null().and(sign_in_links::expires_at.gt(now)))
        .filter(people::disabled_at.is_null())
        .select(Person::as_select())
        .first(connection)
        .optional()?)
}

/// A link whatever has become of it: its holder, when it was used and when it runs out, in UTC.
pub fn link(connection: &mut DbConnection, token_hash: &str) -> DbResult<Option<GivenLink>> {
    Ok(sign_in_links::table
        .inner_join(people::table)
        .filter(sign_in_links::token_hash.eq(token_hash))
        .select((people::disabled_at, sign_in_links::used_at, sign_in_links::expires_at))
        .first(connection)
        .optional()?)
}

/// Uses up every link of a person: a new one or a new password makes the older ones worthless.
pub fn use_links_of(connection: &mut DbConnection, person_id: PersonId, now: NaiveDateTime) -> DbResult<()> {
    let open =
        sign_in_links::table.filter(sign_in_links::person_id.eq(person_id).and(sign_in_links::used_at.is_null()));
    diesel::update(open).set(sign_in_links::used_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Uses a link up; false where it was no longer good.
pub fn use_link(connection: &mut DbConnection, token_hash: &str, now: NaiveDateTime) -> DbResult<bool> {
    let good = sign_in_links::table
        .filter(sign_in_links::token_hash.eq(token_hash))
        .filter(sign_in_links::used_at.is_null().and(sign_in_links::expires_at.gt(now)));
    Ok(diesel::update(good).set(sign_in_links::used_at.eq(now)).execute(connection)? == 1)
}

/// Deletes at most so many links that ran out before a time; how many.
pub fn prune_links(connection: &mut DbConnection, before: NaiveDateTime, most: i64) -> DbResult<usize> {
    let old: Vec<i64> = sign_in_links::table
        .filter(sign_in_links::expires_at.lt(before))
        .order(sign_in_links::expires_at)
        .limit(most)
        .select(sign_in_links::id)
        .load(connection)?;
    Ok(diesel::delete(sign_in_links::table.filter(sign_in_links::id.eq_any(old))).execute(connection)?)
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
