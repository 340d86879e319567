//! A stretch of a text: what every rule looks at.

use std::fmt;

use super::edge::{Edge, place_of};
use super::terms::{Patterns, Terms};
use super::written::{TOGETHER, written};
use super::{Origin, Text, is_common};
use crate::widths;
use duban_domain::draft::Span;

/// The most steps that are spent on a text: a step looks at a character. A plan of a hundred pages takes fewer than fifty
/// million. This is the last resort: where a bound is missing, reading ends here with a word, and not in an hour.
const STEPS: u64 = 1_500_000_000;
/// What is said in the draft is no longer; the document has the rest.
const BRIEF: usize = 300;

/// A stretch of a [`Text`]; positions count in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage<'t> {
    text: &'t Text,
    start: usize,
    end: usize,
}

impl<'t> Passage<'t> {
    /// All of a text.
    pub(super) fn of(text: &'t Text) -> Self {
        Passage { text, start: 0, end: text.chars.len() }
    }

    /// Where it starts in the text.
    pub(crate) fn start(self) -> usize {
        self.start
    }

    /// Where it ends in the text: the position after its last character.
    pub(crate) fn end(self) -> usize {
        self.end
    }

    /// How many characters it has.
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it has no character.
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Its characters.
    pub(crate) fn chars(self) -> &'t [char] {
        self.text.chars.get(self.start..self.end).unwrap_or_default()
    }

    /// Its characters with their places in the document.
    pub(crate) fn glyphs(self) -> impl Iterator<Item = (char, Span)> + 't {
        self.chars().iter().copied().zip(self.origin().iter().map(|origin| Span::from(*origin)))
    }

    pub(super) fn origin(self) -> &'t [Origin] {
        self.text.origin.get(self.start..self.end).unwrap_or_default()
    }

    /// Counts the work that its reader does with it.
    pub(crate) fn spend(self, steps: usize) {
        self.text.steps.set(self.text.steps.get().saturating_add(widths::count(steps)));
    }

    /// How many steps were taken in its text so far.
    pub(crate) fn steps(self) -> u64 {
        self.text.steps.get()
    }

    /// Whether more work was done with its text than any plan needs: no more is read out of it.
    pub(crate) fn is_spent(self) -> bool {
        self.steps() > STEPS
    }

    /// Its words as the draft says them: the beginning of what is far too long.
    pub(crate) fn brief(self) -> String {
        if self.len() <= BRIEF { self.to_string() } else { format!("{}…", self.to(self.start + BRIEF)) }
    }

    /// The character at `at`; none outside of the passage.
    pub(crate) fn at(self, at: usize) -> Option<char> {
        if at < self.start { None } else { self.chars().get(at - self.start).copied() }
    }

    /// The character before `at`; none at its start.
    pub(crate) fn before(self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|i| self.at(i))
    }

    /// Whether something that left no character, such as a blank, stood in the document before the one at `at`.
    pub(crate) fn gap_before(self, at: usize) -> bool {
        let pair = self.cut(at.saturating_sub(1), at + 1);
        let [before, here] = pair.origin() else { return false };
        before.1 < here.0
    }

    /// The part from `from` to `to`, as far as it lies in the passage.
    pub(crate) fn cut(self, from: usize, to: usize) -> Passage<'t> {
        let start = from.clamp(self.start, self.end);
        Passage { text: self.text, start, end: to.clamp(start, self.end) }
    }

    /// The part from `from`.
    pub(crate) fn from(self, from: usize) -> Passage<'t> {
        self.cut(from, self.end)
    }

    /// The part before `to`.
    pub(crate) fn to(self, to: usize) -> Passage<'t> {
        self.cut(self.start, to)
    }

    /// Both passages and what stands between them.
    pub(crate) fn through(self, other: Passage<'t>) -> Passage<'t> {
        Passage { text: self.text, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The end of `pattern` where it stands at `at`.
    pub(crate) fn matches(self, at: usize, pattern: &str) -> Option<usize> {
        let mut there = self.chars().get(at.checked_sub(self.start)?..)?.iter();
        let mut end = at;
        for expected in pattern.chars() {
            if *there.next()? != expected {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The first of `patterns` that stands at `at`, and its end. Put longer ones first.
    #[inline]
    pub(crate) fn matches_any<'p>(self, at: usize, patterns: impl Patterns<'p>) -> Option<(&'p str, usize)> {
        let first = self.at(at)?;
        if patterns.may_begin(first) { self.first_of(at, first, patterns.words()) } else { None }
    }

    /// The first of some words that stands at `at`, where `first` stands. Most of them begin with another character.
    fn first_of<'p>(self, at: usize, first: char, words: &[&'p str]) -> Option<(&'p str, usize)> {
        let first = Edge::of(first);
        let mut begun = words.iter().filter(|p| first.begins(p));
        begun.find_map(|p| self.matches(at, p).map(|end| (*p, end)))
    }

    /// Where `pattern` first stands.
    pub(crate) fn find(self, pattern: &str) -> Option<usize> {
        let first = pattern.chars().next()?;
        self.spend(self.len());
        let Some(blocks) = &self.text.blocks else { return self.walk_to(first, pattern) };
        let mut rest = self.start..self.end;
        loop {
            let near = blocks.next(&rest, first)?;
            rest.start = near.end;
            if let Some(at) =
                self.cut(near.start, near.end).places(|c| c == first).find(|at| self.matches(*at, pattern).is_some())
            {
                return Some(at);
            }
        }
    }

    /// Where a word first stands that begins with `first`, in a text that still grows.
    fn walk_to(self, first: char, word: &str) -> Option<usize> {
        let mut from = self.start;
        loop {
            from += place_of(self.from(from).chars(), first)?;
            if self.matches(from, word).is_some() {
                return Some(from);
            }
            from += 1;
        }
    }

    /// Where characters stand for which `wanted` holds.
    pub(crate) fn places<F: Fn(char) -> bool>(self, wanted: F) -> impl DoubleEndedIterator<Item = usize> + use<'t, F> {
        let start = self.start;
        self.chars().iter().enumerate().filter(move |(_, c)| wanted(**c)).map(move |(i, _)| start + i)
    }

    /// Where `pattern` last stands.
    pub(crate) fn rfind(self, pattern: &str) -> Option<usize> {
        let first = pattern.chars().next()?;
        self.spend(self.len());
        self.places(|c| c == first).rev().find(|at| self.matches(*at, pattern).is_some())
    }

    /// Whether `pattern` stands anywhere in it.
    pub(crate) fn contains(self, pattern: &str) -> bool {
        self.find(pattern).is_some()
    }

    /// Whether one of the patterns stands anywhere in it.
    pub(crate) fn contains_any<'p>(self, patterns: impl Patterns<'p>) -> bool {
        if !patterns.is_marked() {
            return patterns.words().iter().any(|p| self.contains(p));
        }
        self.spend(self.len());
        let mut begun = self.chars().iter().enumerate().filter(|(_, c)| patterns.may_begin(**c));
        begun.any(|(i, c)| self.first_of(self.start + i, *c, patterns.words()).is_some())
    }

    /// Whether it starts with `pattern`.
    pub(crate) fn starts_with(self, pattern: &str) -> bool {
        self.matches(self.start, pattern).is_some()
    }

    /// The first of `patterns` that it ends with, and the part before. Put longer ones first.
    #[inline]
    pub(crate) fn strip_suffix<'p>(self, patterns: impl Patterns<'p>) -> Option<(Passage<'t>, &'p str)> {
        let last = *self.chars().last()?;
        if patterns.may_end(last) { self.without_last_of(last, patterns.words()) } else { None }
    }

    fn without_last_of<'p>(self, last: char, words: &[&'p str]) -> Option<(Passage<'t>, &'p str)> {
        let last = Edge::of(last);
        words.iter().filter(|p| last.ends(p)).find_map(|p| {
            let at = self.end.checked_sub(p.chars().count())?;
            (at >= self.start && self.matches(at, p).is_some()).then(|| (self.to(at), *p))
        })
    }

    /// Whether it ends with one of `patterns`.
    pub(crate) fn ends_with_any<'p>(self, patterns: impl Patterns<'p>) -> bool {
        self.strip_suffix(patterns).is_some()
    }

    /// The part after the first of `patterns` that it starts with.
    pub(crate) fn strip_prefix<'p>(self, patterns: impl Patterns<'p>) -> Option<Passage<'t>> {
        self.matches_any(self.start, patterns).map(|(_, end)| self.from(end))
    }

    /// Without the characters of `set` at both ends.
    pub(crate) fn trim(self, set: &[char]) -> Passage<'t> {
        let inside = |c: &char| !set.contains(c);
        let chars = self.chars();
        match (chars.iter().position(inside), chars.iter().rposition(inside)) {
            (Some(first), Some(last)) => self.cut(self.start + first, self.start + last + 1),
            _ => self.cut(self.start, self.start),
        }
    }

    /// Its lines, empty ones too, each with the place in the document of the line end before it.
    pub(crate) fn lines(self) -> Vec<(Passage<'t>, usize)> {
        let ends = self.places(|c| c == '\n');
        let (mut lines, mut from, mut place) = (Vec::new(), self.start, 0);
        for end in ends.chain([self.end]) {
            lines.push((self.cut(from, end), place));
            (from, place) = (end + 1, self.cut(end, end + 1).span().0);
        }
        lines
    }

    /// The parts between the characters of `set`, empty ones left out.
    pub(crate) fn split(self, set: &[char]) -> Vec<Passage<'t>> {
        let (mut parts, mut from) = (Vec::new(), self.start);
        let words = set.iter().any(|c| is_common(*c));
        let next = |rest: Passage<'t>| match set {
            [one] => place_of(rest.chars(), *one).map(|place| rest.start + place),
            _ => rest.places(|c| (words || !is_common(c)) && set.contains(&c)).next(),
        };
        while let Some(at) = next(self.from(from)) {
            parts.push(self.cut(from, at));
            from = at + 1;
        }
        parts.push(self.from(from));
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// Where it stands in the document.
    pub(crate) fn span(self) -> Span {
        match (self.origin().first(), self.origin().last()) {
            (Some(first), Some(last)) => Origin(first.0, last.1).into(),
            _ => Span(0, 0),
        }
    }
}

impl fmt::Display for Passage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spend(self.len());
        let mut bytes = [0; 4 * TOGETHER];
        self.chars().chunks(TOGETHER).try_for_each(|chars| f.write_str(written(chars, &mut bytes)))
    }
}
impl Terms {
    /// Where the first of them stands that stands anywhere, and its end.
    pub(crate) fn place_in(&self, text: Passage<'_>) -> Option<(usize, usize)> {
        if !text.contains_any(self) {
            return None;
        }
        self.iter().find_map(|word| text.find(word).map(|at| (at, at + word.chars().count())))
    }
}
