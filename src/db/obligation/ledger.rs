//! The table of everything (台账): obligations beside the task, measure, unit and plan they belong to.

use std::collections::HashMap;

use diesel::dsl::not;
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::counted::{Counted, counted};
use crate::db::plan::rhythm::Rhythm;
use crate::db::schema::{measures, milestones, obligations, plans, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::ObligationId;
use crate::domain::plan::{PlanState, heading};

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
    /// By which days the plan asks for reports, and since when it is handed out.
    #[diesel(embed)]
    pub rhythm: Rhythm,
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
        self.rhythm = self.rhythm.readable();
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

/// Puts a boxed query of obligations into the order that is wanted, behind the place where it begins.
macro_rules! ordered {
    ($query:expr, $wanted:expr) => {{
        let mut query = $query;
        match $wanted.order {
            Order::Due(after) => {
                if let Some(Place { due, id }) = after {
                    let later = obligations::due.gt(due).or(obligations::id.gt(id));
                    query = query.filter(obligations::due.ge(due).and(later));
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
        }
    }};
}

/// The rows of active and closed plans that are wanted, in their order. A page is found among the obligations alone, and what belongs to
/// it is read for these: a database that weighs a join with all plans or units against an order goes through everything.
pub fn rows(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Vec<LedgerRow>> {
    let rows = match wanted.limit {
        None => {
            let all = joined!().filter(plans::state.ne(PlanState::Draft)).into_boxed();
            let all: Vec<LedgerRow> =
                ordered!(narrowed!(all, wanted), wanted).select(LedgerRow::as_select()).load(connection)?;
            all
        }
        Some(limit) => {
            let drafts = plans::table.filter(plans::state.eq(PlanState::Draft)).select(plans::id);
            let all = obligations::table.filter(not(obligations::plan_id.eq_any(drafts))).into_boxed();
            let page = ordered!(narrowed!(all, wanted), wanted).limit(limit).select(obligations::id);
            let ids: Vec<ObligationId> = page.load(connection)?;
            of_keys(connection, &ids)?
        }
    };
    Ok(rows.into_iter().map(LedgerRow::locked_if_unreadable).collect())
}

/// The rows of these keys, in the order of the keys.
fn of_keys(connection: &mut DbConnection, ids: &[ObligationId]) -> DbResult<Vec<LedgerRow>> {
    let found = joined!().filter(among(connection, obligations::id, ids)).select(LedgerRow::as_select());
    let mut rows: Vec<LedgerRow> = found.load(connection)?;
    let place: HashMap<ObligationId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    rows.sort_by_key(|row| place.get(&row.obligation.id).copied());
    Ok(rows)
}

/// How many there are on all pages, as far as anybody counts.
pub fn total(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Counted> {
    let drafts = plans::table.filter(plans::state.eq(PlanState::Draft)).select(plans::id);
    let all = obligations::table.filter(not(obligations::plan_id.eq_any(drafts))).into_boxed();
    Ok(counted!(connection, narrowed!(all, wanted), obligations::id))
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
