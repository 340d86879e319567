//! The days on which a lamp changes by itself: they stand on the row, so that a query tells the lamp of any day.

use chrono::{Datelike, Days, NaiveDate};

use super::due::{Duty, IN_PLAY, clock_runs, has_deadline};
use super::lamp::{LampFacts, LampPolicy, yellow_on};
use super::{Lamp, Status};
use crate::calendar::WorkCalendar;

/// What was so before there was a plan: the first day that a date may be.
pub const SINCE_EVER: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// Counts up with every change of the rules in this file and in those of the lamp: what was stored by others is stored anew.
const RULES: u64 = 5;

/// The days from which on a lamp is another, as long as nothing is done; [`LampDays::lamp`] is what a query makes of them, and says the same
/// as [`super::lamp::lamp_reason`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LampDays {
    /// Yellow, where it is neither red nor off.
    pub yellow_on: Option<NaiveDate>,
    /// Red, where it is not off.
    pub red_on: Option<NaiveDate>,
    /// Off: nothing is owed any more by the clock, or nobody knows what is.
    pub off_on: Option<NaiveDate>,
}

impl LampDays {
    /// Those of an obligation as it stands.
    pub fn of(facts: &LampFacts, policy: LampPolicy, calendar: &WorkCalendar) -> Self {
        let Duty { kind, status, effective_due, .. } = facts.duty;
        let none = Self::default();
        match status {
            Status::Unknown(_) => Self { off_on: Some(SINCE_EVER), ..none },
            Status::Submitted => Self { yellow_on: facts.came_late_on(), ..none },
            status if !clock_runs(status) => none,
            _ => {
                let over = effective_due.succ_opt();
                let near = has_deadline(kind).then(|| yellow_on(effective_due, policy, calendar));
                let missed = facts.duty.missed_from(&facts.rounds, calendar);
                let before = facts.was_late().then_some(SINCE_EVER);
                let yellow_on = [before, near, missed, behind_from(facts, policy)].into_iter().flatten().min();
                let (red_on, off_on) = if has_deadline(kind) { (over, None) } else { (None, over) };
                Self { yellow_on, red_on, off_on }
            }
        }
    }

    /// The lamp on a day.
    pub fn lamp(&self, status: Status, today: NaiveDate) -> Lamp {
        let since = |day: Option<NaiveDate>| day.is_some_and(|day| day <= today);
        match status {
            Status::Closed => Lamp::Done,
            status if !IN_PLAY.contains(&status) || since(self.off_on) => Lamp::None,
            _ if since(self.red_on) => Lamp::Red,
            _ if since(self.yellow_on) => Lamp::Yellow,
            _ => Lamp::Green,
        }
    }
}

/// The first day on which the reported share is behind the share of time gone.
fn behind_from(facts: &LampFacts, policy: LampPolicy) -> Option<NaiveDate> {
    let Duty { assigned_on, effective_due, .. } = facts.duty;
    let needed = i64::from(facts.percent?) + i64::from(policy.behind_points);
    let all = (effective_due - assigned_on).num_days();
    match needed {
        ..=0 => Some(SINCE_EVER),
        101.. => None,
        _ if all <= 0 => Some(SINCE_EVER),
        needed => {
            let gone = u64::try_from((needed * all + 99) / 100).ok()?;
            assigned_on.checked_add_days(Days::new(gone))
        }
    }
}

