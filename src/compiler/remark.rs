//! What a note says besides who does what by when: persons, the other cells of a row.

use crate::text::Passage;

/// What a label or a cell of a table says besides who does what by when.
#[derive(Debug, Clone)]
pub(crate) struct Remark<'t> {
    /// The label, or the name of its column; empty where it has none.
    pub(crate) name: String,
    /// What it says.
    pub(crate) words: Passage<'t>,
    /// What it says of how far the work is.
    pub(crate) progress: Option<Progress>,
    /// What it says is to be reached.
    pub(crate) aim: Option<Aim<'t>>,
}

/// What a cell of a table says is to be reached.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Aim<'t> {
    /// What must be there by the time in the head of its column, and what the row names.
    Stage(Passage<'t>, Option<Passage<'t>>),
    /// What is done by the time in the cell: the head of its column.
    Act(Passage<'t>),
    /// A figure: what is measured, the head of its column, and its unit where another column has that.
    Figure(Passage<'t>, Passage<'t>, Option<Passage<'t>>),
}

/// How a cell says how far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// In one word: 已完成.
    State,
    /// In words: 已建成32个.
    Words,
}
