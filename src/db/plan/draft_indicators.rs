//! The indicators of a plan that is still a draft (草稿), as its review changes them.

use diesel::prelude::*;

use super::plans::{Indicator, IndicatorColumns};
use crate::db::counting::next_place;
use crate::db::schema::indicators;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{IndicatorId, PlanId};

/// An indicator of a plan.
///
/// # Errors
/// [`crate::db::DbError::NotFound`] where the plan has none of that key.
pub(crate) fn find(connection: &mut DbConnection, plan_id: PlanId, id: IndicatorId) -> DbResult<Indicator> {
    Ok(indicators::table
        .filter(indicators::id.eq(id).and(indicators::plan_id.eq(plan_id)))
        .select(Indicator::as_select())
        .first(connection)?)
}

/// Changes an indicator.
pub(crate) fn change(connection: &mut DbConnection, id: IndicatorId, change: &IndicatorColumns) -> DbResult<()> {
    diesel::update(indicators::table.find(id)).set(change).execute(connection)?;
    Ok(())
}

/// Where the next indicator of a plan stands.
pub(crate) fn next_position(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<i32> {
    let own = indicators::table.filter(indicators::plan_id.eq(plan_id)).order(indicators::position);
    Ok(next_place(&own.select(indicators::position).load::<i32>(connection)?))
}

/// Removes an indicator.
pub(crate) fn remove(connection: &mut DbConnection, id: IndicatorId) -> DbResult<()> {
    diesel::delete(indicators::table.find(id)).execute(connection)?;
    Ok(())
}
