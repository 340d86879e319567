//! The units of a plan that nobody knows: whoever is on a measure, and whoever owes something by a date.

use crate::actions::ActionError;
use crate::db::people::units::Unit;
use crate::db::plan::draft_open;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PlanId;
use crate::domain::subjects::subjects;

/// The units that a plan names and that a coordinator has yet to place.
pub fn unplaced_units(c: &mut DbConnection, plan_id: PlanId) -> Result<Vec<Unit>, ActionError> {
    let texts = draft_open::owed_by_texts(c, plan_id)?;
    Ok(unplaced_of(c, plan_id, &texts)?)
}

/// The same where the lists of whom its dates name are read already.
pub(super) fn unplaced_of(c: &mut DbConnection, plan_id: PlanId, texts: &[String]) -> DbResult<Vec<Unit>> {
    let mut owing: Vec<&str> = texts.iter().flat_map(|text| subjects(text)).collect();
    owing.sort_unstable();
    owing.dedup();
    draft_open::unplaced(c, plan_id, &owing)
}
