//! A task table while its rows are read.

use super::chapter::Chapter;
use super::columns::Column;
use super::grid::Line;
use super::holds::Holds;
use super::item::Item;
use super::label::{Standing, Way};
use crate::running::{self, Convention};
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
    /// The title of the further sheet that it stands in.
    pub(super) sheet: Option<Passage<'t>>,
    /// What the rows stand under.
    pub(super) chapter: Option<Chapter<'t>>,
    /// The number and name of a task that stand in a row of their own above its measures.
    pub(super) opening: Vec<Option<Passage<'t>>>,
    /// The rows with a number, which later ones may be the same as.
    pub(super) items: Vec<Item<'t>>,
    /// What its head declares for all rows.
    pub(super) declared: Vec<Convention<'t>>,
    /// Which rows its labels are about.
    pub(super) way: Way,
    /// What the last label says of the rows below it.
    pub(super) standing: Option<Standing<'t>>,
    /// Where the rows begin, among the parts that are read together, that a label below them is about.
    pub(super) from: usize,
}

impl<'t> Table<'t> {
    /// A table of these columns, of which no row was read.
    pub(super) fn below(columns: Vec<Column<'t>>, place: Option<usize>) -> Self {
        let above = vec![None; columns.len()];
        let of_units = columns.iter().filter(|column| matches!(column.holds, Holds::Units(_)));
        let declared = of_units.filter_map(|column| column.head).flat_map(running::in_prose).collect();
        let (sheet, chapter, opening, standing, items) = (None, None, Vec::new(), None, Vec::new());
        Table { place, columns, above, sheet, chapter, opening, items, declared, way: Way::Unknown, standing, from: 0 }
    }

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
