//! Posts (岗位) and who holds them: a notice tells a post, and so everybody who holds it that day.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{people, posts};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PersonId, UnitId};
use crate::domain::person::Role;

/// Whether a post is in force on a day.
macro_rules! in_force {
    ($day:expr) => {
        posts::since.le($day).and(posts::until.is_null().or(posts::until.ge($day)))
    };
}
pub(super) use in_force;

/// Who holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Holder {
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

/// Everybody who holds a post on a day, by unit, role and person; those who are disabled are left out.
pub(crate) fn holders(connection: &mut DbConnection, day: NaiveDate) -> DbResult<Vec<Holder>> {
    Ok(posts::table
        .inner_join(people::table)
        .filter(in_force!(day))
        .filter(people::disabled_at.is_null())
        .order((posts::unit_id, posts::role, posts::person_id))
        .select((posts::unit_id, posts::role, posts::person_id, people::name, people::email.is_not_null()))
        .distinct()
        .load(connection)?)
}
