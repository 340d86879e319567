//! How much of a page each measure of a draft (草稿) takes, by the length of its words: what its pages are cut by.

use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use crate::db::schema::{assignments, indicators, measures, milestones, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, PlanId};

/// A measure where it stands in the document, with the characters of its text.
pub(crate) type Text = (MeasureId, i64, i64, i64);

/// The texts of a plan's measures in the order of the document.
pub(crate) fn texts(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Text>> {
    let chars = sql::<BigInt>("CAST(length(measures.text) AS BIGINT)");
    Ok(measures::table
        .inner_join(tasks::table)
        .filter(tasks::plan_id.eq(plan_id))
        .order((tasks::position, measures::number))
        .select((measures::id, measures::span_start, measures::span_end, chars))
        .load(connection)?)
}

/// Of each measure of a plan that has some, how many rows hang off it, and how many characters their words have.
pub(crate) type Rows = (MeasureId, i64, i64);

/// The dates of a plan's measures.
pub(crate) fn dates(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Rows>> {
    Ok(milestones::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id))
        .group_by(milestones::measure_id)
        .select((
            milestones::measure_id,
            count_star(),
            sql::<BigInt>("CAST(sum(length(milestones.deliverable)) AS BIGINT)"),
        ))
        .load(connection)?)
}

/// The targets of a plan's measures.
pub(crate) fn targets(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Rows>> {
    let all: Vec<(Option<MeasureId>, i64, Option<i64>)> = indicators::table
        .filter(indicators::plan_id.eq(plan_id).and(indicators::measure_id.is_not_null()))
        .group_by(indicators::measure_id)
        .select((
            indicators::measure_id,
            count_star(),
            sql::<Nullable<BigInt>>("CAST(sum(length(indicators.quote)) AS BIGINT)"),
        ))
        .load(connection)?;
    Ok(all.into_iter().filter_map(|(id, rows, chars)| Some((id?, rows, chars.unwrap_or_default()))).collect())
}

/// The units on a plan's measures.
pub(crate) fn names(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Vec<Rows>> {
    Ok(assignments::table
        .inner_join(units::table)
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id))
        .group_by(assignments::measure_id)
        .select((assignments::measure_id, count_star(), sql::<BigInt>("CAST(sum(length(units.name)) AS BIGINT)")))
        .load(connection)?)
}
