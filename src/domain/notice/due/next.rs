//! When the clock next has work with something (督办日程): the first day on which [`due_notices`](super::due_notices) and its neighbours can
//! have anything for it, as long as nothing is done. A day that is too early costs a look; one that is too late would be a notice that
//! never comes: the property tests beside this file hold it to the rules.

use chrono::{Datelike, Days, NaiveDate};

use super::{Fired, Given, Subject, WatchedPlan, first_workday_of_week};
use crate::calendar::WorkCalendar;
use crate::id::{ObligationId, UnitId};
use crate::notice::Rung;
use crate::obligation::due::clock_runs;
use crate::obligation::escalation::Watched;
use crate::obligation::ladder::Ladder;
use crate::period::{Period, Week};
use crate::round::{Cadence, Round, Rounds};

/// Counts up with every change of the rules in this file and in those it foresees: what was reckoned by others is reckoned anew.
pub const RULES: i64 = 1;

/// No unit is asked about more rounds than these: three years of months.
const ROUNDS: usize = 36;

/// What of a plan the clock looks at by itself. In the order in which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// The plan as a whole: its rounds open, its brief is written.
    Plan,
    /// All reports that a unit owes.
    Unit(UnitId),
    /// One obligation of a unit.
    Obligation(UnitId, ObligationId),
}

impl Matter {
    /// The obligation, where it is one.
    pub fn obligation(self) -> Option<ObligationId> {
        if let Matter::Obligation(_, id) = self { Some(id) } else { None }
    }
}

/// When the clock next has work with a matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Next {
    /// The first day; `None` where there is none as long as nothing is done.
    pub on: Option<NaiveDate>,
    /// The revision of dates whose notice is on its way: until it has arrived there is no work, whatever the day.
    pub waits_for: Option<i32>,
}

/// What else than the ladder time does to an obligation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ByTime {
    /// The day on which its lead has been silent for too long.
    pub passed_on: Option<NaiveDate>,
    /// Whether its history says of these dates that they went by.
    pub overdue_known: bool,
}

/// When there is next work with an obligation, from a day on. A plan hands out on `assigned_on` of its duty: nothing is before that but a
/// lead's silence.
pub fn of_obligation(
    watched: &Watched,
    fired: &[Fired],
    by_time: ByTime,
    (calendar, ladder): (&WorkCalendar, &Ladder),
    from: NaiveDate,
) -> Next {
    let duty = &watched.duty;
    let over = duty.effective_due.succ_opt().filter(|over| duty.is_overdue(*over) && !by_time.overdue_known);
    let overdue = over.map(|over| over.max(duty.assigned_on).max(from));
    let passed_on = by_time.passed_on.map(|on| on.max(from));
    let rung = watched.next_rung_on(fired, calendar, ladder, from);
    // What does not wait for a notice is not held up by one.
    let waits = watched.waits(fired) && overdue.is_none() && passed_on.is_none();
    Next {
        on: [overdue, passed_on, rung].into_iter().flatten().min(),
        waits_for: (waits && rung.is_some()).then_some(watched.due_rev),
    }
}

/// When there is next something to say about the reports of a unit, from a day on; `plan`: with all that the unit owes.
pub fn of_unit(
    plan: &WatchedPlan,
    unit: UnitId,
    given: &Given,
    (calendar, ladder): (&WorkCalendar, &Ladder),
    from: NaiveDate,
) -> Next {
    let own = |cadence: &Cadence| -> Vec<&Watched> {
        let owes = |one: &&Watched| one.unit == unit && one.duty.cadence == *cadence && clock_runs(one.duty.status);
        plan.obligations.iter().filter(owes).collect()
    };
    let of = |cadence: &Cadence| {
        let own = own(cadence);
        let from = own.iter().map(|one| one.duty.assigned_on).min()?.max(plan.assigned_on).max(from);
        if own.iter().all(|one| one.posts(&ladder.monthly().to).is_empty()) {
            return None;
        }
        Month { plan, unit, given, calendar, ladder, own }.next(*cadence, from)
    };
    Next { on: Cadence::ALL.iter().filter_map(of).min(), waits_for: None }
}

