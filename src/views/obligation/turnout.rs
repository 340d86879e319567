//! How many reports of a month are in, by unit: what every first page counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::item::Sight;
use crate::actions::{ActionError, duty_of};
use crate::config::PlanSettings;
use crate::db::DbConnection;
use crate::db::obligation::counts::{self, Alike};
use crate::db::obligation::tally::Within;
use crate::db::people::persons::{self, Contact};
use crate::db::people::units;
use crate::db::plan::rhythm::Rhythm;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::obligation::ObligationKind;
use crate::domain::period::Period;
use crate::domain::round::{Asked, Cadence, ReportsOn, Round, Rounds};
use crate::domain::unit::UnitClass;

/// Whether a unit has reported this month: all it owes, some of it, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnout {
    /// The unit.
    pub unit_id: UnitId,
    /// The plan that it reports to, where it is one.
    pub plan_id: Option<PlanId>,
    /// The unit's full name.
    pub unit: String,
    /// Its class, where it is the government of a place; else it leads or is responsible.
    pub place: Option<UnitClass>,
    /// Reports in.
    pub reported: i64,
    /// Reports owed.
    pub owed: i64,
    /// Who can be telephoned, where something lacks.
    pub contacts: Vec<Contact>,
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
    pub(super) fn units(&self) -> Vec<UnitId> {
        let owing: BTreeSet<UnitId> = self.alike.iter().map(|alike| alike.unit_id).collect();
        owing.into_iter().collect()
    }

    /// The plan that a unit owes reports to, where it is one.
    fn sole_plan(&self, unit_id: UnitId) -> Option<PlanId> {
        let mut plans = self.alike.iter().filter(|alike| alike.unit_id == unit_id).map(|alike| alike.plan_id);
        let first = plans.next()?;
        plans.all(|plan| plan == first).then_some(first)
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
    pub(super) fn turnout(&self, month: Option<Period>, sight: &Sight) -> ByUnit {
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
pub(super) fn in_order(by_unit: &ByUnit, units: &[units::Unit], owing: &Owing) -> Vec<Turnout> {
    let row = |unit: &units::Unit| {
        let (reported, owed) = *by_unit.get(&unit.id)?;
        let place = Some(unit.class).filter(|class| class.is_place());
        let (unit_id, unit, contacts) = (unit.id, unit.name.clone(), Vec::new());
        Some(Turnout { unit_id, plan_id: owing.sole_plan(unit_id), unit, place, reported, owed, contacts })
    };
    units.iter().filter_map(row).collect()
}

/// Who can be telephoned of those that have not reported in full.
pub(super) fn give_contacts(
    c: &mut DbConnection,
    turnout: &mut [Turnout],
    today: NaiveDate,
) -> Result<(), ActionError> {
    let lacking = |row: &&mut Turnout| !row.is_complete();
    let ids: Vec<UnitId> = turnout.iter_mut().filter(lacking).map(|row| row.unit_id).collect();
    for contact in persons::contacts(c, today, Some(&ids))? {
        turnout
            .iter_mut()
            .filter(|row| row.unit_id == contact.unit_id)
            .for_each(|row| row.contacts.push(contact.clone()));
    }
    Ok(())
}
