//! Places of a document as columns.

use crate::domain::draft::Span;

/// A span as two columns.
pub(super) fn bounds(span: Span) -> (i64, i64) {
    (span.0 as i64, span.1 as i64)
}

/// A position as a column: a document has far fewer than two thousand million of anything.
pub(super) fn small(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
