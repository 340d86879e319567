//! Proposals: what the ladder, or people, propose and people decide.

use chrono::NaiveDate;

use super::obligation::due::{clock_runs, has_deadline, is_overdue};
use super::obligation::ladder::ProposalKind;
use super::obligation::{ObligationKind, Status};
use super::word::stored_vocabulary;

stored_vocabulary! {
    /// Where a proposal stands.
    ProposalState {
        /// Nobody has decided yet.
        Proposed = "proposed",
        /// One of its options was chosen.
        Confirmed = "confirmed",
        /// None was.
        Declined = "declined",
    }
}

/// Whether people may propose something about it, and decide it: it is overdue, or owed over a year that is not over (a missed report, a
/// figure that grows worse: people judge of that).
pub fn may_be_proposed(kind: ObligationKind, status: Status, effective_due: NaiveDate, today: NaiveDate) -> bool {
    let over_the_year = !has_deadline(kind) && clock_runs(status) && today <= effective_due;
    over_the_year || is_overdue(kind, status, effective_due, today)
}

/// The options as they are stored: their words, joined by 、.
pub fn write_options(options: impl Iterator<Item = ProposalKind>) -> String {
    options.map(ProposalKind::as_str).collect::<Vec<_>>().join("、")
}

/// The options as they were stored; a word of another version is carried.
pub fn read_options(stored: &str) -> Vec<ProposalKind> {
    stored.split('、').filter(|word| !word.is_empty()).map(ProposalKind::stored).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_propose_about_what_is_overdue_and_about_the_year_while_it_lasts() {
        let (due, now) = ("2024-06-30".parse().unwrap(), |text: &str| text.parse::<NaiveDate>().unwrap());
        let may = |kind, status, today: &str| may_be_proposed(kind, status, due, now(today));
        let (dated, standing) = (ObligationKind::Dated, ObligationKind::Standing);
        assert!(may(dated, Status::Assigned, "2024-07-01") && !may(dated, Status::Assigned, "2024-06-30"));
        assert!(may(standing, Status::Assigned, "2024-06-30") && !may(standing, Status::Assigned, "2024-07-01"));
        for status in [Status::Submitted, Status::Closed, Status::NotApplicable] {
            assert!(!may(dated, status, "2024-07-01") && !may(standing, status, "2024-06-01"), "{status}");
        }
    }

    #[test]
    fn options_are_read_as_they_were_written() {
        let options = [ProposalKind::Circular, ProposalKind::Interview];
        let stored = write_options(options.into_iter());
        assert_eq!((stored.as_str(), read_options(&stored)), ("circular、interview", options.to_vec()));
        assert_eq!(read_options(""), []);
    }
}
