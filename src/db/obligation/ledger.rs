//! The table of everything (台账): obligations beside the task, measure, unit and plan they belong to.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::counted::{Counted, counted};
use crate::db::schema::{measures, milestones, obligations, plans, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{ObligationId, UnitId};
use crate::domain::plan::{PlanState, heading};
use crate::domain::typed::UNREADABLE;

use super::obligations::Obligation;
pub use super::sorting::{Sorted, SortedPlace};
use super::wanted::narrowed;
pub use super::wanted::{Concerned, Order, Part, Place, Wanted};

/// An obligation with what it belongs to.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = obligations)]
pub struct LedgerRow {
    /// The obligation itself.
    #[diesel(embed)]
    pub obligation: Obligation,
    /// `（二）`.
    #[diesel(select_expression = tasks::section)]
    pub section: String,
    /// The section's heading.
    #[diesel(select_expression = tasks::section_title)]
    pub section_title: String,
    /// `1`.
    #[diesel(select_expression = tasks::number)]
    pub task_number: String,
    /// The task's title.
    #[diesel(select_expression = tasks::title)]
    pub task_title: String,
    /// Position of the measure in the task, from 1.
    #[diesel(select_expression = measures::number)]
    pub measure: i32,
    /// The measure's own heading.
    #[diesel(select_expression = measures::subtitle)]
    pub subtitle: Option<String>,
    /// The unit's full name.
    #[diesel(select_expression = units::name)]
    pub unit: String,
    /// The unit's short name.
    #[diesel(select_expression = units::short_name)]
    pub unit_short: String,
    /// The plan's title.
    #[diesel(select_expression = plans::title)]
    pub plan: String,
    /// The plan's year.
    #[diesel(select_expression = plans::year)]
    pub year: i32,
    /// The plan's day of the month for reports.
    #[diesel(select_expression = plans::cutoff_day)]
    pub cutoff_day: i32,
    /// The plan's 交办 date.
    #[diesel(select_expression = plans::assigned_on)]
    pub assigned_on: Option<NaiveDate>,
}

impl LedgerRow {
    /// The number under which the users know the task: `（二）1`.
    pub fn task(&self) -> String {
        format!("{}{}", self.section, self.task_number)
    }

    /// The section with its number: `（二）深化治理`.
    pub fn section_heading(&self) -> String {
        heading(&self.section, &self.section_title)
    }

    /// The task with its number: `1. 编制名录`.
    pub fn task_heading(&self) -> String {
        heading(&self.task_number, &self.task_title)
    }

    /// As [`Obligation::locked_if_unreadable`]; a plan whose own date nobody can read has none.
    pub(in crate::db) fn locked_if_unreadable(mut self) -> Self {
        self.obligation = self.obligation.locked_if_unreadable();
        self.assigned_on = self.assigned_on.filter(|day| *day != UNREADABLE);
        self
    }
}

/// Obligations with all that a row of the ledger is made of.
macro_rules! joined {
    () => {
        obligations::table
            .inner_join(measures::table.inner_join(tasks::table))
            .inner_join(units::table)
            .inner_join(plans::table)
    };
}
pub(in crate::db) use joined;

/// The rows of active and closed plans that are wanted, in their order.
pub fn rows(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Vec<LedgerRow>> {
    let mut query = narrowed!(joined!().filter(plans::state.ne(PlanState::Draft)).into_boxed(), wanted);
    query = match wanted.order {
        Order::Due(after) => {
            if let Some(Place { due, id }) = after {
                query = query.filter(obligations::due.ge(due).and(obligations::due.gt(due).or(obligations::id.gt(id))));
            }
            query.order((obligations::due, obligations::id))
        }
        Order::By(sorted) => {
            if let Some(behind) = sorted.behind() {
                query = query.filter(behind);
            }
            query.order(sorted.order())
        }
        Order::Late => query.order((obligations::red_on, obligations::id)),
        Order::Submitted(after) => {
            if let Some((at, id)) = after {
                let submitted_at = || obligations::submitted_at.assume_not_null();
                let behind = submitted_at().gt(at).or(submitted_at().eq(at).and(obligations::id.gt(id)));
                query = query.filter(obligations::submitted_at.is_not_null().and(behind));
            }
            query.order((obligations::submitted_at, obligations::id))
        }
    };
    if let Some(limit) = wanted.limit {
        query = query.limit(limit);
    }
    let rows: Vec<LedgerRow> = query.select(LedgerRow::as_select()).load(connection)?;
    Ok(rows.into_iter().map(LedgerRow::locked_if_unreadable).collect())
}

/// How many there are on all pages, as far as anybody counts.
pub fn total(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Counted> {
    let all = || obligations::table.inner_join(plans::table).filter(plans::state.ne(PlanState::Draft)).into_boxed();
    Ok(counted!(connection, narrowed!(all(), wanted), obligations::id))
}

/// The units that owe what is wanted, each once.
pub(crate) fn owing(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Vec<UnitId>> {
    let all = obligations::table.inner_join(plans::table).filter(plans::state.ne(PlanState::Draft)).into_boxed();
    Ok(narrowed!(all, wanted).select(obligations::unit_id).distinct().load(connection)?)
}

/// A row with the time phrase of its milestone as the plan has it.
pub type Phrased = (LedgerRow, Option<String>);

/// The rows of active and closed plans, each with its time phrase.
macro_rules! phrased {
    () => {
        joined!()
            .left_join(milestones::table)
            .filter(plans::state.ne(PlanState::Draft))
            .select((LedgerRow::as_select(), milestones::phrase.nullable()))
    };
}
pub(in crate::db) use phrased;

/// The rows of these keys, each with its time phrase; those of plans that are drafts are left out.
pub fn find_all_phrased(connection: &mut DbConnection, ids: &[ObligationId]) -> DbResult<Vec<Phrased>> {
    let rows: Vec<Phrased> = phrased!().filter(among(connection, obligations::id, ids)).load(connection)?;
    Ok(rows.into_iter().map(|(row, phrase)| (row.locked_if_unreadable(), phrase)).collect())
}

/// The row of a key with its time phrase; `None` where its plan is a draft.
pub fn find_phrased(connection: &mut DbConnection, id: ObligationId) -> DbResult<Option<Phrased>> {
    let found: Option<Phrased> = phrased!().filter(obligations::id.eq(id)).first(connection).optional()?;
    Ok(found.map(|(row, phrase)| (row.locked_if_unreadable(), phrase)))
}
