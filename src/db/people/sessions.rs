//! Sessions: a token names one, and every request reads it, so that its end is felt at once.

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::schema::sessions;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PersonId, PostId, SessionId};

/// A session as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// Random; the token carries it.
    pub id: SessionId,
    /// Who signed in.
    pub person_id: PersonId,
    /// 当前代表单位: the post the person acts in.
    pub post_id: PostId,
    /// In UTC.
    pub created_at: NaiveDateTime,
    /// The last request, kept to the minute.
    pub last_seen_at: NaiveDateTime,
    /// The end in any case.
    pub expires_at: NaiveDateTime,
    /// Signed out or ended by an administrator.
    pub ended_at: Option<NaiveDateTime>,
    /// From where it was opened; `None` where that was not kept.
    pub source: Option<String>,
    /// The name of the browser it was opened in; `None` for a program, and where that was not kept.
    pub browser: Option<String>,
}

/// Stores a session.
pub fn insert(connection: &mut DbConnection, session: &Session) -> DbResult<()> {
    diesel::insert_into(sessions::table).values(session).execute(connection)?;
    Ok(())
}

/// The session of that id.
pub fn find(connection: &mut DbConnection, id: &SessionId) -> DbResult<Option<Session>> {
    Ok(sessions::table.find(id).select(Session::as_select()).first(connection).optional()?)
}

/// Remembers the last request.
pub fn touch(connection: &mut DbConnection, id: &SessionId, now: NaiveDateTime) -> DbResult<()> {
    diesel::update(sessions::table.find(id)).set(sessions::last_seen_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Acts for another post from now on.
pub fn set_post(connection: &mut DbConnection, id: &SessionId, post_id: PostId) -> DbResult<()> {
    diesel::update(sessions::table.find(id)).set(sessions::post_id.eq(post_id)).execute(connection)?;
    Ok(())
}

/// Ends one session.
pub fn end(connection: &mut DbConnection, id: &SessionId, now: NaiveDateTime) -> DbResult<()> {
    diesel::update(sessions::table.find(id).filter(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(now))
        .execute(connection)?;
    Ok(())
}

/// The sessions of a person that hold: not ended, not past their time, and used since then.
macro_rules! held_by {
    ($person:expr, $now:expr, $used_since:expr) => {
        sessions::table
            .filter(sessions::person_id.eq($person).and(sessions::ended_at.is_null()))
            .filter(sessions::expires_at.gt($now).and(sessions::last_seen_at.gt($used_since)))
    };
}

/// Those of them that were used last, so many at most, and how many there are.
pub fn open_of(
    connection: &mut DbConnection,
    person_id: PersonId,
    (now, used_since): (NaiveDateTime, NaiveDateTime),
    most: i64,
) -> DbResult<(Vec<Session>, i64)> {
    let last = held_by!(person_id, now, used_since)
        .order((sessions::last_seen_at.desc(), sessions::created_at.desc(), sessions::id))
        .limit(most)
        .select(Session::as_select())
        .load(connection)?;
    Ok((last, held_by!(person_id, now, used_since).count().get_result(connection)?))
}

/// The sessions that a person began last, whether or not they hold; so many at most.
pub(crate) fn last_of(connection: &mut DbConnection, person_id: PersonId, most: i64) -> DbResult<Vec<SessionId>> {
    Ok(sessions::table
        .filter(sessions::person_id.eq(person_id))
        .order((sessions::created_at.desc(), sessions::id))
        .limit(most)
        .select(sessions::id)
        .load(connection)?)
}

/// When the session was opened that its person had opened before that one.
pub(crate) fn opened_before(connection: &mut DbConnection, session: &Session) -> DbResult<Option<NaiveDateTime>> {
    let others = sessions::person_id.eq(session.person_id).and(sessions::id.ne(&session.id));
    Ok(sessions::table.filter(others).select(max(sessions::created_at)).get_result(connection)?)
}

/// Ends every session of a person but one; how many of them held.
pub fn end_others(
    connection: &mut DbConnection,
    person_id: PersonId,
    but: &SessionId,
    (now, used_since): (NaiveDateTime, NaiveDateTime),
) -> DbResult<i64> {
    let held = held_by!(person_id, now, used_since).filter(sessions::id.ne(but)).count().get_result(connection)?;
    let others = sessions::person_id.eq(person_id).and(sessions::ended_at.is_null()).and(sessions::id.ne(but));
    diesel::update(sessions::table.filter(others)).set(sessions::ended_at.eq(now)).execute(connection)?;
    Ok(held)
}

/// Ends every session of a person.
pub fn end_all(connection: &mut DbConnection, person_id: PersonId, now: NaiveDateTime) -> DbResult<()> {
    diesel::update(sessions::table.filter(sessions::person_id.eq(person_id).and(sessions::ended_at.is_null())))
        .set(sessions::ended_at.eq(now))
        .execute(connection)?;
    Ok(())
}

/// Ends every session there is.
pub(crate) fn end_everybodys(connection: &mut DbConnection, now: NaiveDateTime) -> DbResult<()> {
    let open = sessions::table.filter(sessions::ended_at.is_null());
    diesel::update(open).set(sessions::ended_at.eq(now)).execute(connection)?;
    Ok(())
}

/// Deletes at most so many sessions whose time was up before a time, signed out or not; how many.
pub fn prune(connection: &mut DbConnection, before: NaiveDateTime, most: i64) -> DbResult<usize> {
    let old: Vec<SessionId> = sessions::table
        .filter(sessions::expires_at.lt(before))
        .order(sessions::expires_at)
        .limit(most)
        .select(sessions::id)
        .load(connection)?;
    Ok(diesel::delete(sessions::table.filter(sessions::id.eq_any(old))).execute(connection)?)
}
