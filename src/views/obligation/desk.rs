//! 调度台: the coordinator's first page: this month's turnout, what waits, what is late, who has no liaison.

use std::collections::BTreeMap;
use std::ops::Deref;

use chrono::NaiveDate;

use super::item::{Item, Sight, items};
use super::progress::{Progress, progress};
use super::review::review_list;
use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::obligation::ledger::Wanted;
use crate::db::obligation::tally::Within;
use crate::db::people::{persons, units};
use crate::db::plan::plans;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::obligation::{Awaiting, ObligationKind};
use crate::domain::period::Period;
use crate::domain::person::Role;
use crate::domain::unit::UnitClass;
use crate::views::notice::overdue::{LateUnit, ProposedItem, overdue, proposed};

/// So many drafts are named; the page of all has the others.
const DRAFTS: i64 = 5;

/// Whether a unit has reported this month: all it owes, some of it, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnout {
    /// The unit's full name.
    pub unit: String,
    /// Its class, where it is the government of a place; else it leads or is responsible.
    pub place: Option<UnitClass>,
    /// Reports in.
    pub reported: usize,
    /// Reports owed.
    pub owed: usize,
}

impl Turnout {
    /// Whether everything owed is in.
    pub fn is_complete(&self) -> bool {
        self.reported == self.owed
    }
}

/// How things stand this month, of everything or of one unit.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The month of the 调度.
    pub period: Period,
    /// Its cut-off.
    pub cut_off: NaiveDate,
    /// By unit, cities and others.
    pub turnout: Vec<Turnout>,
    /// Submissions that wait for the coordinator.
    pub to_review: usize,
    /// Submissions that wait for a lead.
    pub with_lead: usize,
    /// How far the plans are.
    pub progress: Progress,
    /// Who is late with what.
    pub overdue: Vec<LateUnit>,
}

/// Everything on the coordinator's first page.
#[derive(Debug, Clone)]
pub struct Desk {
    /// How things stand.
    pub stand: Stand,
    /// What people propose about what is not overdue.
    pub proposed: Vec<ProposedItem>,
    /// Whether a plan is tracked at all: after its year no unit may owe a report.
    pub is_tracked: bool,
    /// Drafts that wait to be confirmed, the newest first.
    pub drafts: Vec<(PlanId, String)>,
    /// Units that owe something and have no liaison: nobody is told.
    pub without_liaison: Vec<String>,
}

/// A desk reads as how things stand.
impl Deref for Desk {
    type Target = Stand;

    fn deref(&self) -> &Stand {
        &self.stand
    }
}

impl Stand {
    /// Of the governments of each class that owes something: how many have reported in full, of how many. Where none owes
    /// anything that is said of the cities.
    pub fn places(&self) -> Vec<(UnitClass, usize, usize)> {
        let of_class = |class: UnitClass| {
            let (complete, all) = self.reported(Some(class));
            (class, complete, all)
        };
        let all: Vec<_> = UnitClass::PLACES.into_iter().map(of_class).filter(|(_, _, all)| *all > 0).collect();
        if all.is_empty() { vec![(UnitClass::City, 0, 0)] } else { all }
    }

    /// Of the other units: how many have reported in full, of how many.
    pub fn leads(&self) -> (usize, usize) {
        self.reported(None)
    }

    fn reported(&self, place: Option<UnitClass>) -> (usize, usize) {
        let of_kind: Vec<_> = self.turnout.iter().filter(|turnout| turnout.place == place).collect();
        (of_kind.iter().filter(|turnout| turnout.is_complete()).count(), of_kind.len())
    }

    /// How many obligations are overdue.
    pub fn overdue_items(&self) -> usize {
        self.overdue.iter().map(|unit| unit.items.len()).sum()
    }
}

