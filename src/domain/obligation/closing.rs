//! 办结 that a second look should be given to: what was not reported as done, and what is closed long before its date.

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
    /// It is due only so many calendar days from now.
    Early {
        /// How many.
        days: i64,
    },
}

/// Whether closing it on `today` asks for a reason, `early_days` being how many calendar days before its date are long before.
pub fn doubt(stage: Option<Stage>, effective_due: NaiveDate, today: NaiveDate, early_days: i64) -> Option<Doubt> {
    let days = (effective_due - today).num_days();
    match stage {
        Some(Stage::Done) => (days >= early_days).then_some(Doubt::Early { days }),
        stage => Some(Doubt::NotDone { stage }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    fn asked(stage: Option<Stage>, today: &str) -> Option<Doubt> {
        doubt(stage, day("2024-06-30"), day(today), 60)
    }

    #[test]
    fn what_is_done_and_near_its_date_or_behind_it_is_closed_without_a_word() {
        for today in ["2024-05-02", "2024-06-30", "2024-08-01"] {
            assert_eq!(asked(Some(Stage::Done), today), None, "{today}");
        }
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
