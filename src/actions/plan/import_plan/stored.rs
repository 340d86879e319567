//! What an import has stored, and how places of a document stand in columns.

use crate::actions::plan::activate_plan::FanOut;
use crate::domain::draft::Span;

/// What was stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The plan's key.
    pub plan_id: i64,
    /// Numbered tasks.
    pub tasks: usize,
    /// Measures.
    pub measures: usize,
    /// Assignments after fan-out to cities.
    pub assignments: usize,
    /// Milestones, undated ones included.
    pub milestones: usize,
    /// Indicators, the annex's rows included.
    pub indicators: usize,
    /// Doubts of the compiler.
    pub problems: usize,
    /// Obligations, where the plan was activated.
    pub fan_out: Option<FanOut>,
}

/// A span as two columns.
pub(super) fn bounds(span: Span) -> (i64, i64) {
    (span.0 as i64, span.1 as i64)
}

/// A position as a column: a document has far fewer than two thousand million of anything.
pub(super) fn small(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
