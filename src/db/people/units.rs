//! Units (单位) and the names they are written by.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::dialect::on_either;
use crate::db::schema::{unit_aliases, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::UnitId;
use crate::domain::unit::UnitClass;

/// A unit as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Unit {
    /// Key.
    pub id: UnitId,
    /// The full name, as pages and calls give it: 桂林市人民政府.
    pub name: String,
    /// 桂林.
    pub short_name: String,
    /// As on its seal.
    pub official_name: Option<String>,
    /// Which ladder applies.
    pub class: UnitClass,
    /// Whether its coordinators review and close.
    pub coordinating: bool,
    /// The office telephone.
    pub phone: Option<String>,
    /// Order on lists.
    pub position: i32,
    /// Whether a coordinator has yet to say which unit it is.
    pub proposed: bool,
}

/// A unit to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = units)]
pub struct NewUnit<'a> {
    /// The full name, as pages and calls give it: 桂林市人民政府.
    pub name: &'a str,
    /// 桂林.
    pub short_name: &'a str,
    /// As on its seal.
    pub official_name: Option<&'a str>,
    /// Which ladder applies.
    pub class: UnitClass,
    /// Whether its coordinators review and close.
    pub coordinating: bool,
    /// The office telephone.
    pub phone: Option<&'a str>,
    /// Order on lists.
    pub position: i32,
    /// Whether a coordinator has yet to say which unit it is.
    pub proposed: bool,
    /// Now.
    pub created_at: NaiveDateTime,
}

/// Waits for its turn to store several units, until the transaction ends: two imports that wait for each other's names
/// would never end.
pub fn take_turn(connection: &mut DbConnection) -> DbResult<()> {
    connection.take_turn_at("units")
}

/// Stores a unit unless there is one of its name, and returns its key: somebody else may just have stored it.
pub fn insert(connection: &mut DbConnection, unit: &NewUnit<'_>) -> DbResult<UnitId> {
    let new = on_either!(connection, c => diesel::insert_into(units::table)
        .values(unit)
        .on_conflict(units::name)
        .do_nothing()
        .returning(units::id)
        .get_result::<UnitId>(c)
        .optional())?;
    match new {
        Some(id) => Ok(id),
        None => Ok(units::table.filter(units::name.eq(unit.name)).select(units::id).first(connection)?),
    }
}

/// Remembers another name of a unit; a name that is known already is left as it is.
pub fn insert_alias(connection: &mut DbConnection, alias: &str, unit_id: UnitId) -> DbResult<()> {
    on_either!(connection, c => diesel::insert_into(unit_aliases::table)
        .values((unit_aliases::alias.eq(alias), unit_aliases::unit_id.eq(unit_id)))
        .on_conflict(unit_aliases::alias)
        .do_nothing()
        .execute(c))?;
    Ok(())
}

/// Every other name of a unit.
pub fn aliases(connection: &mut DbConnection) -> DbResult<Vec<(String, UnitId)>> {
    Ok(unit_aliases::table
        .order(unit_aliases::alias)
        .select((unit_aliases::alias, unit_aliases::unit_id))
        .load(connection)?)
}

/// Every unit in order.
pub fn all(connection: &mut DbConnection) -> DbResult<Vec<Unit>> {
    Ok(units::table.order((units::position, units::id)).select(Unit::as_select()).load(connection)?)
}

/// The full names of some units.
pub fn names(connection: &mut DbConnection, ids: &[UnitId]) -> DbResult<HashMap<UnitId, String>> {
    let named = units::table.filter(among(connection, units::id, ids)).select((units::id, units::name));
    Ok(named.load::<(UnitId, String)>(connection)?.into_iter().collect())
}

/// The governments of places that are known, in order, with their classes.
pub fn places(connection: &mut DbConnection) -> DbResult<Vec<(UnitClass, UnitId)>> {
    Ok(units::table
        .filter(units::proposed.eq(false).and(units::class.eq_any(UnitClass::PLACES.to_vec())))
        .order((units::position, units::id))
        .select((units::class, units::id))
        .load(connection)?)
}

/// The unit of that full name or alias.
pub fn by_name(connection: &mut DbConnection, name: &str) -> DbResult<Option<Unit>> {
    let by_own = units::table.filter(units::name.eq(name)).select(Unit::as_select()).first(connection).optional()?;
    match by_own {
        Some(unit) => Ok(Some(unit)),
        None => Ok(unit_aliases::table
            .inner_join(units::table)
            .filter(unit_aliases::alias.eq(name))
            .select(Unit::as_select())
            .first(connection)
            .optional()?),
    }
}

/// The unit of that key.
pub fn find(connection: &mut DbConnection, id: UnitId) -> DbResult<Unit> {
    Ok(units::table.find(id).select(Unit::as_select()).first(connection)?)
}

/// Whether there is no unit at all.
pub fn is_empty(connection: &mut DbConnection) -> DbResult<bool> {
    Ok(units::table.select(units::id).first::<UnitId>(connection).optional()?.is_none())
}

/// Lets that unit coordinate and no other; false where it was so before.
pub fn let_coordinate(connection: &mut DbConnection, id: UnitId) -> DbResult<bool> {
    let former = units::table.filter(units::coordinating.eq(true).and(units::id.ne(id)));
    let dismissed = diesel::update(former).set(units::coordinating.eq(false)).execute(connection)?;
    let silent = units::table.find(id).filter(units::coordinating.eq(false).or(units::proposed.eq(true)));
    let appointed =
        diesel::update(silent).set((units::coordinating.eq(true), units::proposed.eq(false))).execute(connection)?;
    Ok(dismissed + appointed > 0)
}

/// Takes a proposed unit as a unit of its own, of that class and with that short name.
pub fn confirm(connection: &mut DbConnection, id: UnitId, class: UnitClass, short_name: &str) -> DbResult<()> {
    diesel::update(units::table.find(id))
        .set((units::class.eq(class), units::short_name.eq(short_name), units::proposed.eq(false)))
        .execute(connection)?;
    Ok(())
}

/// Removes a unit that nothing names any more, with its other names.
///
/// # Errors
/// [`crate::db::DbError::Query`] where something still names it.
pub fn remove(connection: &mut DbConnection, id: UnitId) -> DbResult<()> {
    diesel::delete(unit_aliases::table.filter(unit_aliases::unit_id.eq(id))).execute(connection)?;
    diesel::delete(units::table.find(id)).execute(connection)?;
    Ok(())
}
