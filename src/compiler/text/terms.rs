//! Lists of words with a first look at what they begin and end with: at nearly every place of a text none of them stands.

use std::ops::Deref;

use super::edge::Edge;
use super::marks::Marks;

/// Words to be looked for, in the order in which they are tried: put longer ones first. What they begin and end with is known before
/// the program runs, so that the time to look for them hardly depends on how many they are.
#[derive(Debug)]
pub(crate) struct Terms {
    words: &'static [&'static str],
    beginnings: Marks,
    ends: Marks,
}

impl Terms {
    /// A list of words.
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let (mut beginnings, mut ends) = (Marks::none(), Marks::none());
        let mut rest = words;
        while let Some((word, others)) = rest.split_first() {
            beginnings = beginnings.and_first_of(word);
            ends = ends.and_last_of(word);
            rest = others;
        }
        Self { words, beginnings, ends }
    }
}

impl Terms {
    /// Whether a name begins with one of them.
    pub(crate) fn begin(&self, name: &str) -> bool {
        let may = name.chars().next().is_some_and(|first| self.beginnings.may_be(first));
        may && self.words.iter().any(|word| name.starts_with(word))
    }

    /// Whether a name ends with one of them.
    pub(crate) fn end(&self, name: &str) -> bool {
        let may = name.chars().next_back().is_some_and(|last| self.ends.may_be(last));
        may && self.words.iter().any(|word| name.ends_with(word))
    }
}

impl Deref for Terms {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words
    }
}

impl IntoIterator for &'static Terms {
    type Item = &'static &'static str;
    type IntoIter = std::slice::Iter<'static, &'static str>;

    fn into_iter(self) -> Self::IntoIter {
        self.words.iter()
    }
}

/// What a text may be searched for: a list that is written where it is used, or one that knows what its words begin with.
pub(crate) trait Patterns<'p>: Copy {
    /// Whether one of the words may begin with a character.
    fn may_begin(self, ch: char) -> bool;
    /// Whether one of the words may end with a character.
    fn may_end(self, ch: char) -> bool;
    /// Whether the first looks tell anything.
    fn is_marked(self) -> bool;
    /// The words in order.
    fn words(&self) -> &[&'p str];
}

impl Patterns<'static> for &Terms {
    #[inline]
    fn may_begin(self, ch: char) -> bool {
        self.beginnings.may_be(ch)
    }

    #[inline]
    fn may_end(self, ch: char) -> bool {
        self.ends.may_be(ch)
    }

    fn is_marked(self) -> bool {
        true
    }

    fn words(&self) -> &[&'static str] {
        self.words
    }
}

impl<'p> Patterns<'p> for &[&'p str] {
    fn may_begin(self, _: char) -> bool {
        true
    }

    fn may_end(self, _: char) -> bool {
        true
    }

    fn is_marked(self) -> bool {
        false
    }

    fn words(&self) -> &[&'p str] {
        self
    }
}

impl<'p, const N: usize> Patterns<'p> for &[&'p str; N] {
    #[inline]
    fn may_begin(self, ch: char) -> bool {
        let first = Edge::of(ch);
        self.iter().any(|word| first.begins(word))
    }

    fn may_end(self, _: char) -> bool {
        true
    }

    fn is_marked(self) -> bool {
        false
    }

    fn words(&self) -> &[&'p str] {
        self.as_slice()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_marked_list_finds_what_a_plain_one_does() {
        const LIST: &Terms = &Terms::new(&["牵头负责", "牵头", "配合"]);
        let plain: &[&str] = LIST;
        for written in ["甲厅牵头负责", "牵头", "配合牵头", "乙", "", "配"] {
            let text = text_of(written);
            let whole = text.whole();
            for at in 0..=whole.len() {
                assert_eq!(whole.matches_any(at, LIST), whole.matches_any(at, plain), "{written} {at}");
            }
            let ends =
                |rest: Option<(crate::text::Passage<'_>, &str)>| rest.map(|(rest, word)| (rest.len(), word.len()));
            assert_eq!(ends(whole.strip_suffix(LIST)), ends(whole.strip_suffix(plain)), "{written}");
            assert_eq!(LIST.begin(written), plain.iter().any(|word| written.starts_with(word)), "{written}");
            assert_eq!(LIST.end(written), plain.iter().any(|word| written.ends_with(word)), "{written}");
            assert_eq!(whole.contains_any(LIST), whole.contains_any(plain), "{written}");
        }
    }
}
