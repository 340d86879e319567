//! 审核: what was handed in and waits for a reviewer.

use super::item::{Item, Sight, items};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::obligation::ledger::Wanted;
use crate::db::obligation::ties;
use crate::domain::id::{MeasureId, UnitId};
use crate::domain::obligation::{Awaiting, Status};

/// Every submission, the oldest first.
pub fn review_list(c: &mut DbConnection, sight: &Sight) -> Result<Vec<Item>, ActionError> {
    let mut submitted = items(c, &Wanted { status: Some(Status::Submitted), ..Wanted::default() }, sight)?;
    submitted.sort_by_key(|item| item.row.obligation.submitted_at);
    Ok(submitted)
}

/// The submissions that a unit reviews as the first-listed lead.
pub(super) fn awaiting_lead(c: &mut DbConnection, unit_id: UnitId, sight: &Sight) -> Result<Vec<Item>, ActionError> {
    let waiting = |item: &Item| item.row.obligation.awaiting == Some(Awaiting::Lead);
    let mut own = Vec::new();
    let submitted: Vec<Item> = review_list(c, sight)?.into_iter().filter(waiting).collect();
    let measures: Vec<MeasureId> = submitted.iter().map(|item| item.row.obligation.measure_id).collect();
    let ties = ties::of_measures(c, &measures)?;
    for item in submitted {
        let of_measure = ties.get(&item.row.obligation.measure_id);
        if of_measure.is_some_and(|ties| ties.leads.first() == Some(&unit_id)) {
            own.push(item);
        }
    }
    Ok(own)
}
