//! When something is due, and how late it is. Overdue is derived, never stored.
//!
//! A due date is a local date in Asia/Shanghai and ends at 24:00 there: on the day itself nothing is late.

use chrono::NaiveDate;

use super::{ObligationKind, Status};
use crate::calendar::{WorkCalendar, days_late};
use crate::period::Period;
use crate::round::{Asked, Cadence, Round, Rounds};

/// The date that counts: the due date, or the later one that a return gave for the answer.
pub fn effective_due(due: NaiveDate, answer_by: Option<NaiveDate>) -> NaiveDate {
    answer_by.map_or(due, |answer_by| due.max(answer_by))
}

/// Where the unit still has to act, so that time runs against it. Submission stops the clock, a claim of 不涉及 does not ([`clock_status`]).
pub const RUNNING: [Status; 3] = [Status::Assigned, Status::Acknowledged, Status::Returned];

/// The statuses in which time matters: the unit's turn, or a reviewer's.
pub const IN_PLAY: [Status; 4] = [Status::Assigned, Status::Acknowledged, Status::Returned, Status::Submitted];

/// Where it stands as far as the clock is concerned: a claim of 不涉及 that nobody has decided stops nothing, so that it is the
/// unit's turn still. `claimed`: that is what is under review.
pub fn clock_status(status: Status, claimed: bool) -> Status {
    if claimed && status == Status::Submitted { Status::Acknowledged } else { status }
}

/// Whether time runs against the unit. `status`: as [`clock_status`] has it.
pub fn clock_runs(status: Status) -> bool {
    RUNNING.contains(&status)
}

/// Whether there is a day by which it must be there. A standing obligation has none: its date is the year's end, and then a round
/// of its own decides. One of another version's kind has one.
pub fn has_deadline(kind: ObligationKind) -> bool {
    kind != ObligationKind::Standing
}

/// Overdue (逾期): there is a deadline, the unit still has to act, and the effective due date is over.
pub fn is_overdue(kind: ObligationKind, status: Status, effective_due: NaiveDate, today: NaiveDate) -> bool {
    has_deadline(kind) && clock_runs(status) && today > effective_due
}

/// How late an obligation is; all zero where it is not overdue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lateness {
    /// Calendar days past the effective due date.
    pub days: u32,
    /// Working days past it.
    pub workdays: u32,
}

/// What time is judged by: what lamps, monthly reports and the ladder look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Standing or dated; only standing obligations carry the monthly report.
    pub kind: ObligationKind,
    /// Where it stands, as [`clock_status`] has it.
    pub status: Status,
    /// The day it was handed out (交办).
    pub assigned_on: NaiveDate,
    /// The effective due date.
    pub effective_due: NaiveDate,
    /// The latest period a report was handed in for.
    pub reported: Option<Period>,
    /// How often a report is owed.
    pub cadence: Cadence,
}