/// What is looked at to find when a unit is next reminded or has missed a report.
struct Month<'a> {
    plan: &'a WatchedPlan,
    unit: UnitId,
    given: &'a Given,
    calendar: &'a WorkCalendar,
    ladder: &'a Ladder,
    own: Vec<&'a Watched>,
}

impl Month<'_> {
    fn next(&self, cadence: Cadence, from: NaiveDate) -> Option<NaiveDate> {
        let Self { calendar, .. } = *self;
        let rounds = &self.plan.rounds;
        let last = self.own.iter().map(|one| one.duty.effective_due).max()?;
        let first = calendar.next_workday_on_or_after(from);
        let mut passed = rounds.last_passed(cadence, first, calendar)?;
        for _ in 0..ROUNDS {
            let next = rounds.after(cadence, passed.period, calendar)?;
            let since = passed.cut_off.succ_opt()?.max(first);
            let missed = self.told(&passed, Rung::Missed, since, next.cut_off);
            let remind_on = calendar.offset_before(next.cut_off, self.ladder.monthly().remind_workdays);
            let reminded = self.told(&next, Rung::Monthly, since.max(remind_on), next.cut_off);
            let on = missed.into_iter().chain(reminded).min();
            if on.is_some() || passed.ends() > last {
                return on;
            }
            passed = next;
        }
        // Who looks again then goes on from there.
        passed.cut_off.succ_opt()
    }

    /// The first working day of a time on which a rung of a round is told, where it is at all.
    fn told(&self, round: &Round, rung: Rung, from: NaiveDate, to: NaiveDate) -> Option<NaiveDate> {
        let subject = Subject::Month { plan: self.plan.id, unit: self.unit, period: round.period };
        let lacks = self.plan.rounds.asks(round) && self.own.iter().any(|one| one.duty.lacks(round));
        let on = self.calendar.next_workday_on_or_after(from);
        (lacks && on <= to && !self.given.has(subject, rung)).then_some(on)
    }
}

/// When a plan's next round opens or its next brief is due, from a day on; what opens and is due on `from` itself was done.
pub fn of_plan(plan: &WatchedPlan, given: &Given, calendar: &WorkCalendar, from: NaiveDate) -> Next {
    let brief = next_brief(plan, given, calendar, from);
    let opens = next_opening(&plan.rounds, calendar, from);
    Next { on: brief.into_iter().chain(opens).min(), waits_for: None }
}

/// The day of the next brief. Where nobody reads it yet, the next working day: whoever leads by then is told.
fn next_brief(plan: &WatchedPlan, given: &Given, calendar: &WorkCalendar, from: NaiveDate) -> Option<NaiveDate> {
    let mut from = from.max(plan.assigned_on);
    if plan.leaders.is_empty() {
        return Some(calendar.next_workday_on_or_after(from.succ_opt()?));
    }
    for _ in 0..3 {
        let day = calendar.next_workday_on_or_after(from);
        let subject = Subject::Digest { plan: plan.id, week: Week::of(day) };
        if first_workday_of_week(calendar, day) >= plan.assigned_on && !given.has(subject, Rung::Digest) {
            return Some(day);
        }
        from = day.checked_add_days(Days::new(u64::from(7 - day.weekday().num_days_from_monday())))?;
    }
    Some(from)
}

/// The day behind `from` on which another month is reported on.
fn next_opening(rounds: &Rounds, calendar: &WorkCalendar, from: NaiveDate) -> Option<NaiveDate> {
    let current = rounds.current(from, calendar).period;
    let opens = |period: Period| rounds.round(period, calendar).opens;
    current.next().onward().take(ROUNDS).map(opens).find(|day| *day > from)
}

#[cfg(test)]
mod tests;
