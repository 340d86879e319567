//! Approvals (审批): what takes two people, one who asks and one who decides; the tables refuse one who does both. So far one-time links
//! (一次性链接的申请): for accounts with rights of their own the security administrator agrees first.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::persons::Person;
use crate::db::schema::{approvals, people};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{LinkRequestId, PersonId};

/// What the kind of a request for a link is called.
const LINK: &str = "link";

/// The requests for links.
macro_rules! links {
    () => {
        approvals::table.filter(approvals::kind.eq(LINK))
    };
}

/// A request as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = approvals)]
pub struct LinkRequest {
    /// Key.
    pub id: LinkRequestId,
    /// For whose account.
    #[diesel(select_expression = approvals::person_id.assume_not_null())]
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
        approvals::kind.eq(LINK),
        approvals::person_id.eq(person_id),
        approvals::requested_by.eq(requested_by),
        approvals::requested_at.eq(now),
    );
    diesel::insert_into(approvals::table).values(row).execute(connection)?;
    Ok(())
}

/// The last request for an account.
pub(crate) fn last_of(connection: &mut DbConnection, person_id: PersonId) -> DbResult<Option<LinkRequest>> {
    let of_person = links!().filter(approvals::person_id.eq(person_id));
    Ok(of_person.order(approvals::id.desc()).select(LinkRequest::as_select()).first(connection).optional()?)
}

/// The request of that key.
pub(crate) fn find(connection: &mut DbConnection, id: LinkRequestId) -> DbResult<LinkRequest> {
    Ok(links!().filter(approvals::id.eq(id)).select(LinkRequest::as_select()).first(connection)?)
}

/// What waits, the oldest first, each with the account's owner; so many at most.
pub(crate) fn waiting(connection: &mut DbConnection, most: i64) -> DbResult<Vec<(LinkRequest, Person)>> {
    Ok(approvals::table
        .inner_join(people::table)
        .filter(approvals::kind.eq(LINK).and(approvals::decided_at.is_null()))
        .order(approvals::id)
        .limit(most)
        .select((LinkRequest::as_select(), Person::as_select()))
        .load(connection)?)
}

/// How many wait.
pub(crate) fn count_waiting(connection: &mut DbConnection) -> DbResult<i64> {
    Ok(links!().filter(approvals::decided_at.is_null()).count().get_result(connection)?)
}

/// Decides a request; false where somebody was faster.
pub(crate) fn decide(
    connection: &mut DbConnection,
    id: LinkRequestId,
    (by, agreed): (PersonId, bool),
    now: NaiveDateTime,
) -> DbResult<bool> {
    let waiting = approvals::table.find(id).filter(approvals::decided_at.is_null());
    let decision = (approvals::decided_by.eq(by), approvals::decided_at.eq(now), approvals::agreed.eq(agreed));
    Ok(diesel::update(waiting).set(decision).execute(connection)? == 1)
}

/// Makes what waits for an account, and what was agreed to and not used, worth nothing: it counts as used.
pub(crate) fn void_all(connection: &mut DbConnection, person_id: PersonId, now: NaiveDateTime) -> DbResult<()> {
    let of_person = || links!().filter(approvals::person_id.eq(person_id));
    let (used, decided) = (approvals::used_at.eq(now), approvals::decided_at.eq(now));
    let agreed = of_person().filter(approvals::agreed.eq(true).and(approvals::used_at.is_null()));
    diesel::update(agreed).set(used).execute(connection)?;
    let waiting = of_person().filter(approvals::decided_at.is_null());
    diesel::update(waiting).set((used, decided)).execute(connection)?;
    Ok(())
}

/// Uses up what was agreed to; false where it was used before.
pub(crate) fn use_up(connection: &mut DbConnection, id: LinkRequestId, now: NaiveDateTime) -> DbResult<bool> {
    let agreed = approvals::table.find(id).filter(approvals::agreed.eq(true).and(approvals::used_at.is_null()));
    Ok(diesel::update(agreed).set(approvals::used_at.eq(now)).execute(connection)? == 1)
}
