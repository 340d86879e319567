//! A task table while its rows are read.

use super::chapter::Chapter;
use super::columns::Column;
use super::grid::Line;
use super::holds::Holds;
use crate::text::Passage;

/// A task table while its rows are read.
#[derive(Debug)]
pub(crate) struct Table<'t> {
    /// Which table of the file it is.
    pub(super) place: Option<usize>,
    /// Its columns.
    pub(super) columns: Vec<Column<'t>>,
    /// What counts in each column of the row above.
    pub(super) above: Vec<Option<Passage<'t>>>,
    /// What the rows stand under.
    pub(super) chapter: Option<Chapter<'t>>,
    /// The number and name of a task that stand in a row of their own above its measures.
    pub(super) opening: Vec<Option<Passage<'t>>>,
}

impl<'t> Table<'t> {
    /// The columns that hold something, in order.
    pub(super) fn holding(&self, wanted: impl Fn(Holds) -> bool) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(move |(_, column)| wanted(column.holds)).map(|(at, _)| at)
    }

    /// What a column holds.
    pub(super) fn holds(&self, column: usize) -> Holds {
        self.columns.get(column).map_or(Holds::Unknown, |column| column.holds)
    }

    /// The column of the task's name, or of its content where tasks have no name.
    pub(super) fn title_column(&self) -> Option<usize> {
        self.holding(|holds| holds == Holds::Title).next()
    }

    /// The number and the name that stand in a row.
    pub(super) fn named(&self, line: &Line<'t>) -> Vec<Option<Passage<'t>>> {
        let number = self.holding(|holds| holds == Holds::Number).next();
        [number, self.title_column()].map(|column| column.and_then(|at| line.own(at))).to_vec()
    }
}
