//! Which obligations a list is of: what may be asked for, and the query that is made of it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::sql_types::Bool;

use super::lamps::Shining;
use super::search::Searched;
use super::sorting::Sorted;
use crate::domain::id::{MeasureId, MilestoneId, ObligationId, UnitId};
use crate::domain::obligation::{ObligationKind, Status};
use crate::domain::plan::choice::Plans;

/// Which rows are wanted; `None` and `false` leave a condition out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of these plans.
    pub plans: Plans,
    /// Owed by this unit.
    pub unit_id: Option<UnitId>,
    /// Owed by one of these units.
    pub units: Option<Vec<UnitId>>,
    /// On this measure.
    pub measure_id: Option<MeasureId>,
    /// For this milestone.
    pub milestone_id: Option<MilestoneId>,
    /// Standing or dated.
    pub kind: Option<ObligationKind>,
    /// In this status.
    pub status: Option<Status>,
    /// Under review by the coordinators, or by anybody else: a lead, or whom another version knows.
    pub with_coordinator: Option<bool>,
    /// Of this part of what a unit has.
    pub part: Option<Part>,
    /// With this unit's review, as the first-listed lead of the measure.
    pub first_lead: Option<UnitId>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_to: Option<NaiveDate>,
    /// This one alone.
    pub id: Option<ObligationId>,
    /// One of these.
    pub ids: Option<Vec<ObligationId>>,
    /// With a deadline, the unit's turn, and the first day behind the date that counts (the answer's, where that is later) between these.
    pub late_between: Option<(NaiveDate, NaiveDate)>,
    /// In play, with a measure that people propose under its present dates and nobody has decided.
    pub proposed_by_people: bool,
    /// That concern these units.
    pub concerning: Option<Concerned>,
    /// In whose text, or in whose unit's names, these words stand.
    pub searched: Option<Searched>,
    /// By lamp and date, on a day.
    pub shining: Option<Shining>,
    /// In which order, and only what comes behind a place of it.
    pub order: Order,
    /// So many at most.
    pub limit: Option<i64>,
}

/// A part of what a unit has, as its first page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// With a date of this year, in play and not returned.
    Dated,
    /// With a date, and out of play or due after the year; or locked by a status of another version.
    Settled,
    /// Over the year and in play.
    Monthly,
    /// 待年终核定: owed over a year that has ended by this day.
    AwaitingYearEnd(NaiveDate),
}

/// In which order a list is, and what it begins behind; where two are alike the order of the plan decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As somebody wants it.
    By(Sorted),
    /// By date.
    Due(Option<Place>),
    /// By the date that counts, what is or will be late first.
    Late,
    /// By when it was handed in.
    Submitted(Option<(NaiveDateTime, ObligationId)>),
}

impl Default for Order {
    fn default() -> Self {
        Self::Due(None)
    }
}

/// Where an obligation stands in the list by date: it does not move when others come or go.
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

/// Narrows a boxed query of obligations and their plans to those of the plans that are meant.
macro_rules! of_plans {
    ($query:expr, $plans:expr) => {{
        use crate::domain::plan::choice::Plans;
        match $plans {
            Plans::All => $query,
            Plans::One(id) => $query.filter(obligations::plan_id.eq(id)),
            Plans::OfYear(year) => {
                use crate::db::schema::plans as all_plans;
                let years = diesel::alias!(all_plans as years);
                let (first, last) = (|| years.field(all_plans::year), || years.field(all_plans::last_year));
                let goes_on = last().is_not_null().and(last().assume_not_null().ge(year));
                let of_year = years.filter(first().eq(year).or(first().lt(year).and(goes_on)));
                $query.filter(obligations::plan_id.eq_any(of_year.select(years.field(all_plans::id))))
            }
        }
    }};
}
pub(in crate::db) use of_plans;

/// That an obligation is under review, in the words of the index that has only those: a bound value would not be known for its own.
pub(in crate::db) fn is_submitted() -> SqlLiteral<Bool> {
    sql("obligations.status = 'submitted'")
}

