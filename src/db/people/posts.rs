//! Posts (岗位) and who holds them: a notice tells a post, and so everybody who holds it that day.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::schema::{people, posts, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PersonId, PostId, UnitId};
use crate::domain::person::Role;

/// Whether a day lies between the first and the last of a post, consented to or not.
macro_rules! in_time {
    ($day:expr) => {
        posts::since.le($day).and(posts::until.is_null().or(posts::until.ge($day)))
    };
}
pub(in crate::db) use in_time;

/// Whether a post is in force on a day: whoever holds it has its rights, is written to and can be telephoned. One that waits for consent is not.
macro_rules! in_force {
    ($day:expr) => {
        crate::db::people::posts::in_time!($day).and(posts::awaits_consent.eq(false))
    };
}
pub(in crate::db) use in_force;

/// Who holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Holder {
    /// The unit.
    pub unit_id: UnitId,
    /// As what.
    pub role: Role,
    /// Who.
    pub person_id: PersonId,
    /// 姓名.
    pub name: String,
    /// Whether there is an address to write to.
    pub has_mail: bool,
}

/// A post with its days, as its holder's page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct DatedPost {
    /// Key.
    pub id: PostId,
    /// The unit's full name.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; `None` where no end is known.
    pub until: Option<NaiveDate>,
    /// Whether it is not in force before somebody has consented.
    pub awaits_consent: bool,
}

impl DatedPost {
    /// Whether it ended on the day on which it began: it was never held.
    pub fn was_never_held(&self) -> bool {
        self.until.is_some_and(|until| until < self.since)
    }

    /// Whether it is still to end: on that day or later.
    pub fn is_held(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| until >= day)
    }
}

/// Every post that a person has or had, those without an end first, then the latest.
pub(crate) fn of_person(connection: &mut DbConnection, person_id: PersonId) -> DbResult<Vec<DatedPost>> {
    Ok(posts::table
        .inner_join(units::table)
        .filter(posts::person_id.eq(person_id))
        .order((posts::until.is_not_null(), posts::until.desc(), units::position, posts::id))
        .select((posts::id, units::name, posts::role, posts::since, posts::until, posts::awaits_consent))
        .load(connection)?)
}

/// The names of those who hold a post of a unit on a day beside somebody, each once; those who are disabled are left out.
pub(crate) fn others_at(
    connection: &mut DbConnection,
    day: NaiveDate,
    (unit_id, role): (UnitId, Role),
    beside: PersonId,
) -> DbResult<Vec<String>> {
    let others = posts::table
        .inner_join(people::table)
        .filter(in_force!(day).and(posts::unit_id.eq(unit_id)).and(posts::role.eq(role)))
        .filter(people::disabled_at.is_null().and(people::id.ne(beside)));
    let names: Vec<(String, PersonId)> =
        others.order((people::name, people::id)).select((people::name, people::id)).distinct().load(connection)?;
    Ok(names.into_iter().map(|(name, _)| name).collect())
}

/// Sets the last day of a post, or takes it back.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where the person holds the same post without an end already.
pub(crate) fn set_until(connection: &mut DbConnection, id: PostId, until: Option<NaiveDate>) -> DbResult<()> {
    diesel::update(posts::table.find(id)).set(posts::until.eq(until)).execute(connection)?;
    Ok(())
}

/// Holds a post back until somebody has consented to it.
pub(crate) fn hold_back(connection: &mut DbConnection, id: PostId) -> DbResult<()> {
    diesel::update(posts::table.find(id)).set(posts::awaits_consent.eq(true)).execute(connection)?;
    Ok(())
}

/// Puts the posts of a person in force that waited for consent.
pub(crate) fn put_in_force(connection: &mut DbConnection, person_id: PersonId) -> DbResult<()> {
    let waiting = posts::table.filter(posts::person_id.eq(person_id).and(posts::awaits_consent.eq(true)));
    diesel::update(waiting).set(posts::awaits_consent.eq(false)).execute(connection)?;
    Ok(())
}

/// Whether a person holds a post that is in force on a day.
pub(crate) fn any_in_force(connection: &mut DbConnection, day: NaiveDate, person_id: PersonId) -> DbResult<bool> {
    let held = posts::table.filter(in_force!(day).and(posts::person_id.eq(person_id))).select(posts::id);
    Ok(held.first::<PostId>(connection).optional()?.is_some())
}

/// Waits for its turn to end a post or disable whoever holds one, until the transaction ends: of two that look at once whether somebody
/// is left who manages accounts, the second sees what the first has done.
pub(crate) fn take_turn(connection: &mut DbConnection) -> DbResult<()> {
    connection.take_turn_at("posts")
}

/// A post that somebody has or had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub(crate) struct Had {
    /// Who.
    pub person_id: PersonId,
    /// At which unit.
    pub unit_id: UnitId,
    /// As what.
    pub role: Role,
    /// Whether it is in force on the day that was asked about.
    pub is_held: Option<bool>,
    /// The same, whether or not it waits for consent.
    pub is_given: Option<bool>,
}

/// Every post that these persons have or had, with whether each is held on a day.
pub(crate) fn had_by(connection: &mut DbConnection, ids: &[PersonId], day: NaiveDate) -> DbResult<Vec<Had>> {
    let these = posts::table.filter(among(connection, posts::person_id, ids));
    Ok(these.select((posts::person_id, posts::unit_id, posts::role, in_force!(day), in_time!(day))).load(connection)?)
}

/// How many hold a post of a coordinator on a day at another unit than that one; those who are disabled are left out.
pub(crate) fn coordinators_beside(connection: &mut DbConnection, day: NaiveDate, office: UnitId) -> DbResult<i64> {
    let beside = posts::table
        .inner_join(people::table)
        .filter(in_force!(day).and(posts::role.eq(Role::Coordinator)).and(posts::unit_id.ne(office)))
        .filter(people::disabled_at.is_null());
    Ok(beside.select(diesel::dsl::count(posts::person_id).aggregate_distinct()).get_result(connection)?)
}

/// Who holds a post on a day.
macro_rules! holders {
    ($day:expr) => {
        posts::table
            .inner_join(people::table)
            .filter(in_force!($day))
            .filter(people::disabled_at.is_null())
            .order((posts::unit_id, posts::role, posts::person_id))
            .select((posts::unit_id, posts::role, posts::person_id, people::name, people::email.is_not_null()))
            .distinct()
    };
}

/// The units of which somebody holds the post of a leader on a day, in order; those who are disabled are left out.
pub(crate) fn leading(connection: &mut DbConnection, day: NaiveDate) -> DbResult<Vec<UnitId>> {
    let leaders = posts::table.inner_join(people::table).filter(in_force!(day).and(posts::role.eq(Role::Leader)));
    let units = leaders.filter(people::disabled_at.is_null()).select(posts::unit_id).distinct();
    Ok(units.order(posts::unit_id).load(connection)?)
}

/// Everybody who holds a post of some units on a day, by unit, role and person; those who are disabled are left out.
pub(crate) fn holders_at(connection: &mut DbConnection, units: &[UnitId], day: NaiveDate) -> DbResult<Vec<Holder>> {
    Ok(holders!(day).filter(among(connection, posts::unit_id, units)).load(connection)?)
}

/// Everybody who holds a post on a day, by unit, role and person; those who are disabled are left out.
pub(crate) fn holders(connection: &mut DbConnection, day: NaiveDate) -> DbResult<Vec<Holder>> {
    Ok(holders!(day).load(connection)?)
}
