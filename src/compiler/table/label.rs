//! Rows that say who does what of other rows by when: 牵头单位：市甲局 over all columns, or behind the words of a chapter.

use super::chapter::Chapter;
use super::grid::Line;
use super::part::{Part, Row};
use crate::lists::{self, Said};
use crate::named;
use crate::note::Note;
use crate::roles::{self, Label as Of, Role};
use crate::sentence::outer_brackets;
use crate::text::Passage;

/// Such a row has no more cells that are filled: two labels with what stands behind each.
const CELLS: usize = 6;

/// What such a row says.
#[derive(Debug, Clone)]
pub(super) struct Label<'t> {
    /// The chapter that it names besides.
    pub(super) chapter: Option<Chapter<'t>>,
    /// Who does what of the others by when.
    pub(super) said: Said<'t>,
    /// The words that say so.
    pub(super) place: Passage<'t>,
}

/// What counts for the rows below a label.
#[derive(Debug)]
pub(super) struct Standing<'t> {
    said: Said<'t>,
    /// Where it is said, until a row below has it for its own.
    place: Option<Passage<'t>>,
}

impl<'t> From<Label<'t>> for Standing<'t> {
    fn from(label: Label<'t>) -> Self {
        Standing { said: label.said, place: Some(label.place) }
    }
}

impl<'t> Standing<'t> {
    /// Gives it to a row.
    pub(super) fn share(&mut self, row: &mut Row<'t>) {
        share(row, &self.said);
        if let Some((note, place)) = row.note.as_mut().zip(self.place.take()) {
            note.whole = note.whole.through(place);
        }
    }
}

/// Which rows the labels of a table are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Those below: the first row is a label.
    Below,
    /// Those above: the last row is one.
    Above,
    /// Nobody can tell.
    Unknown,
}

/// What a row says of others; none where it is another row.
pub(super) fn label<'t>(line: &Line<'t>) -> Option<Label<'t>> {
    let mut filled = line.filled();
    let (_, words) = filled.next()?;
    let alone = filled.next().is_none();
    let said = if alone { behind_label(words) } else { in_pairs(line) };
    let plain = said.map(|said| Label { chapter: None, said, place: line.whole });
    plain.or_else(|| if alone { in_bracket(words) } else { None })
}

/// Whether a line without cells is nothing but labels.
pub(super) fn is_line(line: Passage<'_>) -> bool {
    const LONGEST: usize = 200;
    line.len() <= LONGEST && behind_label(line).is_some()
}

/// 牵头单位：市甲局；完成时限：6月底前.
fn behind_label(words: Passage<'_>) -> Option<Said<'_>> {
    let known = matches!(roles::label_at(words, words.start())?.0, Of::Units(_) | Of::Time);
    Some(lists::read(words)).filter(|said| known && assigns(said))
}

/// 一、工业治理（责任单位：市甲局）.
fn in_bracket(words: Passage<'_>) -> Option<Label<'_>> {
    let (open, close) = outer_brackets(words).last().copied()?;
    let whole = close + 1 == words.end() && open > words.start();
    let said = Some(lists::read(words.cut(open + 1, close))).filter(|said| whole && assigns(said))?;
    Some(Label { chapter: Some(Chapter::of(words.to(open))), said, place: words.from(open) })
}

/// 牵头单位⇥市甲局⇥完成时限⇥6月底前.
fn in_pairs<'t>(line: &Line<'t>) -> Option<Said<'t>> {
    let filled: Vec<Passage<'t>> = line.filled().map(|(_, words)| words).take(CELLS + 1).collect();
    let mut said = Said::default();
    for pair in filled.chunks(2).filter(|_| filled.len() <= CELLS) {
        let [name, words] = pair else { return None };
        match roles::labelled(&name.to_string())? {
            _ if roles::labelled(&words.to_string()).is_some() => return None, // names of columns
            Of::Units(role) => super::cell::units(role, *words, &mut said),
            Of::Time => said.times.push(*words),
            Of::Other => return None,
        }
    }
    assigns(&said).then_some(said)
}

/// Whether units or times are named, and all by words that are known.
fn assigns(said: &Said<'_>) -> bool {
    let known = |role: Role| !matches!(role, Role::Bare | Role::Unknown);
    let units = said.lists.iter().all(|list| known(list.role) && named::names_units(list.names));
    units && !(said.lists.is_empty() && said.times.is_empty())
}

/// Which rows the labels among the lines below a head are about.
pub(super) fn way(lines: &[Line<'_>], labels: &[Option<Label<'_>>]) -> Way {
    let plain = |label: &Option<Label<'_>>| label.as_ref().is_some_and(|label| label.chapter.is_none());
    let data = |line: &Line<'_>| line.filled().nth(1).is_some();
    let told = || lines.iter().zip(labels).filter(|(line, label)| plain(label) || data(line)).map(|(_, l)| plain(l));
    match (told().next(), told().next_back()) {
        (Some(true), Some(false)) => Way::Below,
        (Some(false), Some(true)) => Way::Above,
        _ => Way::Unknown,
    }
}

/// Gives the rows among some parts what a label below them says; how many they are.
pub(super) fn share_above<'t>(parts: &mut [Part<'t>], said: &Said<'t>, label: Passage<'t>) -> usize {
    let rows = parts.iter_mut().filter_map(|part| if let Part::Row(row) = part { Some(row) } else { None });
    let mut rows: Vec<_> = rows.collect();
    rows.iter_mut().for_each(|row| share(row, said));
    if let Some(note) = rows.last_mut().and_then(|row| row.note.as_mut()) {
        note.whole = note.whole.through(label);
    }
    rows.len()
}

/// Gives a row what counts for several of them, as far as it says nothing of its own.
fn share<'t>(row: &mut Row<'t>, said: &Said<'t>) {
    let Some(place) = row.note.as_ref().map(|note| note.whole).or(row.content.last().copied()) else { return };
    let note = row.note.get_or_insert_with(|| Note::of_nobody(place.from(place.end())));
    let own: Vec<Role> = note.lists.iter().map(|list| list.role).collect();
    note.lists.extend(said.lists.iter().filter(|list| !own.contains(&list.role)).copied());
    if note.times.is_empty() {
        note.times.extend(said.times.iter().copied());
    }
}
