//! Rows whose cells are lists with numbers: what is done first has the first of the times, and the first of the units.

use super::cell;
use super::part::Row;
use crate::note::Note;
use crate::text::Passage;

/// A cell has no more items.
const ITEMS: usize = 30;

/// The rows that a row means, one for each item of what is to be done, where its times have as many; else itself.
pub(super) fn rows<'t>(row: Row<'t>) -> Vec<Row<'t>> {
    let [content] = row.content[..] else { return vec![row] };
    let Some(note) = row.note.as_ref() else { return vec![row] };
    let [time] = note.times[..] else { return vec![row] };
    let items = items(content);
    let times = parts(time);
    if items.len() < 2 || items.len() > ITEMS || times.len() != items.len() {
        return vec![row];
    }
    let one = |(at, (item, time)): (usize, (&Passage<'t>, &Passage<'t>))| {
        let note = Note { times: vec![*time], ..note.clone() };
        let (opens, subtitle) = (row.opens && at == 0, row.subtitle.filter(|_| at == 0));
        let sign = Some(content.to(item.start())).filter(|_| at == 0);
        Row { opens, sign, subtitle, content: vec![*item], note: Some(note), ..row.clone() }
    };
    items.iter().zip(&times).enumerate().map(one).collect()
}

/// The items of a cell, all with numbers, without them; none where it is no list.
fn items(words: Passage<'_>) -> Vec<Passage<'_>> {
    let items = words.split(&['；']);
    let numbered = |item: &Passage<'_>| cell::number_before(*item).is_some();
    if items.iter().all(numbered) { parts(words) } else { Vec::new() }
}

/// The parts of a cell without the numbers before them.
fn parts(words: Passage<'_>) -> Vec<Passage<'_>> {
    let parts = words.split(&['；']).into_iter().map(bare);
    parts.filter(|part| !part.is_empty()).collect()
}

/// A part without the number before it.
fn bare(part: Passage<'_>) -> Passage<'_> {
    let number = cell::number_before(part).unwrap_or(0);
    part.from(part.start() + number).trim(&['。', ' '])
}
