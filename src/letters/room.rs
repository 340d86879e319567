//! How much of a letter is sent: so many matters, so many bytes. What is left out is counted, with the page that has it.

use super::letter::{Draft, Entry, Section};
use crate::strings::Strings;

/// So many matters stand under a heading with all there is to say of them; the page has them all.
pub(super) const LISTED: u16 = 20;

/// So many stand in a table.
pub(super) const ROWS: u16 = 30;

/// So many bytes of both forms the matters may take together; as a message they are two fifths more.
const LETTER_BYTES: usize = 50_000;

/// What the forms put around a heading, an entry, a fact of it, a row of a table, a cell, and the bar of a share.
const AROUND: Around = Around { heading: 400, entry: 620, fact: 90, row: 20, cell: 76, bar: 350 };

struct Around {
    heading: usize,
    entry: usize,
    fact: usize,
    row: usize,
    cell: usize,
    bar: usize,
}

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
        let weights = self.entries.iter().map(Entry::weight).chain(self.rows.iter().map(row_weight));
        let (mut taken, mut listed) = (AROUND.heading + weight(&self.title) + 2 * weight(&self.all), 0);
        for weight in weights {
            if taken + weight > room {
                break;
            }
            (taken, listed) = (taken + weight, listed + 1);
        }
        self.entries.truncate(listed);
        self.rows.truncate(listed);
        self.more = match self.total.saturating_sub(listed) {
            0 if self.is_cut && self.all.is_empty() => Some(t.get("mail.cut_ask").to_owned()),
            0 if self.is_cut => Some(t.get("mail.cut").to_owned()),
            0 => None,
            left_out if self.all.is_empty() => Some(t.fill("mail.and_more_ask", &[("n", &left_out)])),
            left_out => Some(t.fill("mail.and_more", &[("n", &left_out)])),
        };
        taken.min(room)
    }
}

impl Entry {
    fn weight(&self) -> usize {
        let facts = self.facts.iter().map(|(label, text)| AROUND.fact + weight(label) + weight(text));
        AROUND.entry + weight(&self.title) + weight(&self.link) + facts.sum::<usize>()
    }
}

fn row_weight((cells, share): &(Vec<String>, Option<u32>)) -> usize {
    let bar = if share.is_some() { AROUND.bar } else { 0 };
    AROUND.row + bar + cells.iter().map(|cell| AROUND.cell + weight(cell)).sum::<usize>()
}

/// In both forms: what HTML has to escape takes up to six bytes there.
fn weight(text: &str) -> usize {
    let escaped = text.bytes().filter(|byte| matches!(byte, b'<' | b'>' | b'&' | b'"' | b'\'')).count();
    2 * text.len() + 5 * escaped
}
