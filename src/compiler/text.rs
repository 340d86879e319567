//! Cleaned text that knows where it came from.
//!
//! A [`Text`] holds cleaned characters, each with its place in the document. A [`Passage`] is a stretch of
//! one; its positions count in the whole text, so that places found by different rules can be compared.

use std::fmt;

use crate::domain::draft::Span;

/// Cleaned characters with the place of each in the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    chars: Vec<char>,
    origin: Vec<Span>,
}

impl Text {
    /// Adds a character that stood at `origin`.
    pub(super) fn push(&mut self, ch: char, origin: Span) {
        self.chars.push(ch);
        self.origin.push(origin);
    }

    /// Adds a stretch of another text.
    pub(super) fn append(&mut self, passage: Passage<'_>) {
        for (ch, origin) in passage.glyphs() {
            self.push(ch, origin);
        }
    }

    /// Lets the last character reach to `end` in the document, over marks that leave no character.
    pub(super) fn stretch_last(&mut self, end: usize) {
        if let Some(last) = self.origin.last_mut() {
            last.1 = last.1.max(end);
        }
    }

    /// Replaces the character at `at`, which keeps its place.
    pub(super) fn replace(&mut self, at: usize, ch: char) {
        if let Some(old) = self.chars.get_mut(at) {
            *old = ch;
        }
    }

    /// The last character.
    pub(super) fn last(&self) -> Option<char> {
        self.chars.last().copied()
    }

    /// Everything.
    pub(super) fn whole(&self) -> Passage<'_> {
        Passage { text: self, start: 0, end: self.chars.len() }
    }
}

/// A stretch of a [`Text`]; positions count in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'t> {
    text: &'t Text,
    start: usize,
    end: usize,
}

impl<'t> Passage<'t> {
    /// Where it starts in the text.
    pub(super) fn start(self) -> usize {
        self.start
    }

    /// Where it ends in the text: the position after its last character.
    pub(super) fn end(self) -> usize {
        self.end
    }