impl Duty {
    /// Whether it is overdue on `today`.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        is_overdue(self.kind, self.status, self.effective_due, today)
    }

    /// How late it is on `today`.
    pub fn lateness(&self, calendar: &WorkCalendar, today: NaiveDate) -> Lateness {
        if !self.is_overdue(today) {
            return Lateness::default();
        }
        let (due, workdays) = (self.effective_due, calendar.workdays_between(self.effective_due, today));
        Lateness { days: days_late(due, today), workdays }
    }

    /// 待年终核定: the year is over, and what was owed over it waits for the round that ends it; nothing is the unit's fault.
    pub fn awaits_year_end(&self, today: NaiveDate) -> bool {
        !has_deadline(self.kind) && clock_runs(self.status) && today > self.effective_due
    }

    /// Whether it owes a report for a round at all: nothing is owed for a cut-off before it was handed out, nor for what is behind
    /// its due date, nor for a month that its cadence leaves out.
    pub fn owes(&self, round: &Round) -> bool {
        let in_time = self.assigned_on <= round.cut_off && round.ends() <= self.effective_due;
        self.kind == ObligationKind::Standing && in_time && self.cadence.owes(round.period)
    }

    /// Whether the report of a round is owed and not yet in; nothing is, while the unit has nothing to do.
    pub fn lacks(&self, round: &Round) -> bool {
        clock_runs(self.status) && self.owes(round) && self.reported < Some(round.period)
    }

    /// The round whose report was missed (漏报): the last one whose cut-off has passed, where it is not in.
    pub fn missed(&self, rounds: &Rounds, calendar: &WorkCalendar, today: NaiveDate) -> Option<Round> {
        if !self.is_standing() || !clock_runs(self.status) {
            return None;
        }
        let passed = rounds.last_passed(self.cadence, today, calendar)?;
        Some(passed).filter(|round| rounds.asks(round) && self.lacks(round))
    }

    /// The rounds that a report may answer, the oldest first: those that are open, none before the one that was answered last, and none
    /// behind one that lacks its report: a report of a later month would stand for it.
    pub fn answerable(&self, asked: &Asked) -> Vec<Round> {
        let open = asked.open.iter().copied();
        let mut open: Vec<Round> =
            open.filter(|round| self.owes(round) && self.reported <= Some(round.period)).collect();
        let lacking = open.iter().position(|round| self.reported < Some(round.period));
        open.truncate(lacking.map_or(open.len(), |first| first + 1));
        open
    }

    /// Which of those it answers where nobody says: what came back is answered in its own round, all else in the oldest that has no
    /// report, or once more in the last.
    pub fn answers(&self, answerable: &[Round]) -> Option<Round> {
        let of_returned = |round: &&Round| self.status == Status::Returned && self.reported == Some(round.period);
        let lacking = |round: &&Round| self.reported < Some(round.period);
        let first = answerable.iter().find(of_returned).or_else(|| answerable.iter().find(lacking));
        first.or(answerable.last()).copied()
    }

    /// Whether a report is wanted in the current round as long as the unit has it in hand: in the months of its cadence, and where the
    /// last one is missed that no report answers any more. When the year is over only the report that the current round lacks is.
    fn takes_reports(&self, asked: &Asked, today: NaiveDate) -> bool {
        if !asked.asks {
            return false;
        }
        let is_its_month = !self.is_standing() || self.cadence.owes(asked.current.period);
        let is_missed = |round: &Round| self.lacks(round) && !asked.open.contains(round);
        let goes_on = !self.awaits_year_end(today);
        self.lacks(&asked.current) || (goes_on && (is_its_month || asked.passed.iter().any(is_missed)))
    }

    /// Whether it has a place in the table of a month: of the current round where a report is wanted ([`Duty::takes_reports`]), of one
    /// before where that is still open and it owes its report.
    pub fn stands_in(&self, month: Period, asked: &Asked, today: NaiveDate) -> bool {
        if month == asked.current.period {
            return self.reports_in(month, self.takes_reports(asked, today));
        }
        asked.open.iter().any(|round| round.period == month && self.owes(round)) && self.reports_in(month, true)
    }

    /// Whether the unit has it in hand and a report is wanted, or it has reported on it that month. What is under review takes no report.
    fn reports_in(&self, month: Period, is_wanted: bool) -> bool {
        (clock_runs(self.status) && is_wanted) || (IN_PLAY.contains(&self.status) && self.reported >= Some(month))
    }

    /// The first day on which a report is missed ([`Duty::missed`]), as long as none comes in; from then on one is, until the duty ends.
    pub fn missed_from(&self, rounds: &Rounds, calendar: &WorkCalendar) -> Option<NaiveDate> {
        if !self.is_standing() || !clock_runs(self.status) || !self.cadence.is_known() {
            return None;
        }
        // A cut-off is never later than the month after its own.
        let first = Period::of(self.assigned_on).previous();
        let mut period = self.reported.map_or(first, |reported| first.max(reported.next()));
        loop {
            let round = rounds.round(period, calendar);
            if round.ends() > self.effective_due {
                return None;
            }
            if rounds.asks(&round) && self.lacks(&round) {
                return round.cut_off.succ_opt();
            }
            period = period.next();
        }
    }

    fn is_standing(&self) -> bool {
        self.kind == ObligationKind::Standing
    }
}

#[cfg(test)]
mod tests;
