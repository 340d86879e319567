//! Roll-up (汇总): from obligations to a section or a plan. What was due by a day and what became of it, and apart from it how far the
//! year's items are: one quotient over both would say nothing until the year's end.
//!
//! Not counted are long-range obligations (the caller leaves them out), and what nobody owes: not applicable, suspended, cancelled. What another
//! version put somewhere counts and is not done.

use std::ops::AddAssign;

use super::{Stage, Status};

/// Whether an obligation in that status is owed by anybody, or was.
fn counts(status: Status) -> bool {
    !matches!(status, Status::NotApplicable | Status::Suspended | Status::Cancelled)
}

/// 到期应办结: what was due by a day, and what became of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DueCounts {
    /// 按期办结: closed, and handed in by its date.
    pub on_time: u32,
    /// 逾期后办结: closed, and handed in behind it.
    pub late: u32,
    /// 待审核: handed in and not closed.
    pub in_review: u32,
    /// Not handed in.
    pub open: u32,
}

impl DueCounts {
    /// Counts so many obligations that were due by the day.
    pub fn add(&mut self, status: Status, came_late: bool, n: u32) {
        match status {
            Status::Closed if came_late => self.late += n,
            Status::Closed => self.on_time += n,
            Status::Submitted => self.in_review += n,
            status if counts(status) => self.open += n,
            _ => {}
        }
    }

    /// 到期应办结.
    pub fn due(&self) -> u32 {
        self.closed() + self.not_closed()
    }

    /// 已办结.
    pub fn closed(&self) -> u32 {
        self.on_time + self.late
    }

    /// 未办结.
    pub fn not_closed(&self) -> u32 {
        self.in_review + self.open
    }

    /// The share that is closed in whole percent, rounded down so that 100 means all; `None` where nothing was due.
    pub fn percent(&self) -> Option<u32> {
        percent_of(self.closed(), self.due())
    }
}

impl AddAssign for DueCounts {
    /// Puts the counts of two disjoint sets together: sections to a plan.
    fn add_assign(&mut self, other: Self) {
        self.on_time += other.on_time;
        self.late += other.late;
        self.in_review += other.in_review;
        self.open += other.open;
    }
}

/// The year's items (年度任务) by how far their last report says they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct YearCounts {
    /// No report says anything yet, or only in a word of another version.
    pub not_reported: u32,
    /// 未启动.
    pub not_started: u32,
    /// 推进中.
    pub in_progress: u32,
    /// 基本完成.
    pub mostly_done: u32,
    /// 已完成 by the report, and not closed.
    pub done: u32,
    /// 办结.
    pub closed: u32,
}

impl YearCounts {
    /// Counts so many.
    pub fn add(&mut self, status: Status, stage: Option<Stage>, n: u32) {
        if !counts(status) {
            return;
        }
        *match (status, stage) {
            (Status::Closed, _) => &mut self.closed,
            (_, Some(Stage::NotStarted)) => &mut self.not_started,
            (_, Some(Stage::InProgress)) => &mut self.in_progress,
            (_, Some(Stage::MostlyDone)) => &mut self.mostly_done,
            // What came back does not wait for its closing.
            (Status::Returned, Some(Stage::Done)) => &mut self.in_progress,
            (_, Some(Stage::Done)) => &mut self.done,
            (_, None | Some(Stage::Unknown(_))) => &mut self.not_reported,
        } += n;
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.not_reported + self.not_started + self.in_progress + self.mostly_done + self.done + self.closed
    }
}

impl AddAssign for YearCounts {
    /// Puts the counts of two disjoint sets together.
    fn add_assign(&mut self, other: Self) {
        self.not_reported += other.not_reported;
        self.not_started += other.not_started;
        self.in_progress += other.in_progress;
        self.mostly_done += other.mostly_done;
        self.done += other.done;
        self.closed += other.closed;
    }
}

/// Done of total in whole percent, rounded down, at most 100; `None` where there is no total. A report gives a percentage
/// by this and in no other way.
pub fn percent_of(done: u32, total: u32) -> Option<u32> {
    let share = (u64::from(done) * 100).checked_div(u64::from(total))?;
    u32::try_from(share.min(100)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cement plans on 24 June 2024.
    fn cement() -> DueCounts {
        let mut counts = DueCounts::default();
        let rows = [
            (Status::Closed, false, 7),
            (Status::Closed, true, 1),
            (Status::Submitted, true, 2),
            (Status::NotApplicable, false, 2),
            (Status::Acknowledged, false, 1),
        ];
        rows.into_iter().for_each(|(status, late, n)| counts.add(status, late, n));
        counts
    }

    #[test]
    fn what_was_due_is_closed_in_time_or_late_or_not() {
        let counts = cement();
        assert_eq!((counts.due(), counts.closed(), counts.on_time, counts.late), (11, 8, 7, 1));
        assert_eq!((counts.not_closed(), counts.in_review, counts.open), (3, 2, 1));
        assert_eq!(counts.percent(), Some(72), "what is not applicable shrinks the denominator");
    }

    #[test]
    fn a_hundred_percent_means_all_of_it_and_nothing_due_is_no_share() {
        let mut nearly = DueCounts { on_time: 999, open: 1, ..DueCounts::default() };
        assert_eq!(nearly.percent(), Some(99));
        nearly.open = 0;
        assert_eq!((nearly.percent(), DueCounts::default().percent()), (Some(100), None));
    }

    #[test]
    fn what_nobody_owes_is_not_counted_and_what_another_version_put_somewhere_is_not_done() {
        let (mut due, mut year) = (DueCounts::default(), YearCounts::default());
        for status in [Status::NotApplicable, Status::Suspended, Status::Cancelled] {
            due.add(status, true, 1);
            year.add(status, Some(Stage::Done), 1);
        }
        assert_eq!((due.due(), year.all()), (0, 0));
        due.add(Status::stored("paused"), false, 1);
        year.add(Status::stored("paused"), Some(Stage::stored("half_way")), 1);
        assert_eq!((due.open, due.due(), year.not_reported, year.all()), (1, 1, 1, 1));
    }

    #[test]
    fn the_years_items_are_counted_by_stage_and_what_is_closed_apart() {
        let mut year = YearCounts::default();
        year.add(Status::Assigned, None, 5);
        for stage in Stage::ALL {
            year.add(Status::Acknowledged, Some(*stage), 2);
        }
        year.add(Status::Closed, Some(Stage::Done), 3);
        let expected =
            YearCounts { not_reported: 5, not_started: 2, in_progress: 2, mostly_done: 2, done: 2, closed: 3 };
        assert_eq!((year, year.all()), (expected, 16));
    }

    #[test]
    fn counting_in_parts_or_at_once_is_the_same() {
        let (mut due, mut year) = (cement(), YearCounts::default());
        due += cement();
        year.add(Status::Closed, None, 2);
        year += year;
        assert_eq!((due.due(), due.on_time, year.closed), (22, 14, 4));
    }

    #[test]
    fn a_share_needs_a_total_and_never_exceeds_it() {
        assert_eq!(percent_of(31, 126), Some(24));
        assert_eq!(percent_of(5, 0), None);
        assert_eq!(percent_of(7, 5), Some(100));
        assert_eq!(percent_of(u32::MAX, u32::MAX), Some(100));
    }
}
