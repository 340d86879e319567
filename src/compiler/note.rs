//! A responsibility note: what it says, and where it stands.

use crate::lists::{List, Said};
pub(crate) use crate::remark::{Aim, Progress, Remark};
use crate::running::Convention;
use crate::text::Passage;

/// A responsibility note.
#[derive(Debug, Clone)]
pub(crate) struct Note<'t> {
    /// The note with its brackets.
    pub(crate) whole: Passage<'t>,
    /// The lists of units by role, as written.
    pub(crate) lists: Vec<List<'t>>,
    /// Deadlines that the note sets.
    pub(crate) times: Vec<Passage<'t>>,
    /// Conventions that it declares.
    pub(crate) conventions: Vec<Convention<'t>>,
    /// Its closing bracket is lost.
    pub(crate) unclosed: bool,
    /// What it says besides: persons, what a row of a table has in other columns.
    pub(crate) remarks: Vec<Remark<'t>>,
}

impl<'t> Note<'t> {
    /// A note at a place that says nothing.
    pub(crate) fn of_nobody(whole: Passage<'t>) -> Self {
        let (lists, times, conventions, remarks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { whole, lists, times, conventions, unclosed: false, remarks }
    }

    /// Whether it says who does it or by when.
    pub(crate) fn assigns(&self) -> bool {
        !self.lists.is_empty() || !self.times.is_empty()
    }

    /// The note that says something besides, in front of what it says itself.
    pub(crate) fn saying(mut self, mut remarks: Vec<Remark<'t>>) -> Self {
        remarks.append(&mut self.remarks);
        self.remarks = remarks;
        self
    }

    /// Both of two notes on one text.
    pub(crate) fn with(mut self, more: Self) -> Self {
        self.whole = self.whole.through(more.whole);
        let same = |one: Passage<'_>, other: Passage<'_>| one.start() == other.start() && one.end() == other.end();
        self.lists.extend(
            more.lists
                .into_iter()
                .filter(|list| !self.lists.iter().any(|l| same(l.names, list.names)))
                .collect::<Vec<_>>(),
        );
        self.times.extend(
            more.times.into_iter().filter(|time| !self.times.iter().any(|t| same(*t, *time))).collect::<Vec<_>>(),
        );
        self.conventions.extend(more.conventions);
        self.remarks.extend(more.remarks);
        self
    }
}

/// The note that stands there; none where it says nothing.
pub(super) fn note<'t>(whole: Passage<'t>, said: Said<'t>, unclosed: bool) -> Option<Note<'t>> {
    let Said { lists, times, conventions, remarks } = said;
    (!lists.is_empty() || !times.is_empty() || !remarks.is_empty()).then_some(Note {
        whole,
        lists,
        times,
        conventions,
        unclosed,
        remarks,
    })
}
