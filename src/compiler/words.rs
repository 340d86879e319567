//! Lists of words that are looked up at every place of a text.

use std::sync::OnceLock;

use super::text::{Marks, Passage};

/// A word with what it stands for.
type Entry<T> = (&'static str, T);
/// The entries of a list by the characters that their words begin with.
type Beginnings<E> = Vec<(char, Vec<&'static E>)>;

/// Words with what each stands for. Only the words that begin with the character at a place are tried there,
/// so that the time to read a text hardly depends on the length of the list.
#[derive(Debug)]
pub(super) struct Words<T: 'static> {
    list: &'static [Entry<T>],
    begins: Marks,
    by_first: OnceLock<Beginnings<Entry<T>>>,
}

impl<T> Words<T> {
    /// A list in the order in which its words are tried: put longer ones first.
    pub(super) const fn new(list: &'static [Entry<T>]) -> Self {
        let (mut begins, mut rest) = (Marks::none(), list);
        while let Some((entry, others)) = rest.split_first() {
            begins = begins.and_first_of(entry.0);
            rest = others;
        }
        Self { list, begins, by_first: OnceLock::new() }
    }

    /// The words of the list in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'static Entry<T>> {
        self.list.iter()
    }

    /// The words that stand at `at`, in order, each with what it stands for and its end.
    pub(super) fn at(&self, text: Passage<'_>, at: usize) -> impl Iterator<Item = (&'static T, usize)> {
        self.beginning(text.at(at))
            .iter()
            .filter_map(move |(word, meaning)| text.matches(at, word).map(|end| (meaning, end)))
    }

    /// The entries whose words begin with a character, in order.
    pub(super) fn beginning(&self, first: Option<char>) -> &[&'static Entry<T>] {
        if !first.is_some_and(|first| self.begins.may_be(first)) {
            return &[];
        }
        let table = self.by_first.get_or_init(|| by_first(self.list.iter(), |(word, _)| word));
        beginning(table, first)
    }
}

/// Words of several lists, of which the longest at a place is meant, found by its first character as well.
#[derive(Debug)]
pub(super) struct Vocabulary {
    lists: &'static [&'static [&'static str]],
    begins: Marks,
    by_first: OnceLock<Beginnings<&'static str>>,
}

impl Vocabulary {
    /// The words of some lists.
    pub(super) const fn new(lists: &'static [&'static [&'static str]]) -> Self {
        let (mut begins, mut rest) = (Marks::none(), lists);
        while let Some((list, others)) = rest.split_first() {
            let mut words = *list;
            while let Some((word, more)) = words.split_first() {
                begins = begins.and_first_of(word);
                words = more;
            }
            rest = others;
        }
        Self { lists, begins, by_first: OnceLock::new() }
    }

    /// The longest word that stands at `at`, and its end.
    pub(super) fn longest(&self, text: Passage<'_>, at: usize) -> Option<(&'static str, usize)> {
        text.at(at).filter(|first| self.begins.may_be(*first))?;
        let table = self.by_first.get_or_init(|| by_first(self.lists.iter().copied().flatten(), |word| word));
        let words = beginning(table, text.at(at)).iter();
        words.filter_map(|word| text.matches(at, word).map(|end| (**word, end))).max_by_key(|(_, end)| *end)
    }
}

fn beginning<E>(table: &Beginnings<E>, first: Option<char>) -> &[&'static E] {
    let found = first.and_then(|first| table.binary_search_by_key(&first, |(begins, _)| *begins).ok());
    found.and_then(|i| table.get(i)).map(|(_, entries)| entries.as_slice()).unwrap_or_default()
}

fn by_first<E>(entries: impl Iterator<Item = &'static E>, word: impl Fn(&'static E) -> &'static str) -> Beginnings<E> {
    let mut table: Beginnings<E> = Vec::new();
    for entry in entries {
        let Some(first) = word(entry).chars().next() else { continue };
        match table.binary_search_by_key(&first, |(begins, _)| *begins) {
            Ok(at) => table.iter_mut().skip(at).take(1).for_each(|(_, entries)| entries.push(entry)),
            Err(at) => table.insert(at, (first, vec![entry])),
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    static VERBS: Words<u8> = Words::new(&[("牵头负责", 1), ("配合", 2), ("牵头", 3)]);

    #[test]
    fn the_words_at_a_place_come_in_the_order_of_the_list() {
        let text = text_of("甲厅牵头负责，乙局配合");
        let at = |place: usize| VERBS.at(text.whole(), place).map(|(m, end)| (*m, end)).collect::<Vec<_>>();
        assert_eq!(at(2), [(1, 6), (3, 4)]);
        assert_eq!(at(9), [(2, 11)]);
        assert!(at(0).is_empty() && at(99).is_empty());
    }

    #[test]
    fn the_longest_word_of_all_lists_is_meant() {
        static UNITS: Vocabulary = Vocabulary::new(&[&["吨", "个"], &["吨标准煤", "个月", ""]]);
        let text = text_of("5吨标准煤，个");
        assert_eq!(UNITS.longest(text.whole(), 1), Some(("吨标准煤", 5)));
        assert_eq!(UNITS.longest(text.whole(), 6), Some(("个", 7)));
        assert_eq!(UNITS.longest(text.whole(), 0), None);
    }
}
