//! Places of a document as columns.

use crate::domain::draft::Span;

/// A span as two columns.
pub(super) fn bounds(span: Span) -> (i64, i64) {
    let column = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
    (column(span.0), column(span.1))
}

/// A position as a column: a document has far fewer than two thousand million of anything.
pub(super) fn small(position: impl TryInto<i32>) -> i32 {
    position.try_into().unwrap_or(i32::MAX)
}
