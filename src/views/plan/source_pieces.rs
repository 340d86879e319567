//! A document cut into pieces, so that what was read from a place can be shown in it.

use std::collections::BTreeSet;

use crate::domain::draft::Span;
use crate::domain::grouped::grouped;

/// Something that stands in a document, from one character to before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// What it is called on the page.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A piece of a document under the same marks from its first character to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, as it stands in the document.
    pub text: String,
    /// The marks over it, joined by blanks.
    pub marks: String,
    /// The marks that begin here.
    pub begins: Vec<String>,
    /// Whether it belongs to a measure.
    pub in_measure: bool,
}

/// Names over one piece: a page is no longer for places that everything lies over.
const NAMES: usize = 20;

/// Cuts a part of a document where a mark begins or ends, in one pass. The pieces
/// together are the part, whatever the marks say.
pub fn pieces(document: &str, Span(from, to): Span, marked: &[Marked]) -> Vec<Piece> {
    let characters: Vec<char> = document.chars().skip(from).take(to.saturating_sub(from)).collect();
    let end = from + characters.len();
    let usable = |one: &Marked| !one.span.is_empty() && one.span.1 > from && one.span.0 < end;
    let within = |at: usize| at.clamp(from, end) - from;
    let inside =
        |Marked { name, span }: &Marked| Marked { name: name.clone(), span: Span(within(span.0), within(span.1)) };
    let marked: Vec<Marked> = marked.iter().filter(|one| usable(one)).map(inside).collect();
    let starts = grouped(0..marked.len(), |at| marked.get(*at).map_or(0, |one| one.span.0));
    let ends = grouped(0..marked.len(), |at| marked.get(*at).map_or(0, |one| one.span.1));
    let cuts: BTreeSet<usize> = starts.keys().chain(ends.keys()).copied().chain([0, characters.len()]).collect();
    let mut over: BTreeSet<usize> = BTreeSet::new();
    let mut pieces = Vec::new();
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        over.retain(|at| !ends.get(from).is_some_and(|ending| ending.contains(at)));
        over.extend(starts.get(from).into_iter().flatten());
        let lying: Vec<&Marked> = over.iter().filter_map(|at| marked.get(*at)).collect();
        pieces.push(Piece::of(Span(*from, *to).cut(&characters), *from, &lying));
    }
    pieces
}

impl Piece {
    /// A text that starts there, under these marks.
    fn of(text: String, start: usize, over: &[&Marked]) -> Self {
        let names: Vec<&str> = over.iter().map(|one| one.name.as_str()).collect();
        Self {
            text,
            in_measure: names.iter().any(|name| name.starts_with('m')),
            begins: over.iter().filter(|one| one.span.0 == start).map(|one| one.name.clone()).collect(),
            marks: names.iter().take(NAMES).copied().collect::<Vec<_>>().join(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(name: &str, start: i64, end: i64) -> Marked {
        Marked { name: name.to_owned(), span: Span::of_columns(start, end) }
    }

    fn cut(document: &str, marks: &[(&str, i64, i64)]) -> Vec<(String, String)> {
        let marked: Vec<Marked> = marks.iter().map(|(name, a, b)| mark(name, *a, *b)).collect();
        let whole = Span(0, document.chars().count());
        pieces(document, whole, &marked).into_iter().map(|piece| (piece.text, piece.marks)).collect()
    }

    #[test]
    fn marks_may_lie_in_each_other_and_over_each_other() {
        let found = cut("甲乙丙丁戊", &[("m1", 0, 4), ("d1", 1, 3), ("p1", 2, 5)]);
        let expected = [("甲", "m1"), ("乙", "m1 d1"), ("丙", "m1 d1 p1"), ("丁", "m1 p1"), ("戊", "p1")];
        assert_eq!(found, expected.map(|(text, marks)| (text.to_owned(), marks.to_owned())));
    }

    #[test]
    fn the_pieces_are_the_whole_document_whatever_the_marks_say() {
        for marks in [&[][..], &[("m1", 3, 99)], &[("m1", -4, 2), ("d1", 2, 2)], &[("m1", 0, 5), ("m2", 4, 1)]] {
            let together: String = cut("甲乙丙丁戊", marks).into_iter().map(|(text, _)| text).collect();
            assert_eq!(together, "甲乙丙丁戊", "{marks:?}");
        }
        assert!(cut("", &[("m1", 0, 1)]).is_empty());
    }

    #[test]
    fn a_part_holds_the_marks_that_lie_in_it() {
        let marked = [("m1", 0, 3), ("m2", 4, 5)].map(|(name, a, b)| mark(name, a, b));
        let found: Vec<_> =
            pieces("甲乙丙丁戊", Span(2, 4), &marked).into_iter().map(|piece| (piece.text, piece.marks)).collect();
        assert_eq!(found, [("丙".to_owned(), "m1".to_owned()), ("丁".to_owned(), String::new())]);
    }
}
