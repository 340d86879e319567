//! What the lines of a table are.

use super::chapter::Chapter;
use crate::note::Note;
use crate::text::Passage;

/// What a line of a table is.
#[derive(Debug)]
pub(crate) enum Part<'t> {
    /// The head, or words that name tasks: they are headings.
    Head(Passage<'t>),
    /// A row that says what is to be done, or who does it.
    Row(Box<Row<'t>>),
    /// A line above the head, or of a table of something else.
    Text(Passage<'t>),
    /// A row that nothing was read from.
    Left,
}

impl<'t> Part<'t> {
    /// What is written there.
    pub(crate) fn written(&self) -> Option<Passage<'t>> {
        match self {
            Part::Head(words) | Part::Text(words) => Some(*words),
            Part::Row(row) => row.content.first().copied().or(row.note.as_ref().map(|note| note.whole)),
            Part::Left => None,
        }
    }
}

/// A row that says what is to be done, or who does it by when.
#[derive(Debug, Clone)]
pub(crate) struct Row<'t> {
    /// It opens a task; else it goes on with that of the row above.
    pub(crate) opens: bool,
    /// The number before the first item of its list.
    pub(crate) sign: Option<Passage<'t>>,
    /// The name of its measure inside a task that it goes on with.
    pub(crate) subtitle: Option<Passage<'t>>,
    /// The number of its task.
    pub(crate) number: Option<Passage<'t>>,
    /// The name of its task.
    pub(crate) title: Option<Passage<'t>>,
    /// What its task stands under.
    pub(crate) chapter: Option<Chapter<'t>>,
    /// The title of the further sheet that it stands in.
    pub(crate) sheet: Option<Passage<'t>>,
    /// What is to be done; nothing where the row only says more of the measure above.
    pub(crate) content: Vec<Passage<'t>>,
    /// Who does it by when.
    pub(crate) note: Option<Note<'t>>,
}
