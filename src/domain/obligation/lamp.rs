//! The lamp (亮灯) of an obligation, and why it shines so.
//!
//! Lamps have no common rule, so what differs from province to province is a [`LampPolicy`]. Red: past due and open.
//! Yellow: close to the date, behind schedule, a monthly report missed, or handed in late, under review and when it was returned. Green
//! otherwise; done apart.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::due::{Duty, clock_runs, has_deadline};
use super::{Lamp, Status};
use crate::calendar::WorkCalendar;
use crate::round::Rounds;
use crate::vocabulary::vocabulary;

/// What a province sets for its lamps; read out of a file, it is within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct LampPolicy {
    /// Yellow from this many working days before the effective due date.
    pub yellow_workdays: u32,
    /// Yellow from this many percentage points behind schedule.
    pub behind_points: i32,
}

impl Default for LampPolicy {
    fn default() -> Self {
        Self { yellow_workdays: 7, behind_points: 10 }
    }
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    yellow_workdays: u32,
    behind_points: i32,
}

/// A number of the lamp rule that is out of its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LampFault {
    /// More working days than a year has.
    YellowWorkdays(u32),
    /// No percentage points.
    BehindPoints(i32),
}

/// For whoever has written the rule.
impl fmt::Display for LampFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YellowWorkdays(days) => write!(f, "yellow_workdays = {days}：应为 0 至 {MOST_WORKDAYS} 个工作日"),
            Self::BehindPoints(points) => write!(f, "behind_points = {points}：应为 0 至 100 个百分点"),
        }
    }
}

impl std::error::Error for LampFault {}

/// The most working days before a date on which a lamp may turn yellow.
const MOST_WORKDAYS: u32 = 366;

impl TryFrom<Written> for LampPolicy {
    type Error = LampFault;

    fn try_from(Written { yellow_workdays, behind_points }: Written) -> Result<Self, LampFault> {
        match (yellow_workdays, behind_points) {
            (days, _) if days > MOST_WORKDAYS => Err(LampFault::YellowWorkdays(days)),
            (_, points) if !(0..=100).contains(&points) => Err(LampFault::BehindPoints(points)),
            _ => Ok(Self { yellow_workdays, behind_points }),
        }
    }
}

vocabulary! {
    /// Why a lamp shines as it does; the strongest reason, in this order.
    LampReason {
        /// Closed.
        Closed = "closed",
        /// Not applicable, suspended or cancelled.
        NotInPlay = "not_in_play",
        /// In a status that another version wrote: nobody can act on it here.
        Locked = "locked",
        /// Submitted: the reviewers' turn.
        AwaitingReview = "awaiting_review",
        /// Submitted behind its date: what was red turns yellow first.
        LateInReview = "late_in_review",
        /// Past due and open.
        Overdue = "overdue",
        /// What came late was returned or opened again, and is not there yet: a later day for the answer makes it not green.
        LateBefore = "late_before",
        /// 待年终核定: owed over a year that has ended.
        AwaitingYearEnd = "awaiting_year_end",
        /// A monthly report was missed.
        ReportMissed = "report_missed",
        /// The date is near.
        DueSoon = "due_soon",
        /// The reported share is behind the share of time gone.
        BehindSchedule = "behind_schedule",
        /// Nothing is wrong.
        OnSchedule = "on_schedule",
    }
}

impl LampReason {
    /// The lamp that goes with the reason.
    pub fn lamp(self) -> Lamp {
        match self {
            LampReason::Closed => Lamp::Done,
            LampReason::NotInPlay | LampReason::Locked | LampReason::AwaitingYearEnd => Lamp::None,
            LampReason::Overdue => Lamp::Red,
            LampReason::LateInReview
            | LampReason::LateBefore
            | LampReason::ReportMissed
            | LampReason::DueSoon
            | LampReason::BehindSchedule => Lamp::Yellow,
            LampReason::AwaitingReview | LampReason::OnSchedule => Lamp::Green,
        }
    }
}

/// What a lamp is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LampFacts {
    /// Kind, status, dates and the last monthly report.
    pub duty: Duty,
    /// The local date on which it was handed in for review; `None` where it is not under review.
    pub submitted_on: Option<NaiveDate>,
    /// Whether it was handed in behind its date, now or before it was returned: a day for the answer makes nothing that was late early.
    pub came_late: bool,
    /// Done of total in percent, only where a report gives both.
    pub percent: Option<i32>,
    /// The rounds of its plan.
    pub rounds: Rounds,
}

impl LampFacts {
    /// The day on which it was handed in for review, where that or what was handed in before came late. What is owed over the year never does.
    pub(super) fn came_late_on(&self) -> Option<NaiveDate> {
        let owed = self.submitted_on.filter(|_| has_deadline(self.duty.kind));
        owed.filter(|day| self.came_late || *day > self.duty.effective_due)
    }

    /// Whether what was handed in before came late.
    pub(super) fn was_late(&self) -> bool {
        self.came_late && has_deadline(self.duty.kind)
    }
}

/// Why the lamp shines as it does on `today`; [`LampReason::lamp`] is the lamp.
pub fn lamp_reason(facts: &LampFacts, policy: LampPolicy, calendar: &WorkCalendar, today: NaiveDate) -> LampReason {
    let Duty { kind, status, effective_due, .. } = facts.duty;
    match status {
        Status::Unknown(_) => LampReason::Locked,
        Status::Closed => LampReason::Closed,
        Status::Submitted if facts.came_late_on().is_some() => LampReason::LateInReview,
        Status::Submitted => LampReason::AwaitingReview,
        _ if !clock_runs(status) => LampReason::NotInPlay,
        _ if facts.duty.is_overdue(today) => LampReason::Overdue,
        _ if facts.was_late() => LampReason::LateBefore,
        _ if facts.duty.awaits_year_end(today) => LampReason::AwaitingYearEnd,
        _ if facts.duty.missed(&facts.rounds, calendar, today).is_some() => LampReason::ReportMissed,
        _ if has_deadline(kind) && today >= yellow_on(effective_due, policy, calendar) => LampReason::DueSoon,
        _ if is_behind(facts, policy, today) => LampReason::BehindSchedule,
        _ => LampReason::OnSchedule,
    }
}

/// The day from which an open obligation is yellow for its date alone.
pub fn yellow_on(effective_due: NaiveDate, policy: LampPolicy, calendar: &WorkCalendar) -> NaiveDate {
    calendar.offset_before(effective_due, policy.yellow_workdays)
}

fn is_behind(facts: &LampFacts, policy: LampPolicy, today: NaiveDate) -> bool {
    let scheduled = scheduled_percent(facts.duty.assigned_on, facts.duty.effective_due, today);
    facts.percent.is_some_and(|percent| scheduled - i64::from(percent) >= i64::from(policy.behind_points))
}

/// The share of time gone on `today` between the day of handing out and the date, in percent, 0 to 100.
pub fn scheduled_percent(assigned_on: NaiveDate, effective_due: NaiveDate, today: NaiveDate) -> i64 {
    let (gone, all) = ((today - assigned_on).num_days(), (effective_due - assigned_on).num_days());
    if all <= 0 { 100 } else { (gone * 100 / all).clamp(0, 100) }
}

#[cfg(test)]
mod tests;
