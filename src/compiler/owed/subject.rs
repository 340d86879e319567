//! The subject of a sentence.

/// A subject in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Where it starts.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Whom it names, in the words of `owed_by`.
    pub(crate) owed: Vec<String>,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A government or department, or a group of them.
    Body,
    /// A class of enterprises or bodies: 焦化企业.
    Class,
    /// A place that something is measured in: it owes nothing.
    Place,
    /// A body that closes its statement, and owes what stands before: …，由甲局负责.
    Charged,
    /// Words that look like those for somebody, and that nobody can tell whom they mean.
    Unsure,
}
