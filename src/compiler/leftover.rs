//! What of a document belongs to no measure, heading or annex: it is listed, so that nothing is lost unseen.

use super::bounds::LEFTOVERS;
use duban_domain::draft::{DraftTask, Leftover, Span};

/// The stretches of the document that nothing was read from, line by line: what lies outside of the measures and of
/// `taken`, the headings and the annex. What was not read at all, from `unread` on, is one.
pub(super) fn leftovers(document: &[char], taken: [&[Span]; 2], tasks: &[DraftTask], unread: usize) -> Vec<Leftover> {
    let measures = tasks.iter().flat_map(|task| &task.measures).map(|measure| measure.span);
    let mut spans: Vec<Span> = measures.chain(taken.into_iter().flatten().copied()).collect();
    spans.sort();
    let mut left = Vec::new();
    let mut from = 0;
    for Span(start, end) in spans {
        lines(document, from, start.min(unread), &mut left);
        from = from.max(end);
    }
    lines(document, from, unread, &mut left);
    whole(document, from.max(unread).min(document.len()), document.len(), &mut left);
    left
}

/// Adds what is written between two places, a line each, without the blanks around it.
fn lines(document: &[char], from: usize, to: usize, left: &mut Vec<Leftover>) {
    let mut at = from;
    for line in document.get(from..to).unwrap_or_default().split(|c| *c == '\n') {
        if left.len() >= LEFTOVERS {
            return whole(document, at, to, left);
        }
        let end = at + line.len();
        whole(document, at, end, left);
        at = end + 1;
    }
}

/// Adds what is written between two places as one, without the blanks around it.
fn whole(document: &[char], from: usize, to: usize, left: &mut Vec<Leftover>) {
    let written = document.get(from..to).unwrap_or_default();
    let blank = |c: &&char| c.is_whitespace();
    let before = written.iter().take_while(blank).count();
    let behind = written.iter().rev().take_while(blank).count();
    let span = Span(from + before, to.saturating_sub(behind));
    if span.0 < span.1 {
        let quote = document.get(span.0..span.1).unwrap_or_default().iter().collect();
        left.push(Leftover { span, quote });
    }
}
