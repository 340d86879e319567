//! Rounds (调度期次): by when which reports are in, and which of them a report answers.
//!
//! A round is made by the plan's rule and the calendar of the day on which it opens, and stays as it was then: who was late is
//! not told anew by a calendar that was edited since. What has not opened yet follows the calendar.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::calendar::WorkCalendar;
use crate::period::Period;
use crate::word::stored_vocabulary;

stored_vocabulary! {
    /// Which month a report is about, seen from its cut-off.
    ReportsOn {
        /// 本月 25 日前报本月.
        ThisMonth = "this_month",
        /// 次月 5 日前报上月.
        LastMonth = "last_month",
    }
}

stored_vocabulary! {
    /// How often a measure is reported on (报送周期).
    Cadence {
        /// 每月.
        Month = "month",
        /// 每季.
        Quarter = "quarter",
        /// 每半年.
        HalfYear = "half_year",
        /// 每年.
        Year = "year",
    }
}

impl Cadence {
    /// Whether a report is owed for the time that ends with this month: a quarter's round is that of its last month. One that another
    /// version wrote asks nobody.
    pub fn owes(self, period: Period) -> bool {
        let months = match self {
            Cadence::Month => 1,
            Cadence::Quarter => 3,
            Cadence::HalfYear => 6,
            Cadence::Year => 12,
            Cadence::Unknown(_) => return false,
        };
        period.month().is_multiple_of(months)
    }

    /// Those that owe a report for the time that ends with this month.
    pub fn owing(period: Period) -> Vec<Cadence> {
        Cadence::ALL.iter().copied().filter(|cadence| cadence.owes(period)).collect()
    }
}

/// By which days a plan asks for reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundRule {
    /// Day of the month of the cut-off; moved earlier on a day off.
    pub day: i32,
    /// Of which month the report is.
    pub on: ReportsOn,
    /// So many working days after the cut-off a late report (迟报) still answers the round; then it is compiled.
    pub late_workdays: u32,
}

impl RoundRule {
    /// The last day for the reports of a month.
    pub fn cut_off(self, period: Period, calendar: &WorkCalendar) -> NaiveDate {
        match self.on {
            ReportsOn::LastMonth => period.next().cut_off(self.day, calendar),
            // Of a rule that another version wrote the day at least is known.
            ReportsOn::ThisMonth | ReportsOn::Unknown(_) => period.cut_off(self.day, calendar),
        }
    }
}

/// A round: the reports of a month, or of the time that ends with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// The month.
    pub period: Period,
    /// The first day on which a report answers it.
    pub opens: NaiveDate,
    /// The last day on which a report is in time.
    pub cut_off: NaiveDate,
    /// The last day on which a late report (迟报) answers it; what comes later has missed it (漏报).
    pub compiled_on: NaiveDate,
}

impl Round {
    /// The last day that its reports can be about: the cut-off, or the end of the month where that is earlier.
    pub fn ends(&self) -> NaiveDate {
        self.cut_off.min(self.period.last_day())
    }

    /// Whether a report of that day may answer it.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        (self.opens..=self.compiled_on).contains(&day)
    }
}

/// What a plan asks for on a day in a cadence, worked out once for all that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The latest round that has opened, of whichever cadence: the month that is reported on.
    pub current: Round,
    /// The last round of the cadence whose cut-off has passed, where it asked anybody.
    pub passed: Option<Round>,
    /// The rounds of the cadence that a report may answer, oldest first.
    pub open: Vec<Round>,
}

/// The rounds of a plan: those that have opened as they were then, all others by the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounds {
    rule: RoundRule,
    /// Cut-offs before this day ask nobody: the plan was handed out too short before.
    begins: NaiveDate,
    opened: Arc<[Round]>,
}

impl Rounds {
    /// Those of a plan with this rule, which asks for no report before a day ([`Rounds::begin`]); `opened`: as they are stored.
    pub fn new(rule: RoundRule, begins: NaiveDate, opened: impl IntoIterator<Item = Round>) -> Self {
        Self { rule, begins, opened: opened.into_iter().collect() }
    }

