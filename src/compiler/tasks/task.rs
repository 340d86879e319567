//! A task as the document has it.

use crate::blocks::Block;
use crate::text::Passage;
use duban_domain::draft::TaskNumber;

/// A numbered task.
#[derive(Debug)]
pub(crate) struct Task<'t> {
    /// The number of the heading above it; empty where there is none.
    pub(crate) section: String,
    /// The text of the heading above it.
    pub(crate) section_title: String,
    /// Its number.
    pub(crate) number: TaskNumber,
    /// Its heading.
    pub(crate) title: String,
    /// Where its heading stands, if it has a number.
    pub(crate) heading: Option<Passage<'t>>,
    /// Its measures.
    pub(crate) blocks: Vec<Block<'t>>,
    /// What may name a year of its own.
    pub(crate) over: Over<'t>,
}

/// The words over a task that may name a year of its own.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Over<'t> {
    /// The title of a further plan in the document, or of its sheet.
    pub(crate) plan: Option<Passage<'t>>,
    /// Its section.
    pub(crate) section: Option<Passage<'t>>,
}

/// The number of a task that has none of its own.
pub(crate) fn counted(count: usize) -> TaskNumber {
    u32::try_from(count).map_or_else(|_| TaskNumber::Written(count.to_string()), TaskNumber::Plain)
}
