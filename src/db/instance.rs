//! Which database this is (实例), how often it was restored from a backup, and whether its outbox is held since: one row.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::counting::another;
use super::mail::leases::{self, Release};
use super::mail::waiting;
use super::schema::instance;
use super::{DbConnection, DbError, DbResult};
use crate::domain::id::MailId;

/// The only row's key.
const ONLY: i64 = 1;

/// Which database it is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = instance)]
pub struct Instance {
    /// Random, made once.
    pub key: String,
    /// How often it was restored.
    pub generation: i32,
    /// Random, made anew with each restore: of two that were restored from one backup each has its own.
    pub branch: String,
    /// When it was restored last, in UTC.
    pub restored_at: Option<NaiveDateTime>,
    /// Until when the records of that backup go, in UTC.
    pub data_until: Option<NaiveDateTime>,
    /// No mail leaves until a person releases it.
    #[diesel(column_name = held)]
    pub is_held: bool,
    /// The newest mail that the backup has.
    pub held_mail: MailId,
}

/// What a restore writes down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Restored<'a> {
    /// Random.
    pub branch: &'a str,
    /// Until when the records go, in UTC.
    pub data_until: Option<NaiveDateTime>,
    /// From when on what couriers had in hand may be taken up again.
    pub release: Release,
}

impl Instance {
    /// What tells this database's mails apart from those of all others, and from what it sent before a restore.
    pub fn origin(&self) -> String {
        format!("{}/{}/{}", self.key, self.generation, self.branch)
    }
}

/// Which database it is.
///
/// # Errors
/// [`DbError::Incomplete`] where the row is gone.
pub fn load(connection: &mut DbConnection) -> DbResult<Instance> {
    let row = instance::table.find(ONLY).select(Instance::as_select()).first(connection).optional()?;
    row.ok_or_else(no_row)
}

/// Whether no mail may leave.
///
/// # Errors
/// As [`load`].
pub(crate) fn is_held(connection: &mut DbConnection) -> DbResult<bool> {
    instance::table.find(ONLY).select(instance::held).first(connection).optional()?.ok_or_else(no_row)
}

fn no_row() -> DbError {
    DbError::Incomplete { reason: "instance: nothing says which database this is".to_owned() }
}

/// Another generation begins, and no mail leaves from now on: what couriers have in hand is taken from them, so that what they
/// have not handed over stays.
pub(crate) fn restored(connection: &mut DbConnection, what: &Restored<'_>) -> DbResult<Instance> {
    // Who claims in the same moment has done so before, or is refused.
    connection.take_turn_at("mails")?;
    leases::release_all(connection, &what.release)?;
    let newest = waiting::newest(connection)?;
    let next = (
        instance::generation.eq(another!(instance::generation)),
        instance::branch.eq(what.branch),
        instance::restored_at.eq(what.release.now),
        instance::data_until.eq(what.data_until),
        instance::held.eq(true),
        instance::held_mail.eq(newest),
    );
    diesel::update(instance::table.find(ONLY)).set(next).execute(connection)?;
    load(connection)
}

/// Lets mails leave again; false where they may already, or another restore was meant.
pub(crate) fn let_go(connection: &mut DbConnection, generation: i32) -> DbResult<bool> {
    let held = instance::table.find(ONLY).filter(instance::held.eq(true).and(instance::generation.eq(generation)));
    Ok(diesel::update(held).set(instance::held.eq(false)).execute(connection)? == 1)
}
