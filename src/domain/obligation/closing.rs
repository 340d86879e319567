//! What a second look should be given to: 办结 of what was not reported as done, or whose figures do not reach the total, or long before
//! its date; and a report of 已完成 whose figures do not reach the total.

use chrono::NaiveDate;

use super::Stage;

/// Why a closure asks for a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The last report does not say 已完成, or there is none.
    NotDone {
        /// What it says.
        stage: Option<Stage>,
    },
    /// The last report says 已完成, and done is less than the total.
    Short {
        /// Done of total, in percent.
        percent: i32,
    },
    /// It is due only so many calendar days from now.
    Early {
        /// How many.
        days: i64,
    },
}

/// Whether a report says 已完成 although fewer are done than there are: it has to say why.
pub fn is_short(stage: Stage, done: Option<i32>, total: Option<i32>) -> bool {
    stage == Stage::Done && done.zip(total).is_some_and(|(done, total)| done < total)
}

/// Whether closing it on `today` asks for a reason, `early_days` being how many calendar days before its date are long before.
/// Stage and percent: how far the last report says the work is.
pub fn doubt(
    (stage, percent): (Option<Stage>, Option<i32>),
    effective_due: NaiveDate,
    today: NaiveDate,
    early_days: i64,
) -> Option<Doubt> {
    let days = (effective_due - today).num_days();
    let short = percent.filter(|percent| *percent < 100);
    match (stage, short) {
        (Some(Stage::Done), Some(percent)) => Some(Doubt::Short { percent }),
        (Some(Stage::Done), None) => (days >= early_days).then_some(Doubt::Early { days }),
        (stage, _) => Some(Doubt::NotDone { stage }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn asked(stage: Option<Stage>, today: &str) -> Option<Doubt> {
        doubt((stage, Some(100)), day("2024-06-30"), day(today), 60)
    }

    #[test]
    fn what_is_done_and_near_its_date_or_behind_it_is_closed_without_a_word() {
        for today in ["2024-05-02", "2024-06-30", "2024-08-01"] {
            assert_eq!(asked(Some(Stage::Done), today), None, "{today}");
        }
    }

    #[test]
    fn figures_short_of_the_total_ask_why_in_the_report_and_when_it_is_closed() {
        let closed = |percent| doubt((Some(Stage::Done), percent), day("2024-06-30"), day("2024-06-30"), 60);
        assert_eq!((closed(Some(20)), closed(None)), (Some(Doubt::Short { percent: 20 }), None));
        assert!(is_short(Stage::Done, Some(1), Some(5)) && !is_short(Stage::Done, Some(5), Some(5)));
        assert!(!is_short(Stage::InProgress, Some(1), Some(5)) && !is_short(Stage::Done, None, None));
    }

    #[test]
    fn what_is_closed_sixty_days_before_its_date_asks_why() {
        assert_eq!(asked(Some(Stage::Done), "2024-05-01"), Some(Doubt::Early { days: 60 }));
    }

    #[test]
    fn what_nobody_reported_as_done_asks_why_whenever_it_is_closed() {
        for stage in [None, Some(Stage::MostlyDone), Some(Stage::InProgress), Some(Stage::stored("half_way"))] {
            assert_eq!(asked(stage, "2024-06-30"), Some(Doubt::NotDone { stage }));
        }
    }
}
