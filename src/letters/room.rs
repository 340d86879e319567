//! How much of a letter is sent: so many matters, so many bytes. What is left out is counted, with the page that has it.

use super::letter::{Draft, Entry, Section};
use crate::strings::Strings;

/// So many matters stand under a heading; the page has them all.
pub(super) const LISTED: usize = 30;

/// So many bytes of both forms the matters may take together; as a message they are a third more.
const LETTER_BYTES: usize = 48_000;

/// What the forms put around an entry, a fact of it, a row of a table and a cell.
const AROUND: [usize; 4] = [900, 160, 60, 80];

impl Draft {
    /// Leaves out what is too much. Each heading may take an equal share of the room that is left.
    pub(super) fn fit(&mut self, t: &Strings) {
        let (mut room, mut whole, headings) = (LETTER_BYTES, true, self.sections.len());
        for (at, section) in self.sections.iter_mut().enumerate() {
            room -= section.fit(room / (headings - at), t);
            whole &= section.more.is_none() && !section.entries.iter().any(|entry| entry.is_cut);
        }
        if let Some(opening) = self.opening_in_part.take_if(|_| !whole) {
            self.opening = opening;
        }
    }
}

impl Section {
    /// Keeps what has room, and returns how much that takes.
    fn fit(&mut self, room: usize, t: &Strings) -> usize {
        let weights: Vec<usize> = self
            .entries
            .iter()
            .map(Entry::weight)
            .chain(self.rows.iter().map(|(cells, _)| row_weight(cells)))
            .collect();
        let takes = |listed: &usize| weights.iter().take(*listed).sum::<usize>() <= room;
        let listed = (0..=weights.len().min(LISTED)).rev().find(takes).unwrap_or_default();
        self.entries.truncate(listed);
        self.rows.truncate(listed);
        self.more = match self.total.saturating_sub(listed) {
            0 if self.is_cut => Some(t.get("mail.cut").to_owned()),
            0 => None,
            left_out if self.all.is_empty() => Some(t.fill("mail.and_more_ask", &[("n", &left_out)])),
            left_out => Some(t.fill("mail.and_more", &[("n", &left_out)])),
        };
        weights.iter().take(listed).sum()
    }
}

impl Entry {
    fn weight(&self) -> usize {
        let facts = self.facts.iter().map(|(label, text)| AROUND[1] + weight(label) + weight(text));
        AROUND[0] + weight(&self.title) + weight(&self.link) + facts.sum::<usize>()
    }
}

fn row_weight(cells: &[String]) -> usize {
    AROUND[2] + cells.iter().map(|cell| AROUND[3] + weight(cell)).sum::<usize>()
}

/// In both forms: what HTML has to escape takes up to six bytes there.
fn weight(text: &str) -> usize {
    let escaped = text.bytes().filter(|byte| matches!(byte, b'<' | b'>' | b'&' | b'"' | b'\'')).count();
    2 * text.len() + 5 * escaped
}
