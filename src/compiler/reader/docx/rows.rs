//! A table while it is read.

use crate::reader::table::{Cell, Row};

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its rows so far.
    pub(super) rows: Vec<Row>,
    /// The row that is open.
    pub(super) row: Row,
    /// A change that is still open deletes the row.
    pub(super) deleted: bool,
    /// How many columns the cell reaches over.
    pub(super) across: usize,
    /// The cell goes on with the one above.
    pub(super) below: bool,
    /// The cell goes on with the one before.
    pub(super) beside: bool,
}

impl Table {
    /// Opens a cell.
    pub(super) fn open_cell(&mut self) {
        (self.across, self.below, self.beside) = (1, false, false);
    }

    /// Closes the row; of one that is deleted nothing is read.
    pub(super) fn close_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let deleted = std::mem::take(&mut self.deleted);
        self.rows.push(if deleted { row.into_iter().map(Cell::deleted).collect() } else { row });
    }
}
