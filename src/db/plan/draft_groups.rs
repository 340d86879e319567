//! Words for many governments on the measures of drafts, and those that are put in their place.

use diesel::prelude::*;

use super::measures::{Assignment, NewAssignment, insert_assignments};
use crate::db::schema::assignments;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::UnitId;

/// Puts units in the place of one on every measure that it is on, in its role and its place of the note; where one of them stands
/// in that role already it stays there.
pub(crate) fn put_in_place_of(connection: &mut DbConnection, unit_id: UnitId, members: &[UnitId]) -> DbResult<()> {
    let on = assignments::table.filter(assignments::unit_id.eq(unit_id));
    let named: Vec<Assignment> = on.select(Assignment::as_select()).load(connection)?;
    let measures: Vec<_> = named.iter().map(|row| row.measure_id).collect();
    let beside = assignments::table
        .filter(assignments::measure_id.eq_any(&measures).and(assignments::unit_id.eq_any(members)))
        .select(Assignment::as_select());
    let there: Vec<Assignment> = beside.load(connection)?;
    let is_there = |row: &Assignment, member: UnitId| {
        there.iter().any(|own| (own.measure_id, own.role, own.unit_id) == (row.measure_id, row.role, member))
    };
    let mut rows: Vec<NewAssignment> = Vec::new();
    for row in &named {
        let new = members.iter().filter(|member| !is_there(row, **member)).map(|member| NewAssignment {
            measure_id: row.measure_id,
            unit_id: *member,
            role: row.role,
            position: row.position,
            written_as: row.written_as.clone(),
            proposed: row.proposed,
        });
        rows.extend(new);
    }
    diesel::delete(assignments::table.filter(assignments::unit_id.eq(unit_id))).execute(connection)?;
    insert_assignments(connection, &rows)
}
