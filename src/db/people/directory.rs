//! The list of everybody (人员名录): in the order of the units, then by name; searched and paged by the database.

use chrono::NaiveDate;
use diesel::dsl::{exists, min};
use diesel::prelude::*;

use super::persons::Person;
use super::posts::in_time;
use crate::db::counted::{Counted, counted};
use crate::db::dialect::contains;
use crate::db::schema::{people, posts, units};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::PersonId;
use crate::domain::person::Role;
use crate::domain::typed::SearchWords;

/// Which people are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WantedPeople {
    /// Whose name, address, telephone, or unit by its full or short name, has these words; `None` for everybody.
    pub words: Option<SearchWords>,
    /// Only what comes after this person's place.
    pub after: Option<PersonId>,
    /// So many at most.
    pub limit: i64,
}

/// A post as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ListedPost {
    /// Who holds it.
    pub person_id: PersonId,
    /// The unit's full name.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// The last day; `None` where no end is known.
    pub until: Option<NaiveDate>,
    /// Whether it is not in force before somebody has consented.
    pub awaits_consent: bool,
}

/// The place of the first unit at which a person has a post on a day; nothing for whoever has none, who come last.
macro_rules! first_unit {
    ($day:expr) => {
        posts::table
            .inner_join(units::table)
            .filter(posts::person_id.eq(people::id).and(in_time!($day)))
            .select(min(units::position))
            .single_value()
    };
}

/// A page of people, and how many there are on all pages, as far as anybody counts.
pub(crate) fn page(
    connection: &mut DbConnection,
    day: NaiveDate,
    wanted: &WantedPeople,
) -> DbResult<(Vec<Person>, Counted)> {
    let engine = connection.engine();
    // Built twice: a boxed query can be neither copied nor counted and then read.
    let query = || {
        let mut query = people::table.into_boxed();
        if let Some(words) = &wanted.words {
            let has = |column| contains(engine, column, words);
            let at_unit = posts::table
                .inner_join(units::table)
                .filter(posts::person_id.eq(people::id).and(in_time!(day)))
                .filter(has("units.name").or(has("units.short_name")));
            let own = has("people.name").or(has("people.email")).or(has("people.phone"));
            query = query.filter(own.or(exists(at_unit)));
        }
        query
    };
    let total = counted!(connection, query(), people::id);
    let mut next = query();
    if let Some(after) = wanted.after {
        let place = people::table.find(after).select((first_unit!(day), people::name));
        let (unit, name): (Option<i32>, String) = place.first(connection)?;
        let behind = people::name.gt(name.clone()).or(people::name.eq(name).and(people::id.gt(after)));
        next = match unit {
            Some(unit) => {
                let further = first_unit!(day).gt(unit).or(first_unit!(day).is_null());
                next.filter(further.or(first_unit!(day).eq(unit).and(behind)).assume_not_null())
            }
            None => next.filter(first_unit!(day).is_null().and(behind)),
        };
    }
    let order = (first_unit!(day).is_null(), first_unit!(day), people::name, people::id);
    let rows = next.order(order).limit(wanted.limit).select(Person::as_select()).load(connection)?;
    Ok((rows, total))
}

/// The posts of some people on a day, also those that wait for consent, in the units' order.
pub(crate) fn posts_of(
    connection: &mut DbConnection,
    day: NaiveDate,
    people: &[PersonId],
) -> DbResult<Vec<ListedPost>> {
    in_parts(people, |people| {
        posts::table
            .inner_join(units::table)
            .filter(in_time!(day).and(posts::person_id.eq_any(people.to_vec())))
            .order((units::position, posts::id))
            .select((posts::person_id, units::name, posts::role, posts::until, posts::awaits_consent))
            .load(connection)
    })
}
