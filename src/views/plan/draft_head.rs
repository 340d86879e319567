//! Title and years of a draft, and the dates that would move with its year.

use super::field::FormRow;
use crate::actions::{ActionError, BareDate, DraftRow, bare_dates, plan_columns};
use crate::db::DbConnection;
use crate::db::plan::drafts;
use crate::db::plan::plans::Plan;

/// So many of the dates that would move are listed.
const LISTED: usize = 50;

/// The head of a plan as it can be corrected.
pub struct HeadView {
    /// Title and years.
    pub form: FormRow,
    /// Dates without a year of their own: they move with the plan's.
    pub bare: Vec<BareDate>,
    /// How many of these there are.
    pub moving: usize,
    /// How many dates name nobody, where the word for the whole region is only proposed.
    pub nobodys: i64,
}

/// The head of a plan.
pub(super) fn head(c: &mut DbConnection, plan: &Plan) -> Result<HeadView, ActionError> {
    let mut bare = bare_dates(c, plan, plan.year + 1)?;
    let moving = bare.len();
    bare.truncate(LISTED);
    let nobodys = if plan.proposed_whole.is_some() { drafts::nobodys_dates(c, plan.id)? } else { 0 };
    Ok(HeadView { nobodys, form: FormRow::new(DraftRow::Plan, plan_columns(plan)), bare, moving })
}
