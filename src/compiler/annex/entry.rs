//! A value of a table of targets, with whom and what it is for.

use super::cell::number;
use crate::doubt::Doubts;
use crate::table::Line;
use crate::text::Passage;

/// Rows of a table, their cells one below the other.
pub(super) type Grid<'t> = Vec<Line<'t>>;

/// A cell of a table with the city and the target that it is for.
pub(super) struct Entry<'t> {
    /// The city.
    pub(super) city: String,
    /// What is measured.
    pub(super) target: String,
    /// The value as written.
    pub(super) cell: Passage<'t>,
}

/// Says that a row has figures, but is none of a place, or of nothing that is measured.
pub(super) fn doubt_row(row: &Line<'_>, doubts: &mut Doubts) {
    if row.cells.iter().skip(1).any(|cell| cell.own().is_some_and(|words| number(words).is_some())) {
        doubts.warn(row.whole, "附表的这一行没有读作分地区目标，请核对");
    }
}
