//! Forms that were sent when their session was over: each is kept for whoever typed it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::kept_forms;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PersonId;

/// A form that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = kept_forms)]
pub struct KeptForm {
    /// The hash of the token in the address at which it is shown.
    pub token_hash: String,
    /// Who typed it.
    pub person_id: PersonId,
    /// Where it goes to.
    pub action: String,
    /// Its fields as they were sent, without the secret of the session.
    pub body: String,
    /// When, in UTC.
    pub kept_at: NaiveDateTime,
}

/// Keeps a form; of those of its person only so many stay, the newest.
pub(crate) fn insert(connection: &mut DbConnection, form: &KeptForm, most: i64) -> DbResult<()> {
    diesel::insert_into(kept_forms::table).values(form).execute(connection)?;
    let others = kept_forms::person_id.eq(form.person_id).and(kept_forms::token_hash.ne(&form.token_hash));
    let newest_first = (kept_forms::kept_at.desc(), kept_forms::token_hash);
    let old: Vec<String> = kept_forms::table
        .filter(others)
        .order(newest_first)
        .offset((most - 1).max(0))
        .limit(MOST_TOO_MANY)
        .select(kept_forms::token_hash)
        .load(connection)?;
    diesel::delete(kept_forms::table.filter(kept_forms::token_hash.eq_any(old))).execute(connection)?;
    Ok(())
}

/// So many are let go at once: each that comes lets one go.
const MOST_TOO_MANY: i64 = 100;

/// The form of that token, for its own person alone.
pub(crate) fn find(connection: &mut DbConnection, token_hash: &str, person_id: PersonId) -> DbResult<Option<KeptForm>> {
    let own = kept_forms::table.find(token_hash).filter(kept_forms::person_id.eq(person_id));
    Ok(own.select(KeptForm::as_select()).first(connection).optional()?)
}

/// What is kept of a person since a time, the newest first.
pub(crate) fn of_person(
    connection: &mut DbConnection,
    person_id: PersonId,
    since: NaiveDateTime,
) -> DbResult<Vec<KeptForm>> {
    let own = kept_forms::person_id.eq(person_id).and(kept_forms::kept_at.gt(since));
    let newest_first = (kept_forms::kept_at.desc(), kept_forms::token_hash);
    Ok(kept_forms::table.filter(own).order(newest_first).select(KeptForm::as_select()).load(connection)?)
}

/// How many were kept of a person at a time or later.
pub(crate) fn count_from(connection: &mut DbConnection, person_id: PersonId, from: NaiveDateTime) -> DbResult<i64> {
    let own = kept_forms::person_id.eq(person_id).and(kept_forms::kept_at.ge(from));
    Ok(kept_forms::table.filter(own).count().get_result(connection)?)
}

/// Deletes at most so many that were kept before a time; how many.
pub(crate) fn prune(connection: &mut DbConnection, before: NaiveDateTime, most: i64) -> DbResult<usize> {
    let old: Vec<String> = kept_forms::table
        .filter(kept_forms::kept_at.lt(before))
        .order(kept_forms::kept_at)
        .limit(most)
        .select(kept_forms::token_hash)
        .load(connection)?;
    Ok(diesel::delete(kept_forms::table.filter(kept_forms::token_hash.eq_any(old))).execute(connection)?)
}
