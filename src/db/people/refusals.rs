//! What was refused, counted: of one kind in one hour there is one row of the trail, and how often it was stands here.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::counting::more;
use crate::db::dialect::on_either;
use crate::db::schema::refusals;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::EntryId;

/// How often something was refused in its hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    /// So often.
    pub times: i64,
    /// The last time, in UTC.
    pub last_at: NaiveDateTime,
}

/// Counts refusals of one kind; the row of the trail that stands for them, `None` for the first. Whoever counts the same kind
/// at the same time waits until the transaction ends.
pub(crate) fn count(
    connection: &mut DbConnection,
    key: &str,
    times: i64,
    last_at: NaiveDateTime,
) -> DbResult<Option<EntryId>> {
    let row = (refusals::key.eq(key), refusals::times.eq(times), refusals::last_at.eq(last_at));
    Ok(on_either!(connection, c => diesel::insert_into(refusals::table)
        .values(row)
        .on_conflict(refusals::key)
        .do_update()
        .set((refusals::times.eq(more!(refusals::times, times)), refusals::last_at.eq(last_at)))
        .returning(refusals::entry_id)
        .get_result::<Option<EntryId>>(c))?)
}

/// That row of the trail stands for the refusals of that kind.
pub(crate) fn stand_for(connection: &mut DbConnection, key: &str, entry_id: EntryId) -> DbResult<()> {
    diesel::update(refusals::table.find(key)).set(refusals::entry_id.eq(entry_id)).execute(connection)?;
    Ok(())
}

/// How often what those rows of the trail say was refused.
pub(crate) fn of(connection: &mut DbConnection, entry_ids: &[EntryId]) -> DbResult<BTreeMap<EntryId, Repeats>> {
    let ids: Vec<Option<EntryId>> = entry_ids.iter().copied().map(Some).collect();
    let rows: Vec<(Option<EntryId>, i64, NaiveDateTime)> = refusals::table
        .filter(refusals::entry_id.eq_any(ids))
        .select((refusals::entry_id, refusals::times, refusals::last_at))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(id, times, last_at)| Some((id?, Repeats { times, last_at }))).collect())
}