    /// The first day that a cut-off may be for a plan that is handed out on a day: so many working days are left until then at least.
    pub fn begin(assigned_on: NaiveDate, first_workdays: u32, calendar: &WorkCalendar) -> NaiveDate {
        calendar.offset_after(assigned_on, first_workdays)
    }

    /// The round of a month.
    pub fn round(&self, period: Period, calendar: &WorkCalendar) -> Round {
        if let Some(opened) = self.opened(period) {
            return *opened;
        }
        let cut_off = self.rule.cut_off(period, calendar);
        let opens = self.opens(period, cut_off, calendar);
        let next = period.next();
        let next_cut_off = self.cut_off(next, calendar);
        // Some round is always open: a late report answers one until the next begins at least, and never both.
        let until_next = self.opens(next, next_cut_off, calendar).pred_opt().unwrap_or(cut_off);
        let late = calendar.offset_after(cut_off, self.rule.late_workdays);
        Round { period, opens, cut_off, compiled_on: late.max(until_next).min(next_cut_off).max(cut_off) }
    }

    /// Whether a round asks anybody: its cut-off was not too short after the plan was handed out.
    pub fn asks(&self, round: &Round) -> bool {
        round.cut_off >= self.begins
    }

    /// The latest round of a cadence whose cut-off has passed on a day.
    pub fn last_passed(&self, cadence: Cadence, today: NaiveDate, calendar: &WorkCalendar) -> Option<Round> {
        self.latest(today, |round| round.cut_off < today && cadence.owes(round.period), calendar)
    }

    /// The round behind another one of a cadence.
    pub fn after(&self, cadence: Cadence, period: Period, calendar: &WorkCalendar) -> Option<Round> {
        let next = period.next().onward().take(YEAR).find(|period| cadence.owes(*period))?;
        Some(self.round(next, calendar))
    }

    /// The month that is reported on on a day: that of the latest round that has opened.
    pub fn current(&self, today: NaiveDate, calendar: &WorkCalendar) -> Round {
        let opened = self.latest(today, |round| round.opens <= today, calendar);
        opened.unwrap_or_else(|| self.round(Period::of(today), calendar))
    }

    /// The rounds of a cadence that a report of that day may answer, oldest first.
    pub fn open(&self, cadence: Cadence, today: NaiveDate, calendar: &WorkCalendar) -> Vec<Round> {
        let (first, last) = (Period::of(today).previous().previous(), Period::of(today).next());
        let months = first.onward().take_while(|period| *period <= last).filter(|period| cadence.owes(*period));
        let rounds = months.map(|period| self.round(period, calendar));
        rounds.filter(|round| self.asks(round) && round.is_open(today)).collect()
    }

    /// What is asked for on a day in a cadence.
    pub fn asked(&self, cadence: Cadence, today: NaiveDate, calendar: &WorkCalendar) -> Asked {
        Asked {
            current: self.current(today, calendar),
            passed: self.last_passed(cadence, today, calendar).filter(|round| self.asks(round)),
            open: self.open(cadence, today, calendar),
        }
    }

    fn opened(&self, period: Period) -> Option<&Round> {
        self.opened.iter().find(|round| round.period == period)
    }

    fn cut_off(&self, period: Period, calendar: &WorkCalendar) -> NaiveDate {
        self.opened(period).map_or_else(|| self.rule.cut_off(period, calendar), |round| round.cut_off)
    }

    /// The month's first day, but for what the round before still asks for; never behind its own cut-off.
    fn opens(&self, period: Period, cut_off: NaiveDate, calendar: &WorkCalendar) -> NaiveDate {
        if let Some(opened) = self.opened(period) {
            return opened.opens;
        }
        let free = self.cut_off(period.previous(), calendar) + Days::new(1);
        period.first_day().max(free).min(cut_off)
    }

    /// The latest round, from the month after a day back, of which something holds.
    fn latest(&self, today: NaiveDate, holds: impl Fn(&Round) -> bool, calendar: &WorkCalendar) -> Option<Round> {
        let months = Period::of(today).next().back().take(YEAR + 3);
        months.map(|period| self.round(period, calendar)).find(holds)
    }
}

/// So many months are looked through for a round of any cadence.
const YEAR: usize = 12;

#[cfg(test)]
mod tests;
