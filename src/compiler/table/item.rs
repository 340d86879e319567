//! A row that others may name by its number.

use crate::text::Passage;

/// What counts in the columns of a row that has a number.
#[derive(Debug)]
pub(super) struct Item<'t> {
    /// The number.
    pub(super) number: Passage<'t>,
    /// What counts, by column.
    pub(super) counts: Vec<Option<Passage<'t>>>,
}
