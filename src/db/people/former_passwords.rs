//! Former passwords (历史口令): the hashes of the last ones of each account, so that none of them is taken again.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::former_passwords;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PersonId;

/// So many stay of each account, the present one among them.
pub(crate) const KEPT: i64 = 5;

/// So many are let go at once: each that comes lets one go.
const MOST_TOO_MANY: i64 = 100;

/// Remembers a password that was just set, and forgets the oldest.
pub(crate) fn insert(
    connection: &mut DbConnection,
    person_id: PersonId,
    hash: &str,
    now: NaiveDateTime,
) -> DbResult<()> {
    let row =
        (former_passwords::person_id.eq(person_id), former_passwords::hash.eq(hash), former_passwords::set_at.eq(now));
    diesel::insert_into(former_passwords::table).values(row).execute(connection)?;
    let old: Vec<i64> = former_passwords::table
        .filter(former_passwords::person_id.eq(person_id))
        .order(former_passwords::id.desc())
        .offset(KEPT)
        .limit(MOST_TOO_MANY)
        .select(former_passwords::id)
        .load(connection)?;
    diesel::delete(former_passwords::table.filter(former_passwords::id.eq_any(old))).execute(connection)?;
    Ok(())
}

/// The hashes of the last passwords of an account, the newest first.
pub(crate) fn hashes(connection: &mut DbConnection, person_id: PersonId) -> DbResult<Vec<String>> {
    Ok(former_passwords::table
        .filter(former_passwords::person_id.eq(person_id))
        .order(former_passwords::id.desc())
        .limit(KEPT)
        .select(former_passwords::hash)
        .load(connection)?)
}
