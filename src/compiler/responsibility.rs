//! Responsibility notes (责任括注): where they stand in a paragraph.

mod closing;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod lines;
mod open;
mod pairs;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

pub(super) use self::closing::is_time;
use super::bodies;
use super::bounds;
use super::lists::{self, Said};
use super::named;
use super::note::{Note, note};
use super::roles::{self, Role};
use super::sentence::{opens_note, outer_brackets, split_outside};
use super::text::Passage;

/// The notes of the paragraphs of a document. A paragraph is asked for its notes by many rules, and a part of it by others: each is
/// read once, and what a pair of brackets says as well.
#[derive(Debug, Default)]
pub(super) struct Notes<'t> {
    paragraphs: RefCell<HashMap<Place, Rc<[Note<'t>]>>>,
    brackets: RefCell<HashMap<Place, Said<'t>>>,
}

/// Where a passage starts and ends.
type Place = (usize, usize);

fn place(passage: Passage<'_>) -> Place {
    (passage.start(), passage.end())
}

impl<'t> Notes<'t> {
    /// The notes of a paragraph, in order.
    pub(super) fn of(&self, paragraph: Passage<'t>) -> Rc<[Note<'t>]> {
        if let Some(notes) = self.paragraphs.borrow().get(&place(paragraph)) {
            return Rc::clone(notes);
        }
        let notes: Rc<[Note<'t>]> = self.read(paragraph).into();
        self.paragraphs.borrow_mut().insert(place(paragraph), Rc::clone(&notes));
        notes
    }

    /// Whether a paragraph says who does something, or by when.
    pub(super) fn assign(&self, paragraph: Passage<'t>) -> bool {
        self.of(paragraph).iter().any(Note::assigns)
    }

    fn read(&self, paragraph: Passage<'t>) -> Vec<Note<'t>> {
        if let Some(row) = pairs::note_of(paragraph) {
            return vec![row];
        }
        let brackets = outer_brackets(paragraph);
        let closed = brackets.iter().filter_map(|(open, close)| self.bracketed(paragraph, *open, *close));
        let mut notes: Vec<Note<'t>> = closed.take(bounds::NOTES).collect();
        if notes.iter().any(|note| is_bare(note) && paragraph.at(note.whole.end()) == Some('。')) {
            notes.extend(brackets.iter().filter_map(|(open, close)| sole(paragraph, *open, *close)));
        }
        notes.extend(open_notes(paragraph, &brackets));
        notes.extend(closing::notes(paragraph, &notes));
        notes.sort_by_key(|note| note.whole.start());
        notes
    }

    fn bracketed(&self, paragraph: Passage<'t>, open: usize, close: usize) -> Option<Note<'t>> {
        if !paragraph.at(open).is_some_and(opens_note) {
            return None;
        }
        let whole = paragraph.cut(open, close + 1);
        let said = self.said(paragraph.cut(open + 1, close));
        let bare = said.lists.first().is_some_and(|list| matches!(list.role, Role::Bare | Role::Unknown));
        if bare && !closes_sentence(paragraph, whole, &said) && !signs_line(paragraph, whole) {
            return None;
        }
        note(whole, said, false)
    }

    /// What stands between brackets says by itself.
    fn said(&self, inner: Passage<'t>) -> Said<'t> {
        self.brackets.borrow_mut().entry(place(inner)).or_insert_with(|| lists::read(inner)).clone()
    }
}

/// The notes of a paragraph that nobody else asks for.
#[cfg(test)]
pub(super) fn notes(paragraph: Passage<'_>) -> Vec<Note<'_>> {
    Notes::default().of(paragraph).to_vec()
}

fn is_bare(note: &Note<'_>) -> bool {
    note.lists.first().is_some_and(|list| list.role == Role::Bare)
}

/// A single department before the full stop, in a paragraph that has lists there: …（县甲局、县乙局）。…（县甲局）。
fn sole(paragraph: Passage<'_>, open: usize, close: usize) -> Option<Note<'_>> {
    let whole = paragraph.cut(open, close + 1);
    let inner = paragraph.cut(open + 1, close);
    let levelled = inner.strip_prefix(&["省", "市", "州", "县", "区"]).is_some();
    let stands = levelled && paragraph.at(whole.end()) == Some('。') && paragraph.before(open) != Some('。');
    if !stands || !bodies::is_unit(&inner.to_string()) {
        return None;
    }
    let said = lists::read(inner);
    let bare = said.lists.len() == 1 && said.lists.iter().all(|list| list.role == Role::Bare);
    if bare && split_outside(inner, &['、', '，']).len() == 1 { note(whole, said, false) } else { None }
}

/// 完成义务植树2万株（县林业局）: a single department that closes its line; behind the name of a body it would be another name of that.
fn signs_line(paragraph: Passage<'_>, whole: Passage<'_>) -> bool {
    const BODIES: &str = "局委办厅部署会院所站心处科室司社府组门位关构";
    let inner = whole.cut(whole.start() + 1, whole.end() - 1);
    let levelled = inner.strip_prefix(&["自治区", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡"]).is_some();
    let department = levelled && inner.len() > 2 && bodies::is_department(&inner.to_string());
    let last = paragraph.from(whole.end()).trim(&['。', '；', ' ', '\t', '\n']).is_empty();
    let named = paragraph.before(whole.start()).is_none_or(|c| BODIES.contains(c) || c == '）');
    department && last && !named && !inner.contains_any(&["（", "，", "："]) && whole.start() > paragraph.start() + 3
}

/// Whether a bracket stands where a note does: behind a full stop, or before one with several names.
fn closes_sentence(paragraph: Passage<'_>, whole: Passage<'_>, said: &Said<'_>) -> bool {
    let before = paragraph.before(whole.start()).is_some_and(|c| matches!(c, '。' | '；' | '！' | '”'));
    let end = paragraph.at(whole.end()).is_none_or(|c| matches!(c, '。' | '；' | '\n'));
    let several = said.lists.iter().any(|list| split_outside(list.names, &['、', '，']).len() > 1);
    let several = several || !said.times.is_empty();
    before || (end && several && whole.start() > paragraph.start()) || !said.conventions.is_empty()
}

/// Notes with a label that stand in no pair of brackets: a paragraph or sentence of their own, or a bracket
/// that is never closed.
fn open_notes<'t>(paragraph: Passage<'t>, brackets: &[(usize, usize)]) -> Vec<Note<'t>> {
    let mut notes: Vec<Note<'t>> = Vec::new();
    let mut pairs = brackets.iter().peekable();
    let mut at = paragraph.start();
    while at < paragraph.end() && notes.len() < bounds::NOTES && !paragraph.is_spent() {
        if let Some((_, close)) = pairs.next_if(|(open, close)| *open <= at && !frames_label(paragraph, *open, *close))
        {
            at = at.max(close + 1);
            continue;
        }
        pairs.next_if(|(open, _)| *open <= at);
        match open_note(paragraph, at) {
            Some(note) => {
                at = note.whole.end();
                notes.push(note);
            }
            None => at = next_start(paragraph, at + 1),
        }
    }
    notes
}

/// Where a note may start next: at a bracket, or behind a mark.
fn next_start(paragraph: Passage<'_>, from: usize) -> usize {
    let marked =
        |at: &usize| paragraph.before(*at).is_some_and(ends_before_note) || paragraph.at(*at).is_some_and(opens_note);
    let rest = paragraph.from(from - 1);
    let mut marks = rest.places(|c| ends_before_note(c) || opens_note(c));
    marks.find_map(|at| [at, at + 1].into_iter().find(|at| *at >= from && marked(at))).unwrap_or(paragraph.end())
}

/// What stands before a note without brackets.
fn ends_before_note(c: char) -> bool {
    matches!(c, '。' | '；' | '）' | '！' | '”' | '\n' | '\t' | ' ')
}

/// 【责任单位】 frames a label, not a note.
fn frames_label(paragraph: Passage<'_>, open: usize, close: usize) -> bool {
    roles::label_at(paragraph, open).is_some_and(|(_, end)| end == close + 1 || end == close + 2)
}

fn open_note(paragraph: Passage<'_>, at: usize) -> Option<Note<'_>> {
    let bracket = paragraph.at(at).filter(|c| opens_note(*c));
    let starts = paragraph.before(at).is_none_or(ends_before_note);
    if !starts && bracket.is_none() {
        return None;
    }
    let framed = roles::label_at(paragraph, at);
    let unclosed = framed.is_none() && bracket.is_some();
    framed.or_else(|| roles::label_at(paragraph, at + 1).filter(|_| unclosed))?;
    if !(starts || unclosed) {
        return None;
    }
    let whole = paragraph.cut(at, open::end(paragraph, at));
    let inner = if unclosed { whole.from(at + 1) } else { whole };
    let said = lists::read(inner);
    let printed = roles::known_at(inner, inner.start()).is_some();
    let sure = printed || said.lists.iter().all(|list| named::names_units(list.names));
    if sure { note(whole, said, unclosed) } else { None }
}
