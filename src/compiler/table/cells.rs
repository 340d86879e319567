//! The cells of a line.

use crate::text::Passage;

/// The cells of a line: between tabs, or between the bars of a Markdown table. Empty ones are kept.
pub(crate) fn cells(line: Passage<'_>) -> Vec<Passage<'_>> {
    let bars = line.starts_with("|");
    let inner =
        if bars { line.cut(line.start() + 1, line.end() - usize::from(line.ends_with_any(&["|"]))) } else { line };
    let mark = if bars { '|' } else { '\t' };
    let marks = (inner.start()..inner.end()).filter(|at| inner.at(*at) == Some(mark));
    let mut from = inner.start();
    let mut cells = Vec::new();
    for at in marks.chain([inner.end()]) {
        cells.push(inner.cut(from, at).trim(&[' ']));
        from = at + 1;
    }
    cells
}

/// Whether a line is a row of a table.
pub(crate) fn is_row(line: Passage<'_>) -> bool {
    line.starts_with("|") || line.contains("\t")
}
