//! A sheet: texts at rows and columns, which cells are merged, and which rows and columns are not shown.

mod shown;

use std::collections::{BTreeMap, HashMap};

use self::shown::Gaps;
use super::error::ReadError;
use super::left_out::{LeftOut, Why, brief};
use super::limits;
use super::table::{self, Cell, Hidden, Lines, Row, one_line};

/// A text in a cell, and what stands there and is not read.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// The text.
    pub(super) text: String,
    /// What is not read.
    pub(super) left_out: Vec<LeftOut>,
}

impl Words {
    /// With a doubt about the text itself.
    pub(super) fn doubting(mut self, why: Option<Why>) -> Self {
        self.left_out.extend(why.and_then(|why| LeftOut::of(why, &self.text)));
        self
    }
}

/// The cells of a sheet that have a text, wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<usize, BTreeMap<usize, Words>>,
    /// How far a merged cell reaches, by its first row and column: over so many columns, down to that row.
    merged: HashMap<(usize, usize), (usize, usize)>,
    hidden_rows: Gaps,
    hidden_columns: Gaps,
}

impl Grid {
    /// Puts what stands in a cell.
    pub(super) fn put(&mut self, row: usize, column: usize, words: Words) {
        let Words { text, left_out } = words;
        let text = one_line(&text);
        if !text.is_empty() || !left_out.is_empty() {
            self.rows.entry(row).or_default().insert(column, Words { text, left_out });
        }
    }

    /// Says that something beside a cell is not read.
    pub(super) fn leave_out(&mut self, row: usize, column: usize, left_out: Option<LeftOut>) {
        if let Some(left_out) = left_out {
            self.rows.entry(row).or_default().entry(column).or_default().left_out.push(left_out);
        }
    }

    /// A row is not shown.
    pub(super) fn hide_row(&mut self, row: usize) {
        self.hidden_rows.add(row, row);
    }

    /// Columns are not shown, from the first to the last.
    pub(super) fn hide_columns(&mut self, first: usize, last: usize) {
        self.hidden_columns.add(first, last);
    }

    /// Merges the cells between two corners: top, left, bottom, right. The text stays in the first.
    pub(super) fn merge(&mut self, corners: Option<[usize; 4]>) {
        let Some([top, left, bottom, right]) = corners else { return };
        if right >= left && bottom >= top {
            self.merged.insert((top, left), ((right - left + 1).min(limits::COLUMNS), bottom));
        }
    }

    /// The rows as lines.
    pub(super) fn into_lines(mut self) -> Result<Lines, ReadError> {
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        self.show_merged();
        let hidden = self.take_hidden();
        Ok(Lines { hidden, ..table::lines(&self.into_rows()?)? })
    }

    /// A merged cell whose first row or column is not shown is seen in the first that is.
    fn show_merged(&mut self) {
        let hidden = |(row, column): (usize, usize)| {
            let shown = (self.hidden_rows.behind(row), self.hidden_columns.behind(column));
            (shown != (row, column)).then_some(shown)
        };
        let moved: Vec<_> = self.merged.keys().filter_map(|at| Some((*at, hidden(*at)?))).collect();
        for (at, (row, column)) in moved {
            let Some((across, bottom)) = self.merged.remove(&at) else { continue };
            let right = at.1 + across;
            if row > bottom || column >= right {
                continue;
            }
            let words = self.rows.get_mut(&at.0).and_then(|cells| cells.remove(&at.1));
            if let Some(words) = words {
                self.rows.entry(row).or_default().insert(column, words);
            }
            self.merged.insert((row, column), (right - column, bottom));
        }
    }

    /// Takes out what stands in rows and columns that are not shown.
    fn take_hidden(&mut self) -> Hidden {
        let mut rows = Vec::new();
        let mut columns: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (at, cells) in &mut self.rows {
            if self.hidden_rows.has(*at) {
                rows.push(joined(std::mem::take(cells).into_values().map(|words| words.text)));
                continue;
            }
            let gone: Vec<usize> = cells.keys().copied().filter(|column| self.hidden_columns.has(*column)).collect();
            for column in gone {
                columns.entry(column).or_default().extend(cells.remove(&column).map(|words| words.text));
            }
        }
        self.rows.retain(|_, cells| !cells.is_empty());
        rows.retain(|words| !words.is_empty());
        let columns = columns.into_values().map(|words| joined(words.into_iter()));
        Hidden { rows, columns: columns.filter(|words| !words.is_empty()).collect() }
    }

    /// The rows that have a text, from the first column that has one to the last.
    fn into_rows(self) -> Result<Vec<Row>, ReadError> {
        let written = |cell: &(&usize, &Words)| !cell.1.text.is_empty();
        let first = self.rows.values().filter_map(|row| row.iter().find(written)).map(|cell| *cell.0).min();
        let last = self.rows.values().filter_map(|row| row.iter().rfind(written)).map(|cell| *cell.0).max();
        let (first, last) = first.zip(last).unwrap_or((0, 0));
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
        cells: &BTreeMap<usize, Words>,
        (first, last): (usize, usize),
        above: &mut HashMap<usize, (usize, usize)>,
    ) -> Row {
        let mut row = Row::new();
        let mut column = first;
        while column <= last {
            let text = cells.get(&column).map(|words| words.text.as_str()).unwrap_or_default();
            let over = above.get(&column).copied().filter(|(_, bottom)| text.is_empty() && at <= *bottom);
            let own = self.merged.get(&(at, column)).copied();
            let (across, bottom) = over.or(own).unwrap_or((1, at));
            let across = across.min(last - column + 1);
            row.push(if over.is_some() { Cell::below(across) } else { Cell::new(text, across) });
            above.insert(column, (across, bottom));
            column += across;
        }
        let left_out = cells.values().flat_map(|words| words.left_out.iter().cloned());
        row.first_mut().into_iter().for_each(|cell| cell.leave_out(left_out.clone()));
        row
    }
}

/// Some words in one, as much as is said of them.
fn joined(words: impl Iterator<Item = String>) -> String {
    brief(&words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
}
