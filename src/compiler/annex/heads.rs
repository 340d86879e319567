//! What stands over the columns of a table of targets.

use super::cell::{is_other_head, key, year};
use crate::table::{From, Line};
use crate::text::Passage;

/// The head of a table has no more rows.
const ROWS: usize = 6;

/// A column that holds targets.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Its place in the table.
    pub(super) at: usize,
    /// What its heads say is measured; empty where they say nothing but that it is a target.
    pub(super) measured: String,
    /// The year that a head names.
    pub(super) year: Option<i32>,
    /// The lowest of its heads as written.
    pub(super) bare: String,
}

impl Column {
    /// What the column is called.
    pub(super) fn name(&self) -> &str {
        if self.measured.is_empty() { &self.bare } else { &self.measured }
    }
}

/// The words over each column in the rows of a head, the upper first, each once.
pub(super) fn over<'t>(heads: &[Line<'t>], width: usize) -> Vec<Vec<Passage<'t>>> {
    let heads = heads.get(heads.len().saturating_sub(ROWS)..).unwrap_or_default();
    let rows: Vec<Vec<Option<Passage<'t>>>> =
        heads.iter().enumerate().map(|(i, row)| spread(row, i + 1 < heads.len())).collect();
    let column = |at: usize| {
        let mut words: Vec<Passage<'t>> = Vec::new();
        for head in rows.iter().filter_map(|row| row.get(at).copied().flatten()) {
            if words.last().is_none_or(|last| last.to_string() != head.to_string()) {
                words.push(head);
            }
        }
        words
    };
    (0..width).map(column).collect()
}

/// The columns that hold targets, by the words over each.
pub(super) fn columns(over: &[Vec<Passage<'_>>]) -> Vec<Column> {
    let column = |(at, heads): (usize, &Vec<Passage<'_>>)| {
        let measured = heads.iter().filter_map(|head| key(*head)).collect::<Vec<_>>().concat();
        let year = heads.iter().find_map(|head| year(*head).map(|(year, _)| year));
        let bare = heads.last()?.to_string();
        (!heads.iter().any(|head| is_other_head(*head))).then_some(Column { at, measured, year, bare })
    };
    over.iter().enumerate().filter_map(column).collect()
}

/// A head over several columns stands in the first of them: it is that of the empty ones behind it, too.
fn spread<'t>(row: &Line<'t>, upper: bool) -> Vec<Option<Passage<'t>>> {
    let mut last = None;
    let mut over = |cell: &crate::table::Cell<'t>| {
        let words = Some(cell.words).filter(|words| !words.is_empty());
        if cell.from != From::Above {
            last = words.or(last);
        }
        words.or_else(|| last.filter(|_| upper))
    };
    row.cells.iter().map(&mut over).collect()
}
