//! Addresses that nothing is sent to any more: a server said that there is no such mailbox.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::suspended_addresses;
use crate::db::{DbConnection, DbResult, in_parts};

/// Sends nothing to an address any more; the first reason stays.
pub(crate) fn insert(connection: &mut DbConnection, address: &str, reason: &str, now: NaiveDateTime) -> DbResult<()> {
    let row = (
        suspended_addresses::address.eq(address),
        suspended_addresses::since.eq(now),
        suspended_addresses::reason.eq(reason),
    );
    on_either!(connection, c => diesel::insert_into(suspended_addresses::table)
        .values(row)
        .on_conflict(suspended_addresses::address)
        .do_nothing()
        .execute(c))?;
    Ok(())
}

/// Why nothing is sent to an address; `None` for a good one.
pub(crate) fn reason(connection: &mut DbConnection, address: &str) -> DbResult<Option<String>> {
    let row = suspended_addresses::table.find(address).select(suspended_addresses::reason);
    Ok(row.first(connection).optional()?)
}

/// Why nothing is sent to some of these addresses, by address; good ones are left out.
pub(crate) fn reasons(connection: &mut DbConnection, addresses: &[String]) -> DbResult<HashMap<String, String>> {
    let rows: Vec<(String, String)> = in_parts(addresses, |addresses| {
        let these = suspended_addresses::table.filter(suspended_addresses::address.eq_any(addresses.to_vec()));
        these.select((suspended_addresses::address, suspended_addresses::reason)).load(connection)
    })?;
    Ok(rows.into_iter().collect())
}

/// A suspended address.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Suspended {
    /// The address.
    pub address: String,
    /// Since when, in UTC.
    pub since: NaiveDateTime,
    /// What the server said.
    pub reason: String,
}

/// The addresses that nothing is sent to, the newest first; so many at most.
pub(crate) fn newest(connection: &mut DbConnection, rows: i64) -> DbResult<Vec<Suspended>> {
    let columns = (suspended_addresses::address, suspended_addresses::since, suspended_addresses::reason);
    let newest = suspended_addresses::table.order((suspended_addresses::since.desc(), suspended_addresses::address));
    Ok(newest.limit(rows).select(columns).load(connection)?)
}

/// How many addresses nothing is sent to.
pub(crate) fn count(connection: &mut DbConnection) -> DbResult<i64> {
    Ok(suspended_addresses::table.count().get_result(connection)?)
}

/// Sends to an address again; false where it was not suspended.
pub(crate) fn lift(connection: &mut DbConnection, address: &str) -> DbResult<bool> {
    Ok(diesel::delete(suspended_addresses::table.find(address)).execute(connection)? == 1)
}
