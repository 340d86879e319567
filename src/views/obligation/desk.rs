//! 调度台: the coordinator's first page: this month's turnout, what waits, what is late, who has no liaison. All of it is counted by the
//! database; of what is late the first is shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;

use chrono::{Datelike, NaiveDate};

use super::item::Sight;
use super::progress::{Progress, progress};
use crate::actions::{ActionError, Context, Damaged, duty_of};
use crate::config::PlanSettings;
use crate::db::DbConnection;
use crate::db::obligation::counts::{self, Alike};
use crate::db::obligation::tally::Within;
use crate::db::people::units;
use crate::db::plan::plans;
use crate::db::plan::rhythm::Rhythm;
use crate::domain::calendar::Gap;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::obligation::ObligationKind;
use crate::domain::period::Period;
use crate::domain::plan::choice::Plans;
use crate::domain::round::{Asked, Cadence, ReportsOn, Round, Rounds};
use crate::domain::unit::UnitClass;
use crate::views::notice::overdue::{LatePage, Overdue, overdue};

/// So many drafts are named; the page of all has the others.
pub const DRAFTS: i64 = 5;

/// So many late matters stand on a first page, and so many of one unit; the page of all has the others.
const LATE: LatePage = LatePage { behind: None, rows: 30, of_unit: 10 };

/// Whether a unit has reported this month: all it owes, some of it, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnout {
    /// The unit's full name.
    pub unit: String,
    /// Its class, where it is the government of a place; else it leads or is responsible.
    pub place: Option<UnitClass>,
    /// Reports in.
    pub reported: i64,
    /// Reports owed.
    pub owed: i64,
}

impl Turnout {
    /// Whether everything owed is in.
    pub fn is_complete(&self) -> bool {
        self.reported == self.owed
    }
}

/// A round before the present one that late reports (迟报) still answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRound {
    /// The round.
    pub round: Round,
    /// By unit, cities and others.
    pub turnout: Vec<Turnout>,
}

impl LateRound {
    /// The units whose reports are not all in, in order.
    pub fn lacking(&self) -> Vec<&str> {
        self.turnout.iter().filter(|row| !row.is_complete()).map(|row| row.unit.as_str()).collect()
    }
}

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
    Ok(Desk {
        stand: stand_of(ctx, c, (within, &owing), sight)?,
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
    let late = before.map(|(round, by_unit)| LateRound { round, turnout: in_order(&by_unit, &units) });
    Ok(Stand {
        period,
        cut_off,
        late: late.filter(|late| !late.lacking().is_empty()).collect(),
        turnout: in_order(&owing.turnout(None, sight), &units),
        to_review,
        with_lead,
        progress: progress(c, within, sight.today)?,
    })
}

/// How many reports are in, and how many are owed, by unit that owes any.
pub(super) type ByUnit = HashMap<UnitId, (i64, i64)>;

/// What is owed over the year of some plans, with their rounds.
pub(super) struct Owing {
    alike: Vec<Alike>,
    rounds: HashMap<PlanId, Rounds>,
}

impl Owing {
    /// Of what is meant.
    pub(super) fn load(c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Self, ActionError> {
        let alike = counts::standing(c, within)?;
        let rhythms = alike.iter().map(|alike| (alike.plan_id, alike.rhythm)).collect();
        Ok(Self { rounds: sight.rounds(c, &rhythms)?, alike })
    }

    /// The units that owe, each once.
    fn units(&self) -> Vec<UnitId> {
        let owing: BTreeSet<UnitId> = self.alike.iter().map(|alike| alike.unit_id).collect();
        owing.into_iter().collect()
    }

    /// The round that is reported on today; of several plans with different ones that of the first cut-off. Where nothing is owed that
    /// of a plan by the settings.
    pub(super) fn current(&self, rules: &PlanSettings, sight: &Sight) -> Round {
        let all = self.rounds.values().map(|rounds| rounds.current(sight.today, &sight.calendar));
        all.min_by_key(|round| (round.cut_off, round.period)).unwrap_or_else(|| {
            let reports_on = ReportsOn::stored(&rules.reports_on);
            let rhythm = Rhythm { assigned_on: None, cutoff_day: rules.cutoff_day, reports_on, reports_from: None };
            rhythm.rounds(sight.late_workdays, []).current(sight.today, &sight.calendar)
        })
    }

    /// The rounds that have a table today with how far that is, by month, the oldest first: of each plan the current one, and those before
    /// that are still open, as far as anybody owes them. Of several plans with different cut-offs in a month that of the first.
    pub(super) fn tables(&self, sight: &Sight) -> Vec<(Round, ByUnit)> {
        let mut rounds: BTreeMap<Period, Round> = BTreeMap::new();
        let mut open = |round: Round| {
            let first = rounds.entry(round.period).or_insert(round);
            *first = if round.cut_off < first.cut_off { round } else { *first };
        };
        self.rounds.values().for_each(|of_plan| open(of_plan.current(sight.today, &sight.calendar)));
        let cadences: BTreeSet<(PlanId, Cadence)> =
            self.alike.iter().map(|alike| (alike.plan_id, alike.cadence)).collect();
        for (plan_id, cadence) in cadences {
            let of_plan = self.rounds.get(&plan_id).into_iter();
            of_plan.flat_map(|rounds| rounds.open(cadence, sight.today, &sight.calendar)).for_each(&mut open);
        }
        let table = |round: Round| (round, self.turnout(Some(round.period), sight));
        rounds.into_values().map(table).filter(|(_, by_unit)| !by_unit.is_empty()).collect()
    }

    /// How many reports of a month are in, and how many are owed, by unit; by the rule that the month's table goes by. Where no month is
    /// given that of each plan.
    fn turnout(&self, month: Option<Period>, sight: &Sight) -> ByUnit {
        let mut asked: HashMap<(PlanId, Cadence), Asked> = HashMap::new();
        let mut turnout = ByUnit::new();
        for alike in &self.alike {
            let Alike { plan_id, unit_id, status, due, answer_by, cadence, rhythm, count, .. } = *alike;
            let Some(rounds) = self.rounds.get(&plan_id) else { continue };
            let asked =
                asked.entry((plan_id, cadence)).or_insert_with(|| rounds.asked(cadence, sight.today, &sight.calendar));
            let (kind, said) = (ObligationKind::Standing, (alike.reported(), cadence));
            let duty = duty_of((kind, status), (due, answer_by), said, rhythm.assigned_on);
            let period = month.unwrap_or(asked.current.period);
            if duty.stands_in(period, asked, sight.today) {
                let (reported, owed) = turnout.entry(unit_id).or_default();
                *owed += count;
                *reported += if duty.reported >= Some(period) { count } else { 0 };
            }
        }
        turnout
    }
}

/// What is counted by unit, in the order of the units.
fn in_order(by_unit: &ByUnit, units: &[units::Unit]) -> Vec<Turnout> {
    let row = |unit: &units::Unit| {
        let (reported, owed) = *by_unit.get(&unit.id)?;
        let place = Some(unit.class).filter(|class| class.is_place());
        Some(Turnout { unit: unit.name.clone(), place, reported, owed })
    };
    units.iter().filter_map(row).collect()
}
