//! Proposals: what the ladder leaves to people to decide.

use super::obligation::ladder::ProposalKind;
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
    fn options_are_read_as_they_were_written() {
        let options = [ProposalKind::Circular, ProposalKind::Interview];
        let stored = write_options(options.into_iter());
        assert_eq!((stored.as_str(), read_options(&stored)), ("circular、interview", options.to_vec()));
        assert_eq!(read_options(""), []);
    }
}
