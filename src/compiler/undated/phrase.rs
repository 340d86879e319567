//! A time without a date, as a clause says it.

use crate::text::Passage;
use duban_domain::plan::MilestoneKind;

/// A time phrase without a date.
pub(super) struct Phrase<'t> {
    /// The phrase.
    pub(super) words: Passage<'t>,
    /// What must be there.
    pub(super) deliverable: Passage<'t>,
    /// What kind it is of.
    pub(super) kind: MilestoneKind,
}
