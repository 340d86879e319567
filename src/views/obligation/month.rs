//! The month's table (月度调度): one row a standing obligation of a unit, prefilled with what was said last.

use super::item::{Item, Sight};
use crate::actions::{ActionError, TypedReport};
use crate::db::DbConnection;
use crate::db::obligation::reports::{self, Report};
use crate::domain::id::ObligationId;
use crate::domain::period::Period;

/// A row of the month's table.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The standing obligation.
    pub item: Item,
    /// What its fields hold: this month's draft, else the last report; what was typed where the form was refused.
    pub report: TypedReport,
    /// Whether this month's report is in.
    pub reported: bool,
    /// Whether it was ticked to be left for another time.
    pub left_out: bool,
    /// Whether it is the one for which the form was refused.
    pub refused: bool,
}

/// The month's table of one unit's items; those that take no report now are left out. Drafts are for those who may hand
/// them in.
pub fn month(
    c: &mut DbConnection,
    items: &[Item],
    sight: &Sight,
    sees_drafts: bool,
) -> Result<Vec<MonthRow>, ActionError> {
    let period = Period::of(sight.today);
    let standing: Vec<&Item> = items.iter().filter(|item| item.is_standing() && item.reports_in(period)).collect();
    let ids: Vec<ObligationId> = standing.iter().map(|item| item.row.obligation.id).collect();
    let reports = reports::of(c, &ids)?;
    let shown = |report: &&Report, item: &Item| {
        report.obligation_id == item.row.obligation.id && (report.submitted_at.is_some() || sees_drafts)
    };
    Ok(standing
        .into_iter()
        .map(|item| MonthRow {
            report: reports
                .iter()
                .rfind(|report| shown(report, item))
                .map_or_else(|| TypedReport::blank(None), |report| TypedReport::again(&report.fields)),
            reported: item.duty().reported >= Some(period),
            left_out: false,
            refused: false,
            item: item.clone(),
        })
        .collect())
}
