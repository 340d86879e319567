//! The indicators of a plan that is still a draft (草稿), as its review changes them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::plans::Indicator;
use super::schema::indicators;
use super::{DbConnection, DbResult};
use crate::domain::plan::Comparator;

/// What a coordinator makes of an indicator.
#[derive(Debug, Clone, PartialEq, AsChangeset)]
#[diesel(table_name = indicators, treat_none_as_null = true)]
pub struct IndicatorChange {
    /// What is measured.
    pub name: String,
    /// How the value binds.
    pub op: Comparator,
    /// The number, or the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub value_to: Option<f64>,
    /// `%`.
    pub unit: Option<String>,
    /// 力争, 左右, 以上, joined by `|`.
    pub qualifier: Option<String>,
    /// 较上年.
    pub baseline: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Whom it covers, joined by 、.
    pub scope: String,
}

/// An indicator of a plan.
///
/// # Errors
/// [`super::DbError::NotFound`] where the plan has none of that key.
pub fn find(connection: &mut DbConnection, plan_id: i64, id: i64) -> DbResult<Indicator> {
    Ok(indicators::table
        .filter(indicators::id.eq(id).and(indicators::plan_id.eq(plan_id)))
        .select(Indicator::as_select())
        .first(connection)?)
}

/// Changes an indicator.
///
/// # Errors
/// A broken database.
pub fn change(connection: &mut DbConnection, id: i64, change: &IndicatorChange) -> DbResult<()> {
    diesel::update(indicators::table.find(id)).set(change).execute(connection)?;
    Ok(())
}

/// Where the next indicator of a plan stands.
///
/// # Errors
/// A broken database.
pub fn next_position(connection: &mut DbConnection, plan_id: i64) -> DbResult<i32> {
    let last = indicators::table
        .filter(indicators::plan_id.eq(plan_id))
        .order(indicators::position.desc())
        .select(indicators::position)
        .first::<i32>(connection)
        .optional()?;
    Ok(last.map_or(0, |last| last + 1))
}

/// Removes an indicator.
///
/// # Errors
/// A broken database.
pub fn remove(connection: &mut DbConnection, id: i64) -> DbResult<()> {
    diesel::delete(indicators::table.find(id)).execute(connection)?;
    Ok(())
}
