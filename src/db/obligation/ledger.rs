//! The table of everything (台账): obligations beside the task, measure, unit and plan they belong to.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::counted::{Counted, counted};
use crate::db::schema::{assignments, measures, milestones, obligations, plans, proposals, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, MilestoneId, ObligationId, PlanId, UnitId};
use crate::domain::obligation::due::RUNNING;
use crate::domain::obligation::{ObligationKind, Status};
use crate::domain::plan::{AssignmentRole, PlanState, heading};
use crate::domain::proposal::ProposalState;
use crate::domain::typed::UNREADABLE;

use super::lamps::{Shining, shining};
use super::obligations::Obligation;

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

/// Which rows are wanted; `None` and `false` leave a condition out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this plan.
    pub plan_id: Option<PlanId>,
    /// Owed by this unit.
    pub unit_id: Option<UnitId>,
    /// On this measure.
    pub measure_id: Option<MeasureId>,
    /// For this milestone.
    pub milestone_id: Option<MilestoneId>,
    /// Standing or dated.
    pub kind: Option<ObligationKind>,
    /// In this status.
    pub status: Option<Status>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// This one alone.
    pub id: Option<ObligationId>,
    /// With a deadline, the unit's turn, and the date that counts (the answer's, where that is later) between these days.
    pub awaited: Option<(NaiveDate, NaiveDate)>,
    /// In play, with a measure that people propose under its present dates and nobody has decided.
    pub proposed_by_people: bool,
    /// That concern these units.
    pub concerning: Option<Concerned>,
    /// By lamp and date, on a day.
    pub shining: Option<Shining>,
    /// Only what comes behind this place.
    pub after: Option<Place>,
    /// So many at most.
    pub limit: Option<i64>,
}

/// Where an obligation stands in the list: it does not move when others come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// By date.
    pub due: NaiveDate,
    /// Then by key.
    pub id: ObligationId,
}

/// Units, by what is meant by that an obligation concerns them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concerned {
    /// It owes or leads.
    pub leading: Vec<UnitId>,
    /// It owes, leads or takes part.
    pub taking_part: Vec<UnitId>,
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

/// Narrows a boxed query of obligations and their plans to those that are wanted, wherever on the list they stand.
macro_rules! narrowed {
    ($query:expr, $wanted:expr) => {{
        let (mut query, wanted): (_, &Wanted) = ($query, $wanted);
        if let Some(id) = wanted.plan_id {
            query = query.filter(obligations::plan_id.eq(id));
        }
        if let Some(id) = wanted.unit_id {
            query = query.filter(obligations::unit_id.eq(id));
        }
        if let Some(id) = wanted.measure_id {
            query = query.filter(obligations::measure_id.eq(id));
        }
        if let Some(id) = wanted.milestone_id {
            query = query.filter(obligations::milestone_id.eq(id));
        }
        if let Some(kind) = wanted.kind {
            query = query.filter(obligations::kind.eq(kind));
        }
        if let Some(status) = wanted.status {
            query = query.filter(obligations::status.eq(status));
        }
        if let Some(day) = wanted.due_from {
            query = query.filter(obligations::due.ge(day));
        }
        if let Some(day) = wanted.due_to {
            query = query.filter(obligations::due.le(day));
        }
        if let Some(id) = wanted.id {
            query = query.filter(obligations::id.eq(id));
        }
        if let Some((from, to)) = wanted.awaited {
            let answer_by = obligations::answer_by.assume_not_null();
            let has_answer = obligations::answer_by.is_not_null();
            query = query
                .filter(
                    obligations::kind.ne(ObligationKind::Standing).and(obligations::status.eq_any(RUNNING.to_vec())),
                )
                .filter(obligations::due.ge(from).or(has_answer.and(answer_by.ge(from))))
                .filter(obligations::due.le(to).and(obligations::answer_by.is_null().or(answer_by.le(to))));
        }
        if wanted.proposed_by_people {
            let open = proposals::state.eq(ProposalState::Proposed).and(proposals::proposed_by.is_not_null());
            let about_it =
                proposals::obligation_id.eq(obligations::id).and(proposals::due_rev.eq(obligations::due_rev));
            let proposed = exists(proposals::table.filter(about_it.and(open)));
            query = query.filter(obligations::status.eq_any(RUNNING.to_vec())).filter(proposed);
        }
        if let Some(units) = &wanted.concerning {
            let owing: Vec<UnitId> = units.leading.iter().chain(&units.taking_part).copied().collect();
            let leads = assignments::role.eq(AssignmentRole::Lead).and(assignments::unit_id.eq_any(owing.clone()));
            let takes_part = assignments::unit_id.eq_any(units.taking_part.clone());
            let named = assignments::table.filter(leads.or(takes_part)).select(assignments::measure_id);
            query = query.filter(obligations::unit_id.eq_any(owing).or(obligations::measure_id.eq_any(named)));
        }
        if let Some(shining) = wanted.shining {
            query = shining!(query, shining);
        }
        query
    }};
}

/// The rows of active and closed plans that are wanted, by date and then in the order of the plan.
pub fn rows(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Vec<LedgerRow>> {
    let mut query = narrowed!(joined!().filter(plans::state.ne(PlanState::Draft)).into_boxed(), wanted);
    if let Some(Place { due, id }) = wanted.after {
        query = query.filter(obligations::due.gt(due).or(obligations::due.eq(due).and(obligations::id.gt(id))));
    }
    if let Some(limit) = wanted.limit {
        query = query.limit(limit);
    }
    let rows: Vec<LedgerRow> =
        query.order((obligations::due, obligations::id)).select(LedgerRow::as_select()).load(connection)?;
    Ok(rows.into_iter().map(LedgerRow::locked_if_unreadable).collect())
}

/// How many there are on all pages, as far as anybody counts.
pub fn total(connection: &mut DbConnection, wanted: &Wanted) -> DbResult<Counted> {
    let all = || obligations::table.inner_join(plans::table).filter(plans::state.ne(PlanState::Draft)).into_boxed();
    Ok(counted!(connection, narrowed!(all(), wanted), (obligations::due, obligations::id), obligations::id))
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
