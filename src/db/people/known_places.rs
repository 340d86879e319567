//! Where somebody has signed in before: sources and browsers.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::known_places;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PersonId;

/// Somebody has signed in at a place.
pub(crate) fn remember(
    connection: &mut DbConnection,
    person_id: PersonId,
    place: &str,
    now: NaiveDateTime,
) -> DbResult<()> {
    let row = (known_places::person_id.eq(person_id), known_places::place.eq(place), known_places::last_at.eq(now));
    on_either!(connection, c => diesel::insert_into(known_places::table)
        .values(row)
        .on_conflict((known_places::person_id, known_places::place))
        .do_update()
        .set(known_places::last_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// Which of some places a person has signed in at.
pub(crate) fn known(connection: &mut DbConnection, person_id: PersonId, places: &[&str]) -> DbResult<Vec<String>> {
    let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
    Ok(known_places::table
        .filter(known_places::person_id.eq(person_id).and(known_places::place.eq_any(places)))
        .select(known_places::place)
        .load(connection)?)
}

/// Deletes at most so many that nobody has signed in at since a time; how many.
pub(crate) fn prune(connection: &mut DbConnection, before: NaiveDateTime, most: i64) -> DbResult<usize> {
    let old: Vec<(PersonId, String)> = known_places::table
        .filter(known_places::last_at.lt(before))
        .order(known_places::last_at)
        .limit(most)
        .select((known_places::person_id, known_places::place))
        .load(connection)?;
    for (person_id, place) in &old {
        diesel::delete(known_places::table.find((person_id, place)).filter(known_places::last_at.lt(before)))
            .execute(connection)?;
    }
    Ok(old.len())
}
