//! One-time links (一次性链接) by which people set a password: of a token only its hash is kept.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::persons::Person;
use crate::db::schema::{people, sign_in_links};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PersonId;

/// Stores the hash of a one-time link's token.
pub fn insert(
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

/// Who holds a link that is still good.
pub fn holder(connection: &mut DbConnection, token_hash: &str, now: NaiveDateTime) -> DbResult<Option<Person>> {
    Ok(sign_in_links::table
        .inner_join(people::table)
        .filter(sign_in_links::token_hash.eq(token_hash))
        .filter(sign_in_links::used_at.is_null().and(sign_in_links::expires_at.gt(now)))
        .filter(people::disabled_at.is_null())
        .select(Person::as_select())
        .first(connection)
        .optional()?)
}

/// A link whatever has become of it; times in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct GivenLink {
    /// To whom it was given.
    pub person_id: PersonId,
    /// When its holder was disabled.
    pub disabled_at: Option<NaiveDateTime>,
    /// When it was used, or made worthless.
    pub used_at: Option<NaiveDateTime>,
    /// When it runs out.
    pub expires_at: NaiveDateTime,
}

/// The link of a token.
pub fn given(connection: &mut DbConnection, token_hash: &str) -> DbResult<Option<GivenLink>> {
    Ok(sign_in_links::table
        .inner_join(people::table)
        .filter(sign_in_links::token_hash.eq(token_hash))
        .select((people::id, people::disabled_at, sign_in_links::used_at, sign_in_links::expires_at))
        .first(connection)
        .optional()?)
}

/// Uses up every link of a person: a new one or a new password makes the older ones worthless.
pub fn use_up_all(connection: &mut DbConnection, person_id: PersonId, now: NaiveDateTime) -> DbResult<()> {
    let open =
        sign_in_links::table.filter(sign_in_links::person_id.eq(person_id).and(sign_in_links::used_at.is_null()));
    diesel::update(open).set(sign_in_links::used_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Uses up every link there is.
pub(crate) fn use_up_everybodys(connection: &mut DbConnection, now: NaiveDateTime) -> DbResult<()> {
    let open = sign_in_links::table.filter(sign_in_links::used_at.is_null());
    diesel::update(open).set(sign_in_links::used_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Uses a link up; false where it was no longer good.
pub fn use_up(connection: &mut DbConnection, token_hash: &str, now: NaiveDateTime) -> DbResult<bool> {
    let good = sign_in_links::table
        .filter(sign_in_links::token_hash.eq(token_hash))
        .filter(sign_in_links::used_at.is_null().and(sign_in_links::expires_at.gt(now)));
    Ok(diesel::update(good).set(sign_in_links::used_at.eq(now)).execute(connection)? == 1)
}

/// Deletes at most so many links that ran out before a time; how many.
pub fn prune(connection: &mut DbConnection, before: NaiveDateTime, most: i64) -> DbResult<usize> {
    let old: Vec<i64> = sign_in_links::table
        .filter(sign_in_links::expires_at.lt(before))
        .order(sign_in_links::expires_at)
        .limit(most)
        .select(sign_in_links::id)
        .load(connection)?;
    Ok(diesel::delete(sign_in_links::table.filter(sign_in_links::id.eq_any(old))).execute(connection)?)
}
