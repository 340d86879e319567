//! Cleaned text that knows where it came from.
//!
//! A [`Text`] holds cleaned characters, each with its place in the document. A [`Passage`] is a stretch of
//! one; its positions count in the whole text, so that places found by different rules can be compared.

mod blocks;
mod edge;
mod marks;
mod passage;
mod terms;
mod written;

use std::cell::Cell;

use self::blocks::Blocks;
use crate::widths;
use duban_domain::draft::Span;

pub(super) use marks::Marks;
pub(super) use passage::Passage;
pub(super) use terms::{Patterns, Terms};

/// Cleaned characters with the place of each in the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    chars: Vec<char>,
    origin: Vec<Origin>,
    blocks: Option<Blocks>,
    steps: Cell<u64>,
}

/// Where a character stood: a [`Span`] in half the room. No document that is read has four thousand million characters.
#[derive(Debug, Clone, Copy)]
struct Origin(u32, u32);

impl From<Span> for Origin {
    fn from(Span(start, end): Span) -> Self {
        let near = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Origin(near(start), near(end))
    }
}

impl From<Origin> for Span {
    fn from(Origin(start, end): Origin) -> Self {
        Span(widths::place(start), widths::place(end))
    }
}

impl Text {
    /// No text yet, with room for so many characters.
    pub(super) fn with_capacity(chars: usize) -> Self {
        let (chars, origin) = (Vec::with_capacity(chars), Vec::with_capacity(chars));
        Text { chars, origin, blocks: None, steps: Cell::default() }
    }

    /// The same text, to which nothing is added any more: what is looked for in it is found sooner.
    pub(super) fn finished(mut self) -> Self {
        self.blocks = Some(Blocks::of(&self.chars));
        self
    }

    /// Adds a character that stood at `origin`.
    pub(super) fn push(&mut self, ch: char, origin: Span) {
        self.blocks = None;
        self.chars.push(ch);
        self.origin.push(origin.into());
    }

    /// Adds a stretch of another text.
    pub(super) fn append(&mut self, passage: Passage<'_>) {
        self.blocks = None;
        self.chars.extend_from_slice(passage.chars());
        self.origin.extend_from_slice(passage.origin());
    }

    /// Lets the last character reach to `end` in the document, over marks that leave no character.
    pub(super) fn stretch_last(&mut self, end: usize) {
        if let Some(last) = self.origin.last_mut() {
            last.1 = last.1.max(Origin::from(Span(0, end)).1);
        }
    }

    /// Replaces the character at `at`, which keeps its place.
    pub(super) fn replace(&mut self, at: usize, ch: char) {
        self.blocks = None;
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
        Passage::of(self)
    }
}

/// Whether a character is written in a full cell: an ideograph or Chinese punctuation.
pub(super) fn is_wide(ch: char) -> bool {
    is_ideograph(ch)
        || matches!(ch, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Whether a character is a common ideograph, which is no mark: nearly all are, and are passed over at once.
pub(super) fn is_common(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}')
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
