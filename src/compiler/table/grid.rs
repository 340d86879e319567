//! A table as cells: merged ones are expanded, so that every place of the table has the words that a reader sees there.

use super::cells::{cells, is_row};
use super::layout::{Layout, Place};
use crate::text::Passage;

/// How the words of a cell come to stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// They are written there.
    Own,
    /// The cell is merged with the one above.
    Above,
    /// The cell is merged with the one before.
    Before,
}

/// A place of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'t> {
    /// The words that stand there, or in the cell that it is merged with.
    pub(crate) words: Passage<'t>,
    /// How they come to stand there.
    pub(crate) from: From,
}

impl<'t> Cell<'t> {
    /// Whether it is merged with the cell before.
    pub(crate) fn is_beside(&self) -> bool {
        self.from == From::Before
    }

    /// The words that are written in this very cell; none where it is empty or merged with another.
    pub(crate) fn own(&self) -> Option<Passage<'t>> {
        Some(self.words).filter(|words| self.from == From::Own && !words.is_empty())
    }
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Line<'t> {
    /// The line as written.
    pub(crate) whole: Passage<'t>,
    /// Its cells.
    pub(crate) cells: Vec<Cell<'t>>,
    /// Its place in the file, where the file tells.
    pub(crate) place: Option<Place>,
}

impl<'t> Line<'t> {
    /// The cell of a column.
    pub(crate) fn cell(&self, column: usize) -> Option<&Cell<'t>> {
        self.cells.get(column)
    }

    /// What is written in a column.
    pub(crate) fn own(&self, column: usize) -> Option<Passage<'t>> {
        self.cell(column)?.own()
    }

    /// The columns in which something is written, with what it is.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, Passage<'t>)> {
        self.cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.own()?)))
    }

    /// Whether the cell of a column is merged with one of a row above.
    pub(super) fn is_merged(&self, column: usize) -> bool {
        self.cells.get(column).is_some_and(|cell| cell.from == From::Above && !cell.words.is_empty())
    }

    /// Whether the row is one cell over all columns.
    pub(crate) fn is_wide(&self) -> bool {
        !is_row(self.whole) || (self.cells.len() > 2 && self.cells.iter().skip(1).all(|cell| cell.from == From::Before))
    }
}

/// A merged cell that reaches further down.
#[derive(Clone, Copy)]
struct Over<'t> {
    words: Passage<'t>,
    /// The last row of it.
    to: usize,
    /// Over how many columns it reaches.
    wide: usize,
}

/// The rows of a table, of which `place` tells the rows that the file knows.
pub(crate) fn lines<'t>(rows: &[Passage<'t>], layout: &Layout) -> Vec<Line<'t>> {
    let mut over: Vec<Option<Over<'t>>> = Vec::new();
    rows.iter().map(|row| line(*row, layout, &mut over)).collect()
}

fn line<'t>(whole: Passage<'t>, layout: &Layout, over: &mut Vec<Option<Over<'t>>>) -> Line<'t> {
    let written = if is_row(whole) { cells(whole) } else { vec![whole] };
    let place = layout.at(whole.span());
    let told = place.filter(|place| !place.name);
    let mut line = Line { whole, cells: Vec::with_capacity(written.len()), place };
    over.resize(over.len().max(written.len()), None);
    while let Some(words) = written.get(line.cells.len()).copied() {
        let column = line.cells.len();
        let above = over.get(column).copied().flatten();
        let above = above.filter(|above| words.is_empty() && told.is_some_and(|place| place.row <= above.to));
        let (tall, wide) = told.map_or((1, 1), |place| layout.reach(place, column));
        let merged = above.unwrap_or(Over { words, to: told.map_or(0, |p| p.row + tall - 1), wide });
        let from = if above.is_some() { From::Above } else { From::Own };
        let wide = merged.wide.clamp(1, written.len() - column);
        line.cells.push(Cell { words: merged.words, from });
        line.cells.extend((1..wide).map(|_| Cell { words: merged.words, from: From::Before }));
        over.iter_mut().skip(column).take(wide).for_each(|over| *over = None);
        over.iter_mut().skip(column).take(1).for_each(|over| *over = Some(merged));
    }
    line
}
