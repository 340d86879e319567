//! The monthly reports that a mail asks for: those that are still not in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::room::ROWS;
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::mail::matters::{self, Reports};
use crate::db::plan::rhythm;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::notice::Subject;
use crate::domain::period::Period;
use crate::views::{self, Item, Sight};

/// So many lists of a month stand in a mail; of the others it says how many there are.
const LISTS: usize = 6;

/// The reports that a unit owes for a month.
pub(super) struct Month {
    /// The unit's full name.
    pub unit: String,
    /// The month.
    pub period: Period,
    /// Its cut-off.
    pub cut_off: NaiveDate,
    /// Whether the cut-off has passed.
    pub missed: bool,
    /// The last day on which a late report (迟报) still answers it, where the cut-off has passed and that has not.
    pub late_until: Option<NaiveDate>,
    /// The first of what lacks a report.
    pub items: Vec<Item>,
    /// So many lack one.
    pub total: usize,
}

/// All of them.
#[derive(Default)]
pub(super) struct Months {
    /// Those that are listed.
    pub lists: Vec<Month>,
    /// So many lists are not.
    pub more: usize,
    /// So many reports lack in those.
    pub more_reports: usize,
}

impl Months {
    /// Whether every report is in.
    pub(super) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// How many reports lack.
    pub(super) fn total(&self) -> usize {
        self.lists.iter().map(|month| month.total).sum::<usize>() + self.more_reports
    }
}

/// A plan's reports of a month, and how many each of the units owes.
struct Owed {
    reports: Reports,
    compiled_on: NaiveDate,
    owed: BTreeMap<UnitId, usize>,
}

/// The monthly reports that a mail asks for, by what its notices are about that is no single obligation.
pub(super) fn months(c: &mut DbConnection, subjects: &[Subject], sight: &Sight) -> Result<Months, ActionError> {
    let asked: Vec<(PlanId, UnitId, Period)> = subjects
        .iter()
        .filter_map(|subject| match *subject {
            Subject::Month { plan, unit, period } => Some((plan, unit, period)),
            Subject::Obligation(_) | Subject::Digest { .. } => None,
        })
        .collect();
    let rounds = rounds(c, &asked, sight)?;
    let mut months = Months::default();
    for (plan_id, unit_id, period) in asked {
        let Some(round) = rounds.get(&(plan_id, period)) else { continue };
        let Some(total) = round.owed.get(&unit_id).copied() else { continue };
        if months.lists.len() == LISTS {
            (months.more, months.more_reports) = (months.more + 1, months.more_reports + total);
            continue;
        }
        let rows = matters::lacking_of(c, &round.reports, unit_id, ROWS.into())?;
        let items = views::put_together(c, rows, sight)?;
        let Some(unit) = items.first().map(|item| item.row.unit.clone()) else { continue };
        let (cut_off, missed) = (round.reports.cut_off, round.reports.cut_off < sight.today);
        let late_until = Some(round.compiled_on).filter(|last| missed && *last >= sight.today);
        let total = total.max(items.len());
        months.lists.push(Month { unit, period, cut_off, missed, late_until, items, total });
    }
    Ok(months)
}

/// One question for each plan and month, whatever the number of units.
fn rounds(
    c: &mut DbConnection,
    asked: &[(PlanId, UnitId, Period)],
    sight: &Sight,
) -> Result<BTreeMap<(PlanId, Period), Owed>, ActionError> {
    let mut units: BTreeMap<(PlanId, Period), Vec<UnitId>> = BTreeMap::new();
    for (plan, unit, period) in asked {
        units.entry((*plan, *period)).or_default().push(*unit);
    }
    let plan_ids: BTreeSet<PlanId> = units.keys().map(|(plan_id, _)| *plan_id).collect();
    let plan_ids: Vec<PlanId> = plan_ids.into_iter().collect();
    if plan_ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rhythms = rhythm::of(c, &plan_ids)?;
    let of = sight.rounds(c, &rhythms)?;
    let mut rounds = BTreeMap::new();
    for ((plan_id, period), units) in units {
        let Some(own) = of.get(&plan_id) else { continue };
        let round = own.round(period, &sight.calendar);
        let (reports, compiled_on) = (Reports::of(plan_id, &round), round.compiled_on);
        let owed = matters::lacking(c, &reports, &units)?.into_iter();
        let owed = owed.map(|(unit, count)| (unit, usize::try_from(count).unwrap_or_default())).collect();
        rounds.insert((plan_id, period), Owed { reports, compiled_on, owed });
    }
    Ok(rounds)
}
