//! Roll-up (汇总): from obligations to a milestone, a measure, a section, a unit or a plan.
//!
//! Done = closed / (all − not applicable − long-range). Suspended and cancelled obligations stay in the denominator, and so
//! do those in a status that another version wrote: none is taken as done. The closure of a milestone is derived from its obligations, never stored.

use std::ops::AddAssign;

use super::{Lamp, Status};

/// What a roll-up counts of one obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Where it stands.
    pub status: Status,
    /// Its lamp today.
    pub lamp: Lamp,
    /// Due after the plan year: outside the year's counts.
    pub long_range: bool,
}

/// How many obligations stand where. Long-range ones are counted apart and in nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All, long-range ones included.
    pub all: u32,
    /// Due after the plan year.
    pub long_range: u32,
    /// 待签收.
    pub assigned: u32,
    /// 办理中.
    pub acknowledged: u32,
    /// 待审核.
    pub submitted: u32,
    /// 退回补充.
    pub returned: u32,
    /// 不涉及.
    pub not_applicable: u32,
    /// 暂缓.
    pub suspended: u32,
    /// 取消.
    pub cancelled: u32,
    /// 办结.
    pub closed: u32,
    /// In a status that another version wrote: in the denominator, and not done.
    pub unknown: u32,
    /// Red lamps.
    pub red: u32,
    /// Yellow lamps.
    pub yellow: u32,
    /// Green lamps.
    pub green: u32,
}

impl Counts {
    /// Counts one obligation more.
    pub fn add(&mut self, counted: Counted) {
        self.all += 1;
        if counted.long_range {
            self.long_range += 1;
            return;
        }
        *self.of_status(counted.status) += 1;
        match counted.lamp {
            Lamp::Red => self.red += 1,
            Lamp::Yellow => self.yellow += 1,
            Lamp::Green => self.green += 1,
            Lamp::Done | Lamp::None => {}
        }
    }

    /// The denominator: all − not applicable − long-range.
    pub fn counting(&self) -> u32 {
        self.all - self.not_applicable - self.long_range
    }

    /// Done in whole percent, rounded down so that 100 means all; `None` where nothing counts.
    pub fn percent(&self) -> Option<u32> {
        percent_of(self.closed, self.counting())
    }

    /// Whether everything that counts is closed (a milestone's 办结); not where nothing counts.
    pub fn is_done(&self) -> bool {
        self.counting() > 0 && self.closed == self.counting()
    }

    fn of_status(&mut self, status: Status) -> &mut u32 {
        match status {
            Status::Assigned => &mut self.assigned,
            Status::Acknowledged => &mut self.acknowledged,
            Status::Submitted => &mut self.submitted,
            Status::Returned => &mut self.returned,
            Status::NotApplicable => &mut self.not_applicable,
            Status::Suspended => &mut self.suspended,
            Status::Cancelled => &mut self.cancelled,
            Status::Closed => &mut self.closed,
            Status::Unknown(_) => &mut self.unknown,
        }
    }
}

impl FromIterator<Counted> for Counts {
    fn from_iter<I: IntoIterator<Item = Counted>>(all: I) -> Self {
        let mut counts = Self::default();
        all.into_iter().for_each(|counted| counts.add(counted));
        counts
    }
}

impl AddAssign for Counts {
    /// Puts the counts of two disjoint sets together: measures to a section.
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.long_range += other.long_range;
        for status in Status::ALL {
            let mut other = other;
            *self.of_status(*status) += *other.of_status(*status);
        }
        self.unknown += other.unknown;
        self.red += other.red;
        self.yellow += other.yellow;
        self.green += other.green;
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

    fn one(status: Status, lamp: Lamp) -> Counted {
        Counted { status, lamp, long_range: false }
    }

    fn many(n: usize, status: Status, lamp: Lamp) -> impl Iterator<Item = Counted> {
        std::iter::repeat_n(one(status, lamp), n)
    }

    /// The cement plans on 24 June 2024.
    fn cement() -> Counts {
        many(8, Status::Closed, Lamp::Done)
            .chain(many(2, Status::Submitted, Lamp::Green))
            .chain(many(1, Status::Returned, Lamp::Yellow))
            .chain(many(2, Status::NotApplicable, Lamp::None))
            .chain(many(1, Status::Assigned, Lamp::Red))
            .collect()
    }

    #[test]
    fn what_is_not_applicable_shrinks_the_denominator() {
        assert_eq!((cement().all, cement().counting(), cement().closed), (14, 12, 8));
        assert_eq!(cement().percent(), Some(66));
        assert_eq!((cement().red, cement().yellow, cement().green), (1, 1, 2));
    }

    #[test]
    fn long_range_obligations_are_outside_the_years_counts() {
        let mut counts = cement();
        counts.add(Counted { long_range: true, ..one(Status::Closed, Lamp::Done) });
        counts.add(Counted { long_range: true, ..one(Status::NotApplicable, Lamp::None) });
        assert_eq!((counts.all, counts.counting(), counts.closed), (16, 12, 8));
    }

    #[test]
    fn a_hundred_percent_means_all_of_it() {
        let nearly = many(999, Status::Closed, Lamp::Done).chain(many(1, Status::Cancelled, Lamp::None));
        let counts: Counts = nearly.collect();
        assert_eq!((counts.percent(), counts.is_done()), (Some(99), false));
        let all: Counts = many(3, Status::Closed, Lamp::Done).collect();
        assert_eq!((all.percent(), all.is_done()), (Some(100), true));
    }

    #[test]
    fn where_nothing_counts_nothing_is_done() {
        let none: Counts = many(14, Status::NotApplicable, Lamp::None).collect();
        assert_eq!((none.percent(), none.is_done()), (None, false));
    }

    #[test]
    fn what_another_version_put_somewhere_counts_and_is_not_done() {
        let unknown = Status::stored("paused");
        let counts: Counts = many(1, unknown, Lamp::None).chain(many(1, Status::Closed, Lamp::Done)).collect();
        assert_eq!((counts.unknown, counts.counting(), counts.percent()), (1, 2, Some(50)));
    }

    #[test]
    fn counting_in_parts_or_at_once_is_the_same() {
        let all = Status::ALL.iter().copied().chain([Status::stored("paused")]);
        let each = all.map(|status| one(status, Lamp::Yellow)).collect::<Vec<_>>();
        let (left, right) = each.split_at(3);
        let mut sum: Counts = left.iter().copied().collect();
        sum += right.iter().copied().collect();
        assert_eq!(sum, each.iter().copied().collect());
        assert_eq!(sum.all, 9);
    }

    #[test]
    fn a_share_needs_a_total_and_never_exceeds_it() {
        assert_eq!(percent_of(31, 126), Some(24));
        assert_eq!(percent_of(5, 0), None);
        assert_eq!(percent_of(7, 5), Some(100));
        assert_eq!(percent_of(u32::MAX, u32::MAX), Some(100));
    }
}
