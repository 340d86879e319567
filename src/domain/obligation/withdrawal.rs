//! 撤回: what a unit has filed it may take back, until somebody has reviewed it.

use chrono::NaiveDate;

use crate::period::Period;

/// A report that counts, as far as taking it back depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    /// Somebody has accepted it, returned it or closed the matter with it.
    pub reviewed: bool,
    /// The local day on which it was filed; `None` where that cannot be read.
    pub filed_on: Option<NaiveDate>,
    /// The cut-off of the round that it answers; `None` where it answers none.
    pub cut_off: Option<NaiveDate>,
}

/// Why it cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWithdrawn {
    /// Nothing is filed.
    NothingFiled,
    /// It is reviewed.
    Reviewed,
    /// What is under review is a claim of 不涉及: that is taken back first, by itself.
    Claimed,
    /// The cut-off of its round has passed, and the month in which it was filed.
    MonthOver,
}

/// Whether the last report that counts may be taken back on a day: until the cut-off of its round has passed, and as long as the month
/// in which it was filed.
///
/// # Errors
/// The first reason against it.
pub fn may_withdraw(last: Option<Filed>, under_review: bool, today: NaiveDate) -> Result<(), NotWithdrawn> {
    let last = last.ok_or(NotWithdrawn::NothingFiled)?;
    if last.reviewed {
        return Err(NotWithdrawn::Reviewed);
    }
    let same_month = last.filed_on.map(Period::of) == Some(Period::of(today));
    if under_review || same_month || last.cut_off >= Some(today) { Ok(()) } else { Err(NotWithdrawn::MonthOver) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn filed(reviewed: bool, filed_on: &str, cut_off: Option<&str>) -> Option<Filed> {
        Some(Filed { reviewed, filed_on: Some(day(filed_on)), cut_off: cut_off.map(day) })
    }

    fn june(reviewed: bool) -> Option<Filed> {
        filed(reviewed, "2024-06-20", Some("2024-06-25"))
    }

    #[test]
    fn what_is_filed_is_taken_back_until_it_is_reviewed_or_its_month_is_over() {
        let (now, later) = (day("2024-06-28"), day("2024-07-01"));
        assert_eq!(may_withdraw(june(false), false, now), Ok(()), "behind its cut-off, in its month");
        assert_eq!(may_withdraw(june(true), false, now), Err(NotWithdrawn::Reviewed));
        assert_eq!(may_withdraw(june(false), false, later), Err(NotWithdrawn::MonthOver));
        assert_eq!(may_withdraw(june(false), true, later), Ok(()), "it waits for its review");
        assert_eq!(may_withdraw(june(true), true, now), Err(NotWithdrawn::Reviewed), "the lead has looked");
        assert_eq!(may_withdraw(None, false, now), Err(NotWithdrawn::NothingFiled));
    }

    #[test]
    fn the_month_before_is_taken_back_until_its_cut_off_and_a_late_one_in_the_month_in_which_it_came() {
        let early = filed(false, "2024-06-28", Some("2024-07-05"));
        assert_eq!(may_withdraw(early, false, day("2024-07-05")), Ok(()));
        assert_eq!(may_withdraw(early, false, day("2024-07-06")), Err(NotWithdrawn::MonthOver));
        let late = filed(false, "2024-07-02", Some("2024-06-25"));
        assert_eq!(may_withdraw(late, false, day("2024-07-31")), Ok(()));
        assert_eq!(may_withdraw(late, false, day("2024-08-01")), Err(NotWithdrawn::MonthOver));
    }

    #[test]
    fn what_was_filed_on_a_day_that_cannot_be_read_was_not_filed_this_month() {
        let unread = Some(Filed { reviewed: false, filed_on: None, cut_off: None });
        assert_eq!(may_withdraw(unread, false, day("2024-06-24")), Err(NotWithdrawn::MonthOver));
    }
}