/// By which rules the days of lamps were reckoned: another number where the calendar, the policy or the rules of the code are others.
pub fn rules_rev(policy: LampPolicy, calendar: &WorkCalendar) -> i64 {
    let policy = [u64::from(policy.yellow_workdays), u64::from(policy.behind_points.unsigned_abs())];
    let days = calendar.special_days().map(|(day, is_off)| {
        let number = u64::from(day.num_days_from_ce().unsigned_abs());
        number * 2 + u64::from(is_off)
    });
    let mixed = [RULES]
        .into_iter()
        .chain(policy)
        .chain(days)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, word| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3));
    // 0 stands for rows that nobody has reckoned yet.
    i64::try_from(mixed >> 1).unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::obligation::ObligationKind;
    use crate::obligation::lamp::lamp_reason;
    use crate::period::Period;
    use crate::round::{Cadence, ReportsOn, RoundRule, Rounds};
    use crate::testing::{Lcg, day, guangxi};

    /// An obligation of any kind, in any state, with any dates.
    fn any(chance: &mut Lcg) -> LampFacts {
        let assigned_on = chance.date();
        let effective_due = chance.date();
        let reported = chance.chance(70).then(|| Period::of(chance.date()));
        let kind = chance.pick(&[ObligationKind::Standing, ObligationKind::Dated, ObligationKind::stored("quarterly")]);
        let statuses: Vec<Status> = Status::ALL.iter().copied().chain([Status::stored("paused")]).collect();
        let status = chance.pick(&statuses);
        let cadence = chance.pick(&[Cadence::Month, Cadence::Quarter, Cadence::HalfYear, Cadence::stored("fortnight")]);
        let duty = Duty { kind, status, assigned_on, effective_due, reported, cadence };
        let submitted_on = (status == Status::Submitted).then(|| chance.date());
        let percent = chance.chance(60).then(|| i32::try_from(chance.below(120)).unwrap() - 5);
        let came_late = chance.chance(20);
        LampFacts { duty, submitted_on, came_late, percent, rounds: any_rounds(chance, assigned_on) }
    }

    /// Rounds of any rule, some of which have opened under another calendar.
    fn any_rounds(chance: &mut Lcg, assigned_on: NaiveDate) -> Rounds {
        let rule = RoundRule {
            day: i32::try_from(chance.below(31)).unwrap() + 1,
            on: chance.pick(ReportsOn::ALL),
            late_workdays: u32::try_from(chance.below(15)).unwrap(),
        };
        let before = chance.calendar();
        let begins = Rounds::begin(assigned_on, u32::try_from(chance.below(15)).unwrap(), &before);
        let all = Rounds::new(rule, begins, []);
        let opened = (1..=chance.below(13)).map(|month| format!("2024-{month:02}").parse().unwrap());
        let opened: Vec<_> = opened.map(|period| all.round(period, &before)).collect();
        Rounds::new(rule, begins, opened)
    }

    #[test]
    fn the_days_of_a_lamp_tell_what_the_rules_tell_on_every_day() {
        let mut chance = Lcg::new(2024);
        let mut lamps = std::collections::BTreeMap::new();
        for case in 0..4_000 {
            let (facts, calendar) = (any(&mut chance), chance.calendar());
            let yellow_workdays = u32::try_from(chance.below(12)).unwrap();
            let behind_points = i32::try_from(chance.below(60)).unwrap();
            let policy = LampPolicy { yellow_workdays, behind_points };
            let days = LampDays::of(&facts, policy, &calendar);
            // What was handed in is not looked at before it was.
            let from = facts.submitted_on.unwrap_or(day("2023-11-01"));
            for today in from.iter_days().step_by(3).take_while(|today| *today < day("2025-03-01")) {
                let reason = lamp_reason(&facts, policy, &calendar, today);
                assert_eq!(
                    days.lamp(facts.duty.status, today),
                    reason.lamp(),
                    "{case} {today} {reason} {facts:?} {days:?}"
                );
                *lamps.entry(reason.to_string()).or_insert(0) += 1;
            }
        }
        assert_eq!(lamps.len(), 12, "{lamps:?}");
    }

    #[test]
    fn other_rules_have_another_number() {
        let (policy, calendar) = (LampPolicy::default(), guangxi());
        let number = rules_rev(policy, &calendar);
        assert_eq!(number, rules_rev(policy, &guangxi()));
        assert_ne!(number, rules_rev(policy, &WorkCalendar::default()));
        assert_ne!(number, rules_rev(LampPolicy { yellow_workdays: 8, ..policy }, &calendar));
        assert_ne!(number, rules_rev(LampPolicy { behind_points: 11, ..policy }, &calendar));
    }
}