    /// How many characters it has.
    pub(super) fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it has no character.
    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Its characters.
    pub(super) fn chars(self) -> &'t [char] {
        self.text.chars.get(self.start..self.end).unwrap_or_default()
    }

    /// Its characters with their places in the document.
    pub(super) fn glyphs(self) -> impl Iterator<Item = (char, Span)> + 't {
        let origin = self.text.origin.get(self.start..self.end).unwrap_or_default();
        self.chars().iter().copied().zip(origin.iter().copied())
    }

    /// The character at `at`; none outside of the passage.
    pub(super) fn at(self, at: usize) -> Option<char> {
        if at < self.start { None } else { self.chars().get(at - self.start).copied() }
    }

    /// The character before `at`; none at its start.
    pub(super) fn before(self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|i| self.at(i))
    }

    /// Whether something that left no character, such as a blank, stood in the document before the one at `at`.
    pub(super) fn gap_before(self, at: usize) -> bool {
        let pair = self.cut(at.saturating_sub(1), at + 1);
        let [before, here] = self.text.origin.get(pair.start..pair.end).unwrap_or_default() else { return false };
        before.1 < here.0
    }

    /// The part from `from` to `to`, as far as it lies in the passage.
    pub(super) fn cut(self, from: usize, to: usize) -> Passage<'t> {
        let start = from.clamp(self.start, self.end);
        Passage { text: self.text, start, end: to.clamp(start, self.end) }
    }

    /// The part from `from`.
    pub(super) fn from(self, from: usize) -> Passage<'t> {
        self.cut(from, self.end)
    }

    /// The part before `to`.
    pub(super) fn to(self, to: usize) -> Passage<'t> {
        self.cut(self.start, to)
    }

    /// Both passages and what stands between them.
    pub(super) fn through(self, other: Passage<'t>) -> Passage<'t> {
        Passage { text: self.text, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The end of `pattern` where it stands at `at`.
    pub(super) fn matches(self, at: usize, pattern: &str) -> Option<usize> {
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
    pub(super) fn matches_any<'p>(self, at: usize, patterns: &[&'p str]) -> Option<(&'p str, usize)> {
        patterns.iter().find_map(|p| self.matches(at, p).map(|end| (*p, end)))
    }

    /// Where `pattern` first stands.
    pub(super) fn find(self, pattern: &str) -> Option<usize> {
        let first = pattern.chars().next()?;
        let mut from = self.start;
        loop {
            from += self.from(from).chars().iter().position(|c| *c == first)?;
            if self.matches(from, pattern).is_some() {
                return Some(from);
            }
            from += 1;
        }
    }

    /// Where `pattern` last stands.
    pub(super) fn rfind(self, pattern: &str) -> Option<usize> {
        (self.start..self.end).rev().find(|&i| self.matches(i, pattern).is_some())
    }

    /// Whether `pattern` stands anywhere in it.
    pub(super) fn contains(self, pattern: &str) -> bool {
        self.find(pattern).is_some()
    }

    /// Whether one of the patterns stands anywhere in it.
    pub(super) fn contains_any(self, patterns: &[&str]) -> bool {
        patterns.iter().any(|p| self.contains(p))
    }

    /// Whether it starts with `pattern`.
    pub(super) fn starts_with(self, pattern: &str) -> bool {
        self.matches(self.start, pattern).is_some()
    }

    /// The first of `patterns` that it ends with, and the part before. Put longer ones first.
    pub(super) fn strip_suffix<'p>(self, patterns: &[&'p str]) -> Option<(Passage<'t>, &'p str)> {
        patterns.iter().find_map(|p| {
            let at = self.end.checked_sub(p.chars().count())?;
            (at >= self.start && self.matches(at, p).is_some()).then(|| (self.to(at), *p))
        })
    }

    /// Whether it ends with one of `patterns`.
    pub(super) fn ends_with_any(self, patterns: &[&str]) -> bool {
        self.strip_suffix(patterns).is_some()
    }

    /// The part after the first of `patterns` that it starts with.
    pub(super) fn strip_prefix(self, patterns: &[&str]) -> Option<Passage<'t>> {
        self.matches_any(self.start, patterns).map(|(_, end)| self.from(end))
    }

    /// Without the characters of `set` at both ends.
    pub(super) fn trim(self, set: &[char]) -> Passage<'t> {
        let inside = |c: &char| !set.contains(c);
        let chars = self.chars();
        match (chars.iter().position(inside), chars.iter().rposition(inside)) {
            (Some(first), Some(last)) => self.cut(self.start + first, self.start + last + 1),
            _ => self.cut(self.start, self.start),
        }
    }

    /// Its lines, empty ones too, each with the place in the document of the line end before it.
    pub(super) fn lines(self) -> Vec<(Passage<'t>, usize)> {
        let ends = (self.start..self.end).filter(|at| self.at(*at) == Some('\n'));
        let (mut lines, mut from, mut place) = (Vec::new(), self.start, 0);
        for end in ends.chain([self.end]) {
            lines.push((self.cut(from, end), place));
            (from, place) = (end + 1, self.cut(end, end + 1).span().0);
        }
        lines
    }

    /// The parts between the characters of `set`, empty ones left out.
    pub(super) fn split(self, set: &[char]) -> Vec<Passage<'t>> {
        let mut parts = Vec::new();
        let mut from = self.start;
        for i in self.start..=self.end {
            if i == self.end || self.at(i).is_some_and(|c| set.contains(&c)) {
                parts.push(self.cut(from, i));
                from = i + 1;
            }
        }
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// Where it stands in the document.
    pub(super) fn span(self) -> Span {
        let origin = self.text.origin.get(self.start..self.end).unwrap_or_default();
        match (origin.first(), origin.last()) {
            (Some(first), Some(last)) => Span(first.0, last.1),
            _ => Span(0, 0),
        }
    }
}

impl fmt::Display for Passage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().iter().try_for_each(|c| write!(f, "{c}"))
    }
}

/// Whether a character is written in a full cell: an ideograph or Chinese punctuation.
pub(super) fn is_wide(ch: char) -> bool {
    is_ideograph(ch)
        || matches!(ch, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Whether a character is an ideograph.
pub(super) fn is_ideograph(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
pub(super) fn text_of(written: &str) -> Text {
    let mut text = Text::default();
    written.chars().enumerate().for_each(|(i, c)| text.push(c, Span(i, i + 1)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_keeps_to_its_own_bounds() {
        let text = text_of("各市于六月底前报送");
        let p = text.whole().cut(2, 7);
        assert_eq!(p.to_string(), "于六月底前");
        assert_eq!(p.at(1), None);
        assert_eq!(p.find("报送"), None);
        assert_eq!(p.find("底"), Some(5));
        assert_eq!(p.cut(0, 99).to_string(), "于六月底前");
    }

    #[test]
    fn a_span_counts_in_the_document() {
        let mut text = Text::default();
        text.push('P', Span(4, 5));
        text.push('2', Span(8, 9));
        text.stretch_last(10);
        assert_eq!(text.whole().span(), Span(4, 10));
    }
}
