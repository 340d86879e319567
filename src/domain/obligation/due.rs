//! When something is due, and how late it is. Overdue is derived, never stored.
//!
//! A due date is a local date in Asia/Shanghai and ends at 24:00 there: on the day itself nothing is late.

use chrono::NaiveDate;

use super::{ObligationKind, Status};
use crate::calendar::{WorkCalendar, days_late};
use crate::period::Period;

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

    /// Whether the report of a period with this cut-off is owed and not yet in. Nothing is owed for a cut-off before the
    /// obligation was handed out or after it is due, nor while the unit has nothing to do.
    pub fn lacks(&self, period: Period, cut_off: NaiveDate) -> bool {
        let owed = self.kind == ObligationKind::Standing && clock_runs(self.status);
        let in_time = (self.assigned_on..=self.effective_due).contains(&cut_off);
        owed && in_time && self.reported < Some(period)
    }

    /// The period whose report was missed (漏报): the last one whose cut-off has passed, where it is not in.
    pub fn missed(&self, cutoff_day: i32, calendar: &WorkCalendar, today: NaiveDate) -> Option<Period> {
        let period = Period::last_cut_off(today, cutoff_day, calendar);
        self.lacks(period, period.cut_off(cutoff_day, calendar)).then_some(period)
    }

    /// Whether a report is wanted as long as the unit has it in hand: when the year is over only one that was missed.
    pub fn takes_reports(&self, cutoff_day: i32, calendar: &WorkCalendar, today: NaiveDate) -> bool {
        !self.awaits_year_end(today) || self.missed(cutoff_day, calendar, today).is_some()
    }

    /// Whether it has a place in a month's table: the unit has it in hand and a report is wanted ([`Duty::takes_reports`]), or it has
    /// reported on it that month. What is under review takes no report.
    pub fn reports_in(&self, period: Period, takes_reports: bool) -> bool {
        let in_hand = clock_runs(self.status) && takes_reports;
        in_hand || (IN_PLAY.contains(&self.status) && self.reported >= Some(period))
    }

    /// The first day on which a report is missed ([`Duty::missed`]), as long as none comes in; from then on one is, until the duty ends.
    pub fn missed_from(&self, cutoff_day: i32, calendar: &WorkCalendar) -> Option<NaiveDate> {
        if self.kind != ObligationKind::Standing || !clock_runs(self.status) {
            return None;
        }
        // A cut-off is never later than its month.
        let first = Period::of(self.assigned_on).previous();
        let mut period = self.reported.map_or(first, |reported| first.max(reported.next()));
        loop {
            match period.cut_off(cutoff_day, calendar) {
                cut_off if cut_off > self.effective_due => return None,
                cut_off if cut_off >= self.assigned_on => return cut_off.succ_opt(),
                _ => period = period.next(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, guangxi};

    #[test]
    fn a_return_moves_the_date_later_and_never_earlier() {
        let due = day("2024-06-30");
        assert_eq!(effective_due(due, None), due);
        assert_eq!(effective_due(due, Some(day("2024-07-05"))), day("2024-07-05"));
        assert_eq!(effective_due(due, Some(day("2024-06-20"))), due);
    }

    #[test]
    fn only_what_the_unit_still_has_to_act_on_is_overdue_and_only_from_the_day_after() {
        let due = day("2024-05-31");
        for kind in [ObligationKind::Dated, ObligationKind::stored("quarterly")] {
            for status in Status::ALL {
                let open = matches!(status, Status::Assigned | Status::Acknowledged | Status::Returned);
                assert!(!is_overdue(kind, *status, due, due), "{status} on the day itself");
                assert_eq!(is_overdue(kind, *status, due, day("2024-06-01")), open, "{status}");
            }
        }
    }

    #[test]
    fn what_is_owed_over_the_year_is_never_overdue_and_waits_from_the_first_day_of_the_next() {
        for status in Status::ALL {
            let duty = Duty { status: *status, ..duty() };
            let open = clock_runs(*status);
            assert!(!duty.is_overdue(day("2025-06-01")), "{status}");
            assert_eq!(duty.lateness(&guangxi(), day("2025-06-01")), Lateness::default(), "{status}");
            assert!(!duty.awaits_year_end(day("2024-12-31")), "{status}");
            assert_eq!(duty.awaits_year_end(day("2025-01-01")), open, "{status}");
        }
        assert!(!Duty { kind: ObligationKind::Dated, ..duty() }.awaits_year_end(day("2025-01-01")));
    }

    #[test]
    fn lateness_is_counted_in_both_kinds_of_days_and_stops_with_submission() {
        let (due, today) = (day("2024-05-31"), day("2024-06-05"));
        let late = |status| {
            let dated = Duty { kind: ObligationKind::Dated, status, effective_due: due, ..duty() };
            dated.lateness(&guangxi(), today)
        };
        assert_eq!(late(Status::Assigned), Lateness { days: 5, workdays: 3 });
        assert_eq!(late(Status::Submitted), Lateness::default());
    }

    #[test]
    fn a_claim_that_nobody_has_decided_stops_nothing() {
        let (due, today) = (day("2024-05-31"), day("2024-06-05"));
        let late = |claimed| is_overdue(ObligationKind::Dated, clock_status(Status::Submitted, claimed), due, today);
        assert!(late(true) && !late(false));
        let lacks = |claimed| {
            let status = clock_status(Status::Submitted, claimed);
            missed(Duty { status, ..duty() }, "2024-06-26").is_some()
        };
        assert!(lacks(true) && !lacks(false));
        let decided = Status::ALL.iter().filter(|status| **status != Status::Submitted);
        decided.for_each(|status| assert_eq!(clock_status(*status, true), *status));
    }

    fn duty() -> Duty {
        Duty {
            kind: ObligationKind::Standing,
            status: Status::Acknowledged,
            assigned_on: day("2024-03-01"),
            effective_due: day("2024-12-31"),
            reported: Some("2024-05".parse().unwrap()),
        }
    }

    fn missed(duty: Duty, today: &str) -> Option<String> {
        duty.missed(25, &guangxi(), day(today)).map(|period| period.to_string())
    }

    #[test]
    fn a_report_is_missed_from_the_day_after_the_cut_off_until_it_comes() {
        assert_eq!(missed(duty(), "2024-06-25"), None);
        assert_eq!(missed(duty(), "2024-06-26").as_deref(), Some("2024-06"));
        assert_eq!(missed(duty(), "2024-07-20").as_deref(), Some("2024-06"));
        let late = Duty { reported: Some("2024-06".parse().unwrap()), ..duty() };
        assert_eq!(missed(late, "2024-07-20"), None);
        let early = Duty { reported: Some("2024-08".parse().unwrap()), ..duty() };
        assert_eq!(missed(early, "2024-07-20"), None, "a later month's report says what an earlier one would");
    }

    #[test]
    fn a_report_is_owed_for_cut_offs_on_the_very_first_and_last_day() {
        let december = "2024-12".parse().unwrap();
        assert!(duty().lacks(december, day("2024-12-31")));
        assert!(!duty().lacks(december, day("2025-01-01")));
        assert!(Duty { reported: None, ..duty() }.lacks("2024-03".parse().unwrap(), day("2024-03-01")));
    }

    #[test]
    fn no_report_is_owed_for_months_before_it_was_handed_out_nor_after_it_is_due() {
        let new = Duty { reported: None, ..duty() };
        assert_eq!(missed(new, "2024-03-10"), None, "February was before");
        assert_eq!(missed(new, "2024-03-26").as_deref(), Some("2024-03"));
        assert_eq!(missed(new, "2025-01-26"), None, "January is after the plan year");
    }

    #[test]
    fn dated_obligations_and_those_out_of_the_units_hands_owe_no_monthly_report() {
        assert_eq!(missed(Duty { kind: ObligationKind::Dated, ..duty() }, "2024-06-26"), None);
        for status in [Status::Submitted, Status::Closed, Status::NotApplicable, Status::Suspended, Status::Cancelled] {
            assert_eq!(missed(Duty { status, ..duty() }, "2024-06-26"), None, "{status}");
        }
    }
}
