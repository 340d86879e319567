//! Positions as columns.

/// A position as a column: a document has far fewer than two thousand million of anything.
pub(super) fn small(position: impl TryInto<i32>) -> i32 {
    position.try_into().unwrap_or(i32::MAX)
}
