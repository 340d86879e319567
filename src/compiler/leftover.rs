//! What of a document belongs to no measure, heading or annex: it is listed, so that nothing is lost unseen.

use crate::domain::draft::{DraftTask, Leftover, Span};

/// The stretches of the document that nothing was read from, line by line: what lies outside of the measures and of
/// `taken`, the headings and the annex.
pub(super) fn leftovers(document: &[char], taken: [&[Span]; 2], tasks: &[DraftTask]) -> Vec<Leftover> {
    let measures = tasks.iter().flat_map(|task| &task.measures).map(|measure| measure.span);
    let mut spans: Vec<Span> = measures.chain(taken.into_iter().flatten().copied()).collect();
    spans.sort();
    let mut left = Vec::new();
    let mut from = 0;
    for Span(start, end) in spans.into_iter().chain([Span(document.len(), document.len())]) {
        lines(document, from, start, &mut left);
        from = from.max(end);
    }
    left
}

/// Adds what is written between two places, a line each, without the blanks around it.
fn lines(document: &[char], from: usize, to: usize, left: &mut Vec<Leftover>) {
    let mut at = from;
    for line in document.get(from..to).unwrap_or_default().split(|c| *c == '\n') {
        let end = at + line.len();
        let blank = |c: &&char| c.is_whitespace();
        let before = line.iter().take_while(blank).count();
        let behind = line.iter().rev().take_while(blank).count();
        let span = Span(at + before, end.saturating_sub(behind));
        if span.0 < span.1 {
            let quote = document.get(span.0..span.1).unwrap_or_default().iter().collect();
            left.push(Leftover { span, quote });
        }
        at = end + 1;
    }
}
