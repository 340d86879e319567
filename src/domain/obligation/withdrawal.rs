//! 撤回: what a unit has filed it may take back, until somebody has reviewed it.

use crate::period::Period;

/// A report that counts, as far as taking it back depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    /// Somebody has accepted it, returned it or closed the matter with it.
    pub reviewed: bool,
    /// The month it is for; `None` where that cannot be read.
    pub period: Option<Period>,
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
    /// Its month is over and compiled.
    MonthOver,
}

/// Whether the last report that counts may be taken back in the month that it is now.
///
/// # Errors
/// The first reason against it.
pub fn may_withdraw(last: Option<Filed>, under_review: bool, now: Period) -> Result<(), NotWithdrawn> {
    let last = last.ok_or(NotWithdrawn::NothingFiled)?;
    if last.reviewed {
        return Err(NotWithdrawn::Reviewed);
    }
    if under_review || last.period == Some(now) { Ok(()) } else { Err(NotWithdrawn::MonthOver) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn june() -> Period {
        Period::of(day("2024-06-24"))
    }

    #[test]
    fn what_is_filed_is_taken_back_until_it_is_reviewed_or_its_month_is_over() {
        let filed = |reviewed, period| Some(Filed { reviewed, period: Some(period) });
        assert_eq!(may_withdraw(filed(false, june()), false, june()), Ok(()));
        assert_eq!(may_withdraw(filed(true, june()), false, june()), Err(NotWithdrawn::Reviewed));
        assert_eq!(may_withdraw(filed(false, june()), false, june().next()), Err(NotWithdrawn::MonthOver));
        assert_eq!(may_withdraw(filed(false, june()), true, june().next()), Ok(()), "it waits for its review");
        assert_eq!(may_withdraw(filed(true, june()), true, june()), Err(NotWithdrawn::Reviewed), "the lead has looked");
        assert_eq!(may_withdraw(None, false, june()), Err(NotWithdrawn::NothingFiled));
    }

    #[test]
    fn a_month_that_cannot_be_read_is_not_this_one() {
        let filed = Some(Filed { reviewed: false, period: None });
        assert_eq!(may_withdraw(filed, false, june()), Err(NotWithdrawn::MonthOver));
    }
}
