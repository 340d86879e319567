//! Requests for one-time links (一次性链接的申请): for accounts with rights of their own the security administrator agrees first.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::persons::Person;
use crate::db::schema::{link_requests, people};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{LinkRequestId, PersonId};

/// A request as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = link_requests)]
pub struct LinkRequest {
    /// Key.
    pub id: LinkRequestId,
    /// For whose account.
    pub person_id: PersonId,
    /// Who wants to make the link.
    pub requested_by: PersonId,
    /// In UTC.
    pub requested_at: NaiveDateTime,
    /// When it was decided, in UTC; `None` while it waits.
    pub decided_at: Option<NaiveDateTime>,
    /// Whether the security administrator agreed.
    pub agreed: bool,
    /// When the link was made, or the request was made worth nothing, in UTC.
    pub used_at: Option<NaiveDateTime>,
}

/// Stores a request.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where one waits for that account already.
pub(crate) fn insert(
    connection: &mut DbConnection,
    person_id: PersonId,
    requested_by: PersonId,
    now: NaiveDateTime,
) -> DbResult<()> {
    let row = (
        link_requests::person_id.eq(person_id),
        link_requests::requested_by.eq(requested_by),
        link_requests::requested_at.eq(now),
    );
    diesel::insert_into(link_requests::table).values(row).execute(connection)?;
    Ok(())
}

/// The last request for an account.
pub(crate) fn last_of(connection: &mut DbConnection, person_id: PersonId) -> DbResult<Option<LinkRequest>> {
    let of_person = link_requests::table.filter(link_requests::person_id.eq(person_id));
    Ok(of_person.order(link_requests::id.desc()).select(LinkRequest::as_select()).first(connection).optional()?)
}

/// The request of that key.
pub(crate) fn find(connection: &mut DbConnection, id: LinkRequestId) -> DbResult<LinkRequest> {
    Ok(link_requests::table.find(id).select(LinkRequest::as_select()).first(connection)?)
}

/// What waits, the oldest first, each with the account's owner; so many at most.
pub(crate) fn waiting(connection: &mut DbConnection, most: i64) -> DbResult<Vec<(LinkRequest, Person)>> {
    Ok(link_requests::table
        .inner_join(people::table)
        .filter(link_requests::decided_at.is_null())
        .order(link_requests::id)
        .limit(most)
        .select((LinkRequest::as_select(), Person::as_select()))
        .load(connection)?)
}

/// How many wait.
pub(crate) fn count_waiting(connection: &mut DbConnection) -> DbResult<i64> {
    Ok(link_requests::table.filter(link_requests::decided_at.is_null()).count().get_result(connection)?)
}

/// Decides a request; false where somebody was faster.
pub(crate) fn decide(
    connection: &mut DbConnection,
    id: LinkRequestId,
    (by, agreed): (PersonId, bool),
    now: NaiveDateTime,
) -> DbResult<bool> {
    let waiting = link_requests::table.find(id).filter(link_requests::decided_at.is_null());
    let decision =
        (link_requests::decided_by.eq(by), link_requests::decided_at.eq(now), link_requests::agreed.eq(agreed));
    Ok(diesel::update(waiting).set(decision).execute(connection)? == 1)
}

/// Makes what waits for an account, and what was agreed to and not used, worth nothing: it counts as used.
pub(crate) fn void_all(connection: &mut DbConnection, person_id: PersonId, now: NaiveDateTime) -> DbResult<()> {
    let of_person = || link_requests::table.filter(link_requests::person_id.eq(person_id));
    let (used, decided) = (link_requests::used_at.eq(now), link_requests::decided_at.eq(now));
    let agreed = of_person().filter(link_requests::agreed.eq(true).and(link_requests::used_at.is_null()));
    diesel::update(agreed).set(used).execute(connection)?;
    let waiting = of_person().filter(link_requests::decided_at.is_null());
    diesel::update(waiting).set((used, decided)).execute(connection)?;
    Ok(())
}

/// Uses up what was agreed to; false where it was used before.
pub(crate) fn use_up(connection: &mut DbConnection, id: LinkRequestId, now: NaiveDateTime) -> DbResult<bool> {
    let agreed =
        link_requests::table.find(id).filter(link_requests::agreed.eq(true).and(link_requests::used_at.is_null()));
    Ok(diesel::update(agreed).set(link_requests::used_at.eq(now)).execute(connection)? == 1)
}