impl Desk {
    /// How many proposals wait for a decision.
    pub fn decisions(&self) -> usize {
        let of_unit = |unit: &LateUnit| -> usize {
            let open = |item| unit.proposed_on(item).into_iter().filter(|proposal| proposal.is_open()).count();
            unit.items.iter().map(|(item, _)| open(item)).sum()
        };
        let of_others = self.proposed.iter().map(|one| one.proposals.len()).sum::<usize>();
        self.overdue.iter().map(of_unit).sum::<usize>() + of_others
    }
}

/// The coordinator's first page today.
pub fn desk(ctx: &Context, c: &mut DbConnection, sight: &Sight) -> Result<Desk, ActionError> {
    let (stand, standing) = stand_with_items(ctx, c, None, sight)?;
    Ok(Desk {
        stand,
        proposed: proposed(c, sight)?,
        is_tracked: !standing.is_empty(),
        drafts: plans::newest_drafts(c, DRAFTS)?,
        without_liaison: without_liaison(c, &standing, sight.today)?,
    })
}

/// How things stand today, of everything or of what a unit owes.
pub(super) fn stand(
    ctx: &Context,
    c: &mut DbConnection,
    unit_id: Option<UnitId>,
    sight: &Sight,
) -> Result<Stand, ActionError> {
    Ok(stand_with_items(ctx, c, unit_id, sight)?.0)
}

/// The same, and what is owed over the year.
fn stand_with_items(
    ctx: &Context,
    c: &mut DbConnection,
    unit_id: Option<UnitId>,
    sight: &Sight,
) -> Result<(Stand, Vec<Item>), ActionError> {
    let (period, within) = (Period::of(sight.today), Within { plan_id: None, unit_id });
    let standing = Wanted { kind: Some(ObligationKind::Standing), unit_id, ..Wanted::default() };
    let standing = items(c, &standing, sight)?;
    let mut submissions = review_list(c, sight)?;
    submissions.retain(|item| unit_id.is_none_or(|unit_id| item.row.obligation.unit_id == unit_id));
    let waiting = |whom| submissions.iter().filter(|item| item.row.obligation.awaiting == Some(whom)).count();
    let cutoff_day = standing.first().map_or(ctx.settings.plan.cutoff_day, |item| item.row.cutoff_day);
    let stand = Stand {
        period,
        cut_off: period.cut_off(cutoff_day, &sight.calendar),
        turnout: turnout(c, &standing, period)?,
        to_review: waiting(Awaiting::Coordinator),
        with_lead: waiting(Awaiting::Lead),
        progress: progress(c, within, sight.today)?,
        overdue: overdue(c, within, sight)?,
    };
    Ok((stand, standing))
}

fn turnout(c: &mut DbConnection, standing: &[Item], period: Period) -> Result<Vec<Turnout>, ActionError> {
    let mut counts: BTreeMap<UnitId, (usize, usize)> = BTreeMap::new();
    for item in standing.iter().filter(|item| item.reports_in(period)) {
        let (reported, owed) = counts.entry(item.row.obligation.unit_id).or_default();
        *owed += 1;
        *reported += usize::from(item.duty().reported >= Some(period));
    }
    let in_order = units::all(c)?.into_iter();
    let row = |unit: units::Unit| {
        let (reported, owed) = *counts.get(&unit.id)?;
        Some(Turnout { unit: unit.name, place: Some(unit.class).filter(|class| class.is_place()), reported, owed })
    };
    Ok(in_order.filter_map(row).collect())
}

fn without_liaison(c: &mut DbConnection, standing: &[Item], today: NaiveDate) -> Result<Vec<String>, ActionError> {
    let contacts = persons::contacts(c, today, None)?;
    let has = |unit_id| contacts.iter().any(|contact| contact.unit_id == unit_id && contact.role == Role::Liaison);
    let owing =
        units::all(c)?.into_iter().filter(|unit| standing.iter().any(|item| item.row.obligation.unit_id == unit.id));
    Ok(owing.filter(|unit| !has(unit.id)).map(|unit| unit.name).collect())
}
