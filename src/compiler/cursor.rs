//! A cursor for the grammars of dates and figures.

use super::text::{Passage, Patterns};
use super::words::Vocabulary;

/// A place in a passage that moves on as words are eaten.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    passage: Passage<'t>,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor at `at`.
    pub(super) fn new(passage: Passage<'t>, at: usize) -> Self {
        Self { passage, at }
    }

    /// Where it stands.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The character under it.
    pub(super) fn peek(&self) -> Option<char> {
        self.passage.at(self.at)
    }

    /// Moves over the first of `words` that stands here. Put longer ones first.
    pub(super) fn eat<'p>(&mut self, words: impl Patterns<'p>) -> Option<&'p str> {
        let (word, end) = self.passage.matches_any(self.at, words)?;
        self.at = end;
        Some(word)
    }

    /// Moves over the longest of `words` that stands here.
    pub(super) fn eat_longest(&mut self, words: &Vocabulary) -> Option<&'static str> {
        let (word, end) = words.longest(self.passage, self.at)?;
        self.at = end;
        Some(word)
    }

    /// Moves over characters while `wanted` holds, and returns them.
    pub(super) fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> Passage<'t> {
        let rest = self.passage.from(self.at);
        let length = rest.chars().iter().take_while(|c| wanted(**c)).count();
        self.at += length;
        rest.to(rest.start() + length)
    }

    /// The same, for words of at most `most` characters: nothing where they go on.
    pub(super) fn eat_few(&mut self, most: usize, wanted: impl Fn(char) -> bool) -> Passage<'t> {
        let ahead = Cursor { passage: self.passage.to(self.at + most + 1), ..*self }.eat_while(wanted);
        if ahead.len() > most {
            return ahead.to(ahead.start());
        }
        self.at += ahead.len();
        ahead
    }

    /// Moves over a whole number of at most `digits` digits.
    pub(super) fn eat_number(&mut self, digits: usize) -> Option<u32> {
        if !self.peek()?.is_ascii_digit() {
            return None;
        }
        let mut ahead = *self;
        let word = ahead.eat_few(digits, |c| c.is_ascii_digit());
        let number = figures(word)?;
        *self = ahead;
        Some(number)
    }
}

/// The number that some figures are.
fn figures(word: Passage<'_>) -> Option<u32> {
    let add = |number: u32, c: &char| number.checked_mul(10)?.checked_add(c.to_digit(10)?);
    if word.is_empty() { None } else { word.chars().iter().try_fold(0, add) }
}
