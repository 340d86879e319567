//! What several rows of a table stand under.

use crate::heading;
use crate::text::Passage;

/// What several rows stand under: 一、工业治理.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chapter<'t> {
    /// Its words as written.
    pub(crate) words: Passage<'t>,
    pub(super) title: Option<Passage<'t>>,
}

impl<'t> Chapter<'t> {
    /// The chapter that a line names.
    pub(crate) fn of(words: Passage<'t>) -> Self {
        Chapter { words: words.trim(&['\t', '|', ' ']), title: None }
    }

    /// Its number as printed: 一, （一）; empty where it has none.
    pub(crate) fn number(&self) -> String {
        let marked = heading::marker(self.words).map(|marker| marker.number);
        let whole = || self.title.map(|_| self.words.trim(&['、', '.', '．']).brief());
        marked.or_else(whole).unwrap_or_default()
    }

    /// Its words without the number.
    pub(crate) fn title(&self) -> String {
        let marked = heading::marker(self.words).map_or(0, |marker| marker.len);
        self.title.unwrap_or(self.words.from(self.words.start() + marked)).brief()
    }
}
