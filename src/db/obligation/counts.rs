//! Counts for the first pages, made by the database: what reports are owed, what waits, who is late.

use chrono::NaiveDate;
use diesel::dsl::{count_star, min, not};
use diesel::prelude::*;

use super::lamps::{Shining, has_come, is_to_come, shining};
use super::running::runs;
use super::tally::{Within, within};
use super::wanted::{is_submitted, of_plans};
use crate::db::among::among;
use crate::db::dates::is_unreadable;
use crate::db::people::posts::in_force;
use crate::db::plan::choosing;
use crate::db::plan::rhythm::Rhythm;
use crate::db::schema::{obligations, people, plans, posts, proposals, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::obligation::due::clock_status;
use crate::domain::obligation::{Awaiting, ObligationKind, Status};
use crate::domain::period::Period;
use crate::domain::person::Role;
use crate::domain::plan::PlanState;
use crate::domain::plan::choice::Plans;
use crate::domain::proposal::ProposalState;
use crate::domain::round::Cadence;

/// Standing obligations that are alike in all that decides whether a month's report is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Of which plan.
    pub plan_id: PlanId,
    /// Who owes.
    pub unit_id: UnitId,
    /// Where they stand, as the clock has it: what is claimed to be 不涉及 is owed until that is confirmed.
    pub status: Status,
    /// The latest month reported on.
    pub reported_period: Option<String>,
    /// By when.
    pub due: NaiveDate,
    /// The date a return gave for the answer.
    pub answer_by: Option<NaiveDate>,
    /// How often they are reported on.
    pub cadence: Cadence,
    /// By which days their plan asks for reports.
    pub rhythm: Rhythm,
    /// How many they are.
    pub count: i64,
}

impl Alike {
    /// The latest month reported on, where it can be read.
    pub fn reported(&self) -> Option<Period> {
        Period::stored(self.reported_period.as_deref())
    }
}

/// A group as it is counted: plan, unit, status and whether 不涉及 is claimed, month, dates, cadence and how many.
type Group = (PlanId, UnitId, (Status, bool), Option<String>, NaiveDate, Option<NaiveDate>, Cadence, i64);

/// What is owed over the year, by what decides whether a month's report is owed; what has a date that nobody can read is locked and
/// left out. What the plans say comes from them: the groups are read from one index.
pub fn standing(c: &mut DbConnection, within: Within) -> DbResult<Vec<Alike>> {
    let plans = choosing::rhythms(c, within.plans)?;
    let all = obligations::table
        .group_by((
            obligations::plan_id,
            obligations::unit_id,
            (obligations::status, obligations::claimed_not_applicable),
            obligations::reported_period,
            obligations::due,
            obligations::answer_by,
            obligations::cadence,
        ))
        .select((
            obligations::plan_id,
            obligations::unit_id,
            (obligations::status, obligations::claimed_not_applicable),
            obligations::reported_period,
            obligations::due,
            obligations::answer_by,
            obligations::cadence,
            count_star(),
        ))
        .into_boxed();
    let mut all = all.filter(obligations::kind.eq(ObligationKind::Standing));
    if let Plans::One(id) = within.plans {
        all = all.filter(obligations::plan_id.eq(id));
    }
    if let Some(id) = within.unit_id {
        all = all.filter(obligations::unit_id.eq(id));
    }
    let groups: Vec<Group> = all.load(c)?;
    let alike = |(plan_id, unit_id, (status, claimed), reported_period, due, answer_by, cadence, count): Group| {
        let rhythm = *plans.get(&plan_id)?;
        let status = clock_status(status, claimed);
        let alike = Alike { plan_id, unit_id, status, reported_period, due, answer_by, cadence, rhythm, count };
        (!is_unreadable(&[Some(due), answer_by])).then_some(alike)
    };
    Ok(groups.into_iter().filter_map(alike).collect())
}

/// The last day on which something is owed; a date that nobody can read is none.
pub fn last_due(c: &mut DbConnection, within: Within) -> DbResult<Option<NaiveDate>> {
    let all = obligations::table.inner_join(plans::table).select(obligations::due).order(obligations::due.desc());
    let last: Option<NaiveDate> = within!(all.into_boxed(), within).first(c).optional()?;
    Ok(last.filter(|due| !is_unreadable(&[Some(*due)])))
}

/// How many submissions wait for the coordinators, and how many for somebody else.
pub fn under_review(c: &mut DbConnection, within: Within) -> DbResult<(i64, i64)> {
    let all = obligations::table
        .inner_join(plans::table)
        .group_by(obligations::awaiting)
        .select((obligations::awaiting, count_star()));
    let all = within!(all.into_boxed(), within).filter(is_submitted());
    let rows: Vec<(Option<Awaiting>, i64)> = all.load(c)?;
    let of = |coordinator: bool| {
        rows.iter().filter(|(whom, _)| (*whom == Some(Awaiting::Coordinator)) == coordinator).map(|(_, n)| n).sum()
    };
    Ok((of(true), of(false)))
}

/// A unit that is late with something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Late {
    /// Which.
    pub unit_id: UnitId,
    /// With so many.
    pub count: i64,
    /// Since when at the longest: the first day behind the date that counted.
    pub since: Option<NaiveDate>,
}

/// The units that are late on a day, the longest delay first.
pub fn late_units(c: &mut DbConnection, within: Within, today: NaiveDate) -> DbResult<Vec<Late>> {
    let since = min(obligations::red_on);
    let all = obligations::table
        .inner_join(plans::table)
        .group_by(obligations::unit_id)
        .select((obligations::unit_id, count_star(), since))
        .order((since, obligations::unit_id));
    let all = within!(all.into_boxed(), within);
    let late = Shining { today, lamp: None, overdue: Some(true) };
    Ok(shining!(all, late).load(c)?)
}

/// How many proposals wait for a decision that can still be made on a day: the matter is overdue under the same dates, or, where people
/// propose, owed over a year that is not over.
pub fn decisions(c: &mut DbConnection, within: Within, today: NaiveDate) -> DbResult<i64> {
    let all =
        proposals::table.inner_join(obligations::table.inner_join(plans::table)).select(count_star()).into_boxed();
    let overdue = has_come!(red_on, today);
    let over_the_year = obligations::kind.eq(ObligationKind::Standing).and(is_to_come!(off_on, today));
    let open = proposals::state.eq(ProposalState::Proposed).and(proposals::due_rev.eq(obligations::due_rev));
    let may_be = overdue.or(proposals::proposed_by.is_not_null().and(over_the_year));
    Ok(within!(all, within).filter(open).filter(runs!()).filter(may_be).first(c)?)
}

/// The names of those of some units that have no liaison on a day, in order.
pub fn without_liaison(c: &mut DbConnection, among_units: &[UnitId], day: NaiveDate) -> DbResult<Vec<String>> {
    let liaisons = posts::table
        .inner_join(people::table)
        .filter(in_force!(day))
        .filter(people::disabled_at.is_null().and(posts::role.eq(Role::Liaison)))
        .select(posts::unit_id);
    Ok(units::table
        .filter(among(c, units::id, among_units))
        .filter(not(units::id.eq_any(liaisons)))
        .order((units::position, units::id))
        .select(units::name)
        .load(c)?)
}

/// Whether anything is owed at all of what is meant.
pub fn is_tracked(c: &mut DbConnection, within: Within) -> DbResult<bool> {
    let all = obligations::table.inner_join(plans::table).select(obligations::id).into_boxed();
    Ok(within!(all, within).limit(1).first::<i64>(c).optional()?.is_some())
}
