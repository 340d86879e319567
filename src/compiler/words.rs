//! Lists of words that are looked up at every place of a text.

use std::sync::OnceLock;

use super::text::Passage;

/// A word with what it stands for.
type Entry<T> = (&'static str, T);
/// The words of a list that begin with the same character.
type Beginning<T> = (char, Vec<&'static Entry<T>>);

/// Words with what each stands for. Only the words that begin with the character at a place are tried there,
/// so that the time to read a text hardly depends on the length of the list.
#[derive(Debug)]
pub(super) struct Words<T: 'static> {
    list: &'static [Entry<T>],
    by_first: OnceLock<Vec<Beginning<T>>>,
}

impl<T> Words<T> {
    /// A list in the order in which its words are tried: put longer ones first.
    pub(super) const fn new(list: &'static [Entry<T>]) -> Self {
        Self { list, by_first: OnceLock::new() }
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
        first.map(|first| self.beginning_with(first)).unwrap_or_default()
    }

    fn beginning_with(&self, first: char) -> &[&'static Entry<T>] {
        let table = self.by_first.get_or_init(|| by_first(self.list));
        let found = table.binary_search_by_key(&first, |(begins, _)| *begins).ok();
        found.and_then(|i| table.get(i)).map(|(_, words)| words.as_slice()).unwrap_or_default()
    }
}

fn by_first<T>(list: &'static [Entry<T>]) -> Vec<Beginning<T>> {
    let mut table: Vec<Beginning<T>> = Vec::new();
    for entry in list {
        let Some(first) = entry.0.chars().next() else { continue };
        match table.binary_search_by_key(&first, |(begins, _)| *begins) {
            Ok(at) => table.iter_mut().skip(at).take(1).for_each(|(_, words)| words.push(entry)),
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
}
