//! A sheet: texts at rows and columns, and which cells are merged.

use std::collections::{BTreeMap, HashMap};

use super::document::brief;
use super::error::ReadError;
use super::limits;
use super::table::{self, Cell, Lines, Row, one_line};

/// The cells of a sheet that have a text, wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<usize, BTreeMap<usize, String>>,
    /// How far a merged cell reaches, by its first row and column: over so many columns, down to that row.
    merged: HashMap<(usize, usize), (usize, usize)>,
    /// What stands in rows that are not shown.
    hidden: BTreeMap<usize, Vec<String>>,
}

impl Grid {
    /// Puts a text.
    pub(super) fn put(&mut self, row: usize, column: usize, text: String) {
        let text = one_line(&text);
        if !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, text);
        }
    }

    /// Keeps a text of a row that is not shown.
    pub(super) fn hide(&mut self, row: usize, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.hidden.entry(row).or_default().push(text);
        }
    }

    /// What stands in rows that are not shown, a row each.
    fn hidden_rows(&self) -> Vec<String> {
        self.hidden.values().map(|cells| brief(&cells.join(" "))).collect()
    }

    /// The rows as lines.
    pub(super) fn into_lines(self) -> Result<Lines, ReadError> {
        let hidden = self.hidden_rows();
        Ok(Lines { hidden, ..table::lines(&self.into_rows()?)? })
    }

    /// Merges the cells between two corners: top, left, bottom, right. The text stays in the first.
    pub(super) fn merge(&mut self, corners: Option<[usize; 4]>) {
        let Some([top, left, bottom, right]) = corners else { return };
        if right >= left && bottom >= top {
            self.merged.insert((top, left), ((right - left + 1).min(limits::COLUMNS), bottom));
        }
    }

    /// The rows that have a text, from the first column that has one to the last.
    fn into_rows(self) -> Result<Vec<Row>, ReadError> {
        let columns = || self.rows.values();
        let first = columns().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
        let last = columns().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
        if (last - first + 1).saturating_mul(self.rows.len()) > limits::CELLS {
            return Err(ReadError::TooManyCells);
        }
        let mut above = HashMap::new();
        Ok(self.rows.iter().map(|(at, texts)| self.row(*at, texts, (first, last), &mut above)).collect())
    }

    /// A row; `above` are the merged cells that reach further down, by their first column.
    fn row(
        &self,
        at: usize,
        texts: &BTreeMap<usize, String>,
        (first, last): (usize, usize),
        above: &mut HashMap<usize, (usize, usize)>,
    ) -> Row {
        let mut row = Row::new();
        let mut column = first;
        while column <= last {
            let text = texts.get(&column).map(String::as_str).unwrap_or_default();
            let over = above.get(&column).copied().filter(|(_, bottom)| text.is_empty() && at <= *bottom);
            let own = self.merged.get(&(at, column)).copied();
            let (across, bottom) = over.or(own).unwrap_or((1, at));
            let across = across.min(last - column + 1);
            row.push(if over.is_some() { Cell::below(across) } else { Cell::new(text, across) });
            above.insert(column, (across, bottom));
            column += across;
        }
        row
    }
}
