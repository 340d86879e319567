//! Tries to sign in that no success has ended, by account and place. The account is the hash of an address, whether
//! anybody has it or not: an unknown address behaves like a known one.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::sign_in_tries;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PersonId;
use crate::domain::tries::Tries;

/// The place that stands for all of them together.
pub(crate) const ANYWHERE: &str = "";

/// Tries at the account of a person.
#[derive(Debug, Clone, Queryable)]
pub struct TriesAt {
    /// Whose account.
    pub person_id: Option<PersonId>,
    /// From where; [`ANYWHERE`] for all places together.
    pub place: String,
    /// Failures in a row.
    pub failures: i32,
    /// The first of them, in UTC.
    pub since: NaiveDateTime,
    /// Nothing is looked at before, in UTC.
    pub blocked_until: Option<NaiveDateTime>,
}

/// The tries from a place. The row is made where there is none and stays locked until the transaction ends: whoever
/// comes at the same time counts on from what is stored then.
pub(crate) fn lock(
    connection: &mut DbConnection,
    account: &str,
    place: &str,
    person_id: Option<PersonId>,
    now: NaiveDateTime,
) -> DbResult<Tries> {
    let row = (
        sign_in_tries::account.eq(account),
        sign_in_tries::place.eq(place),
        sign_in_tries::person_id.eq(person_id),
        sign_in_tries::failures.eq(0),
        sign_in_tries::since.eq(now),
        sign_in_tries::last_at.eq(now),
    );
    let columns = (sign_in_tries::failures, sign_in_tries::since, sign_in_tries::last_at, sign_in_tries::blocked_until);
    let stored = on_either!(connection, c => diesel::insert_into(sign_in_tries::table)
        .values(row)
        .on_conflict((sign_in_tries::account, sign_in_tries::place))
        .do_update()
        .set(sign_in_tries::person_id.eq(person_id))
        .returning(columns)
        .get_result::<(i32, NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>)>(c))?;
    let (failures, since, last_at, blocked_until) = stored;
    Ok(Tries { failures, since, last_at, blocked_until })
}

/// Stores the tries of a row that [`lock`] gave.
pub(crate) fn store(connection: &mut DbConnection, account: &str, place: &str, tries: &Tries) -> DbResult<()> {
    diesel::update(sign_in_tries::table.find((account, place)))
        .set((
            sign_in_tries::failures.eq(tries.failures),
            sign_in_tries::since.eq(tries.since),
            sign_in_tries::last_at.eq(tries.last_at),
            sign_in_tries::blocked_until.eq(tries.blocked_until),
        ))
        .execute(connection)?;
    Ok(())
}

/// Under which place the turn of a place is kept.
fn turn_of(place: &str) -> String {
    format!("turn {place}")
}

/// The turn that a place was given at an account.
pub(crate) fn turn(connection: &mut DbConnection, account: &str, place: &str) -> DbResult<Option<NaiveDateTime>> {
    let row = sign_in_tries::table.find((account, turn_of(place))).select(sign_in_tries::blocked_until);
    Ok(row.first(connection).optional()?.flatten())
}

/// Gives a place its turn at an account.
pub(crate) fn give_turn(
    connection: &mut DbConnection,
    (account, place): (&str, &str),
    turn: NaiveDateTime,
    now: NaiveDateTime,
) -> DbResult<()> {
    let place = turn_of(place);
    lock(connection, account, &place, None, now)?;
    store(connection, account, &place, &Tries { last_at: now, blocked_until: Some(turn), ..Tries::none(now) })
}

/// A place has taken its turn.
pub(crate) fn take_turn(connection: &mut DbConnection, account: &str, place: &str) -> DbResult<()> {
    diesel::delete(sign_in_tries::table.find((account, turn_of(place)))).execute(connection)?;
    Ok(())
}

/// Forgets the tries from some places: somebody has signed in there.
pub(crate) fn forget(connection: &mut DbConnection, account: &str, places: &[&str]) -> DbResult<()> {
    let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
    let rows = sign_in_tries::table.filter(sign_in_tries::account.eq(account).and(sign_in_tries::place.eq_any(places)));
    diesel::delete(rows).execute(connection)?;
    Ok(())
}

/// Forgets all tries at a person's account; how many rows.
pub(crate) fn forget_all(connection: &mut DbConnection, person_id: PersonId, account: &str) -> DbResult<usize> {
    let rows =
        sign_in_tries::table.filter(sign_in_tries::account.eq(account).or(sign_in_tries::person_id.eq(person_id)));
    Ok(diesel::delete(rows).execute(connection)?)
}

/// Where people are kept out now: locked places, and accounts with so many failures that strange places wait.
pub(crate) fn blocked(connection: &mut DbConnection, now: NaiveDateTime, slow_after: i32) -> DbResult<Vec<TriesAt>> {
    let slowed = sign_in_tries::place.eq(ANYWHERE).and(sign_in_tries::failures.ge(slow_after));
    let locked = sign_in_tries::place.ne(ANYWHERE).and(sign_in_tries::blocked_until.gt(now));
    Ok(sign_in_tries::table
        .filter(sign_in_tries::person_id.is_not_null())
        .filter(slowed.or(locked))
        .order((sign_in_tries::person_id, sign_in_tries::place))
        .select((
            sign_in_tries::person_id,
            sign_in_tries::place,
            sign_in_tries::failures,
            sign_in_tries::since,
            sign_in_tries::blocked_until,
        ))
        .load(connection)?)
}

/// Deletes at most so many rows that were last touched before a time and block nothing any more; how many.
pub(crate) fn prune(
    connection: &mut DbConnection,
    before: NaiveDateTime,
    now: NaiveDateTime,
    most: i64,
) -> DbResult<usize> {
    let free = sign_in_tries::blocked_until.is_null().or(sign_in_tries::blocked_until.le(now));
    let old: Vec<(String, String)> = sign_in_tries::table
        .filter(sign_in_tries::last_at.lt(before))
        .filter(free)
        .order(sign_in_tries::last_at)
        .limit(most)
        .select((sign_in_tries::account, sign_in_tries::place))
        .load(connection)?;
    for (account, place) in &old {
        diesel::delete(sign_in_tries::table.find((account, place)).filter(sign_in_tries::last_at.lt(before)))
            .execute(connection)?;
    }
    Ok(old.len())
}
