//! 调度台: the coordinator's first page: this month's turnout, what waits, what is late, who has no liaison. All of it is counted by the
//! database; of what is late the first is shown.

use std::ops::Deref;

use chrono::{Datelike, NaiveDate};

use super::item::Sight;
use super::progress::{Progress, progress};
use super::turnout::{LateRound, Owing, Turnout, give_contacts, in_order};
use crate::actions::{ActionError, Context, Damaged};
use crate::db::DbConnection;
use crate::db::obligation::counts::{self};
use crate::db::obligation::tally::Within;
use crate::db::people::units;
use crate::db::plan::plans;
use crate::domain::calendar::Gap;
use crate::domain::id::PlanId;
use crate::domain::period::Period;
use crate::domain::plan::choice::Plans;
use crate::domain::round::Round;
use crate::domain::unit::UnitClass;
use crate::views::notice::overdue::{LatePage, Overdue, overdue};

/// So many drafts are named; the page of all has the others.
pub const DRAFTS: i64 = 5;

/// So many late matters stand on a first page, and so many of one unit; the page of all has the others.
const LATE: LatePage = LatePage { behind: None, rows: 30, of_unit: 10 };

/// How things stand this month, of some plans, or of what one unit owes of them.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The month of the 调度.
    pub period: Period,
    /// Its cut-off; of several plans with different ones the first.
    pub cut_off: NaiveDate,
    /// By unit, cities and others.
    pub turnout: Vec<Turnout>,
    /// Rounds before that lack reports which may still come, the oldest first.
    pub late: Vec<LateRound>,
    /// Submissions that wait for the coordinator.
    pub to_review: i64,
    /// Submissions that wait for a lead.
    pub with_lead: i64,
    /// How far the plans are.
    pub progress: Progress,
}

/// Everything on the coordinator's first page.
#[derive(Debug, Clone)]
pub struct Desk {
    /// How things stand.
    pub stand: Stand,
    /// Who is late with what, as far as it is listed.
    pub overdue: Overdue,
    /// How many proposals wait for a decision.
    pub decisions: i64,
    /// Whether a plan is tracked at all.
    pub is_tracked: bool,
    /// Drafts that wait to be confirmed, the newest first.
    pub drafts: Vec<(PlanId, String)>,
    /// Units that owe something and have no liaison: nobody is told.
    pub without_liaison: Vec<String>,
    /// From when on days are counted by a guess, of the time that matters: somebody's days off are not announced yet.
    pub unannounced: Option<Gap>,
    /// Versions of the rules that cannot be read: ones before them are in use.
    pub damaged: Vec<Damaged>,
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

    /// How the month stands that is being put together: a round before, as long as late reports still change it, else the present one.
    pub(super) fn put_together(self) -> Self {
        match self.late.into_iter().next() {
            Some(LateRound { round: Round { period, cut_off, .. }, turnout }) => {
                Self { period, cut_off, turnout, late: Vec::new(), ..self }
            }
            None => Self { late: Vec::new(), ..self },
        }
    }
}

/// The coordinator's first page today, of some plans.
pub fn desk(ctx: &Context, c: &mut DbConnection, chosen: Plans, sight: &Sight) -> Result<Desk, ActionError> {
    let within = Within { plans: chosen, unit_id: None };
    let is_tracked = counts::is_tracked(c, within)?;
    let owing = Owing::load(c, within, sight)?;
    let mut stand = stand_of(ctx, c, (within, &owing), sight)?;
    give_contacts(c, &mut stand.turnout, sight.today)?;
    Ok(Desk {
        stand,
        overdue: overdue(c, within, LATE, sight)?,
        decisions: counts::decisions(c, within, sight.today)?,
        is_tracked,
        drafts: plans::newest_drafts(c, DRAFTS)?,
        without_liaison: counts::without_liaison(c, &owing.units(), sight.today)?,
        unannounced: unannounced(c, within, sight)?,
        damaged: sight.rules.damaged.clone(),
    })
}

/// This year; the next one in December, and where something is owed in it. Later ones are said at what is due in them.
fn unannounced(c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Option<Gap>, ActionError> {
    let this_year = sight.today.year();
    let looks_ahead = sight.today.month() == 12 || counts::is_owed_in(c, within, this_year + 1)?;
    let end = NaiveDate::from_ymd_opt(this_year + i32::from(looks_ahead), 12, 31);
    Ok(sight.calendar.first_unannounced(sight.today, end.unwrap_or(sight.today)))
}

/// How things stand today.
pub(super) fn stand(ctx: &Context, c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Stand, ActionError> {
    let owing = Owing::load(c, within, sight)?;
    stand_of(ctx, c, (within, &owing), sight)
}

fn stand_of(
    ctx: &Context,
    c: &mut DbConnection,
    (within, owing): (Within, &Owing),
    sight: &Sight,
) -> Result<Stand, ActionError> {
    let Round { period, cut_off, .. } = owing.current(&ctx.settings.plan, sight);
    let (to_review, with_lead) = counts::under_review(c, within)?;
    let units = units::all(c)?;
    let before = owing.tables(sight).into_iter().filter(|(round, _)| round.period < period);
    let late = before.map(|(round, by_unit)| LateRound { round, turnout: in_order(&by_unit, &units, owing) });
    Ok(Stand {
        period,
        cut_off,
        late: late.filter(|late| !late.lacking().is_empty()).collect(),
        turnout: in_order(&owing.turnout(None, sight), &units, owing),
        to_review,
        with_lead,
        progress: progress(c, within, sight.today)?,
    })
}