/// Narrows a boxed query of obligations and their plans to those that are wanted, wherever on the list they stand.
macro_rules! narrowed {
    ($query:expr, $wanted:expr) => {{
        use crate::db::obligation::lamps::{has_come, shining};
        use crate::db::obligation::running::runs;
        use crate::db::obligation::wanted::of_plans;
        use crate::db::schema::{assignments, proposals};
        use crate::domain::id::UnitId;
        use crate::domain::obligation::due::IN_PLAY;
        use crate::domain::obligation::{Awaiting, ObligationKind, Status};
        use crate::domain::plan::AssignmentRole;
        use crate::domain::proposal::ProposalState;
        use diesel::dsl::exists;
        let (mut query, wanted): (_, &Wanted) = ($query, $wanted);
        query = of_plans!(query, wanted.plans);
        if let Some(id) = wanted.unit_id {
            query = query.filter(obligations::unit_id.eq(id));
        }
        if let Some(ids) = &wanted.units {
            query = query.filter(obligations::unit_id.eq_any(ids.clone()));
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
        query = match wanted.status {
            None => query,
            Some(Status::Submitted) => query.filter(crate::db::obligation::wanted::is_submitted()),
            Some(status) => query.filter(obligations::status.eq(status)),
        };
        if let Some(is_so) = wanted.with_coordinator {
            let with = obligations::awaiting.assume_not_null().eq(Awaiting::Coordinator);
            query = match is_so {
                true => query.filter(obligations::awaiting.is_not_null().and(with)),
                false => query.filter(obligations::awaiting.is_null().or(diesel::dsl::not(with))),
            };
        }
        if let Some(part) = wanted.part {
            let open = || obligations::status.eq_any(IN_PLAY.to_vec());
            let has_date = || obligations::kind.ne(ObligationKind::Standing);
            let locked = || obligations::status.ne_all(Status::ALL.to_vec());
            query = match part {
                Part::Dated => {
                    let others = obligations::status.ne(Status::Returned).and(obligations::long_range.eq(false));
                    query.filter(has_date().and(open()).and(others))
                }
                Part::Settled => {
                    let settled = obligations::status.ne_all(IN_PLAY.to_vec()).or(obligations::long_range.eq(true));
                    query.filter(has_date().or(locked()).and(settled))
                }
                Part::Monthly => query.filter(obligations::kind.eq(ObligationKind::Standing).and(open())),
                Part::AwaitingYearEnd(today) => query
                    .filter(obligations::kind.eq(ObligationKind::Standing).and(runs!()))
                    .filter(has_come!(off_on, today)),
            };
        }
        if let Some(unit_id) = wanted.first_lead {
            let before = diesel::alias!(assignments as before);
            let leads_before = before
                .filter(before.field(assignments::measure_id).eq(assignments::measure_id))
                .filter(before.field(assignments::role).eq(AssignmentRole::Lead))
                .filter(before.field(assignments::position).lt(assignments::position));
            let first = assignments::table
                .filter(assignments::unit_id.eq(unit_id).and(assignments::role.eq(AssignmentRole::Lead)))
                .filter(diesel::dsl::not(exists(leads_before)))
                .select(assignments::measure_id);
            let with_lead = obligations::awaiting.assume_not_null().eq(Awaiting::Lead);
            query = query.filter(obligations::measure_id.eq_any(first));
            query = query.filter(obligations::awaiting.is_not_null().and(with_lead));
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
        if let Some(ids) = &wanted.ids {
            query = query.filter(obligations::id.eq_any(ids.clone()));
        }
        if let Some((from, to)) = wanted.late_between {
            let late = obligations::red_on.assume_not_null();
            query = query.filter(obligations::red_on.is_not_null().and(late.between(from, to)));
        }
        if wanted.proposed_by_people {
            let open = || proposals::state.eq(ProposalState::Proposed).and(proposals::proposed_by.is_not_null());
            let about_it = proposals::obligation_id
                .eq(obligations::id.nullable())
                .and(proposals::due_rev.eq(obligations::due_rev));
            // They are few: a database begins with them, and asks of each whether it is about the present dates.
            let any = proposals::table
                .filter(open().and(proposals::obligation_id.is_not_null()))
                .select(proposals::obligation_id.assume_not_null());
            query = query.filter(obligations::id.eq_any(any));
            let proposed = exists(proposals::table.filter(about_it.and(open())));
            query = query.filter(runs!()).filter(proposed);
        }
        if let Some(units) = &wanted.concerning {
            let owing: Vec<UnitId> = units.leading.iter().chain(&units.taking_part).copied().collect();
            let leads = assignments::role.eq(AssignmentRole::Lead).and(assignments::unit_id.eq_any(owing.clone()));
            let takes_part = assignments::unit_id.eq_any(units.taking_part.clone());
            let named = assignments::table.filter(leads.or(takes_part)).select(assignments::measure_id);
            query = query.filter(obligations::unit_id.eq_any(owing).or(obligations::measure_id.eq_any(named)));
        }
        if let Some(searched) = &wanted.searched {
            query = query.filter(searched.clone());
        }
        if let Some(shining) = wanted.shining {
            query = shining!(query, shining);
        }
        query
    }};
}
pub(in crate::db) use narrowed;
