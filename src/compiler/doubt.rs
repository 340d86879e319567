//! Collecting what was uncertain, mended or missing.

use super::text::Passage;
use crate::domain::draft::{Problem, Span};
use crate::domain::plan::Severity;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Doubts(Vec<Problem>);

impl Doubts {
    /// Something was mended or is worth knowing.
    pub(super) fn note(&mut self, at: Passage<'_>, message: impl Into<String>) {
        self.add(Severity::Note, at.span(), message.into(), at.to_string());
    }

    /// Something was read in one of several ways.
    pub(super) fn warn(&mut self, at: Passage<'_>, message: impl Into<String>) {
        self.add(Severity::Warning, at.span(), message.into(), at.to_string());
    }

    /// Adds a problem whose quote is not the cleaned passage.
    pub(super) fn add(&mut self, severity: Severity, span: Span, message: String, quote: String) {
        self.0.push(Problem { severity, span, message, quote });
    }

    /// Everything in the order of the document.
    pub(super) fn in_order(mut self) -> Vec<Problem> {
        self.0.sort_by_key(|p| p.span);
        self.0
    }
}
