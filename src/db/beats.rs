//! Signs of life (心跳): the scheduler's last tick, each worker's beat.

use chrono::NaiveDateTime;
use diesel::dsl::case_when;
use diesel::prelude::*;

use super::dialect::on_either;
use super::schema::{beats, mails};
use super::{DbConnection, DbResult};
use crate::domain::id::PlanId;

/// Under which name the scheduler beats.
pub const SCHEDULER: &str = "scheduler";

/// Under which name it is tried whether the database can be written.
pub const WRITE_CHECK: &str = "write_check";

/// Under which name a backup beats that was done.
pub const BACKUP: &str = "backup";

/// Under which name a plan beats whose tick fails: this, and its key.
const FAILING: &str = "tick-fails/";

/// All of these names.
const ALL_FAILING: &str = "tick-fails/%";

/// From here all of these names stand, in order.
pub(super) const FAILING_FROM: &str = FAILING;

/// And none from here on.
pub(super) const FAILING_TO: &str = "tick-fails0";

/// Remembers which plans the last tick could not look at, and no others.
pub fn set_failing(connection: &mut DbConnection, plans: &[PlanId], now: NaiveDateTime) -> DbResult<()> {
    let names: Vec<String> = plans.iter().map(|id| format!("{FAILING}{id}")).collect();
    let known = beats::table.filter(beats::name.like(ALL_FAILING));
    diesel::delete(known.filter(beats::name.ne_all(names.clone()))).execute(connection)?;
    names.iter().try_for_each(|name| beat(connection, name, now))
}

/// The plans that the last tick could not look at, in order.
pub fn failing(connection: &mut DbConnection) -> DbResult<Vec<PlanId>> {
    let names: Vec<String> = beats::table.filter(beats::name.like(ALL_FAILING)).select(beats::name).load(connection)?;
    let mut plans: Vec<PlanId> = names.iter().filter_map(|name| name.strip_prefix(FAILING)?.parse().ok()).collect();
    plans.sort_unstable();
    Ok(plans)
}

/// One beat more under a name.
pub fn beat(connection: &mut DbConnection, name: &str, now: NaiveDateTime) -> DbResult<()> {
    // Whoever looks out sees another number than before.
    let again = case_when(beats::beat.lt(i64::MAX), beats::beat + 1_i64).otherwise(1_i64);
    on_either!(connection, c => diesel::insert_into(beats::table)
        .values((beats::name.eq(name), beats::beat.eq(1_i64), beats::at.eq(now)))
        .on_conflict(beats::name)
        .do_update()
        .set((beats::beat.eq(again), beats::at.eq(now)))
        .execute(c))?;
    Ok(())
}

/// How many beats there were under a name, and when the last one was.
pub fn last(connection: &mut DbConnection, name: &str) -> DbResult<Option<(i64, NaiveDateTime)>> {
    Ok(beats::table.find(name).select((beats::beat, beats::at)).first(connection).optional()?)
}

/// Under which names couriers beat: this and something of their own.
pub const COURIER: &str = "courier/";

/// All of these names.
const ALL_COURIERS: &str = "courier/%";

/// Forgets couriers without a mail in hand whose last beat was outside of these times, in UTC: they ended without a word. One
/// that is alive after all beats anew.
pub fn forget_lost(connection: &mut DbConnection, (from, to): (NaiveDateTime, NaiveDateTime)) -> DbResult<usize> {
    let holding = mails::table.filter(mails::owner.is_not_null()).select(mails::owner);
    let lost = beats::table
        .filter(beats::name.like(ALL_COURIERS).and(beats::at.lt(from).or(beats::at.gt(to))))
        .filter(diesel::dsl::not(beats::name.nullable().eq_any(holding)));
    let lost: Vec<String> = lost.select(beats::name).load(connection)?;
    Ok(diesel::delete(beats::table.filter(beats::name.eq_any(lost))).execute(connection)?)
}

/// Forgets a name that has not beaten again since it had beaten so often; `None` where it never had. False where it has, and
/// then nothing is changed. Whoever beats in the same moment waits for the end of the transaction.
pub fn forget_unless_beaten(
    connection: &mut DbConnection,
    name: &str,
    seen: Option<i64>,
    now: NaiveDateTime,
) -> DbResult<bool> {
    if seen.is_none() {
        // The place of a first beat is taken, so that there is something to wait for; beats count from 1.
        on_either!(connection, c => diesel::insert_into(beats::table)
            .values((beats::name.eq(name), beats::beat.eq(0_i64), beats::at.eq(now)))
            .on_conflict(beats::name)
            .do_nothing()
            .execute(c))?;
    }
    let as_seen = beats::table.find(name).filter(beats::beat.eq(seen.unwrap_or(0)));
    Ok(diesel::delete(as_seen).execute(connection)? == 1)
}

/// Forgets a name: whoever had it has finished.
pub fn forget(connection: &mut DbConnection, name: &str) -> DbResult<()> {
    diesel::delete(beats::table.find(name)).execute(connection)?;
    Ok(())
}
