//! Precision and recall of doubts, on whole documents that are made up: what nobody can read for sure is marked in them (⟦…⟧), and
//! nothing else is to be doubted.

use crate::{Options, UnitRegistry, compile_file};
use duban_domain::draft::Span;

/// The documents, by kind: years, dates, owners, roles, a table, figures, defaults, parts, what comes back, closing sentences, an
/// annex, and one in which all is clear.
const DOCUMENTS: &[(&str, &str)] = &[
    ("01-years.txt", include_str!("../../tests/fixtures/doubts/01-years.txt")),
    ("02-dates.txt", include_str!("../../tests/fixtures/doubts/02-dates.txt")),
    ("03-owners.txt", include_str!("../../tests/fixtures/doubts/03-owners.txt")),
    ("04-roles.txt", include_str!("../../tests/fixtures/doubts/04-roles.txt")),
    ("05-table.tsv", include_str!("../../tests/fixtures/doubts/05-table.tsv")),
    ("06-figures.txt", include_str!("../../tests/fixtures/doubts/06-figures.txt")),
    ("07-defaults.txt", include_str!("../../tests/fixtures/doubts/07-defaults.txt")),
    ("08-parts.txt", include_str!("../../tests/fixtures/doubts/08-parts.txt")),
    ("09-recurring.txt", include_str!("../../tests/fixtures/doubts/09-recurring.txt")),
    ("10-closing.txt", include_str!("../../tests/fixtures/doubts/10-closing.txt")),
    ("11-annex.txt", include_str!("../../tests/fixtures/doubts/11-annex.txt")),
    ("12-clear.txt", include_str!("../../tests/fixtures/doubts/12-clear.txt")),
];
/// No less of the doubts must be about something that is marked.
const PRECISION: f64 = 0.9;
/// No less of what is marked must be doubted.
const RECALL: f64 = 0.95;

/// A document without its marks, and where the marked words stand.
fn unmarked(written: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut from, mut at) = (String::new(), Vec::new(), 0, 0);
    for c in written.chars() {
        match c {
            '⟦' => from = at,
            '⟧' => spans.push(Span(from, at)),
            c => {
                text.push(c);
                at += 1;
            }
        }
    }
    (text, spans)
}

#[test]
fn what_is_marked_is_doubted_and_hardly_anything_else() {
    let registry = UnitRegistry::guangxi().unwrap();
    let (mut marks, mut missed, mut doubts, mut needless) = (0, Vec::new(), 0, Vec::new());
    for (name, written) in DOCUMENTS {
        let (text, spans) = unmarked(written);
        let draft = compile_file(name, text.as_bytes(), &Options { registry: &registry, year: None }).unwrap();
        let words: Vec<char> = draft.document.text.chars().collect();
        let about = |doubt: Span, mark: &Span| doubt.0 < mark.1 && mark.0 < doubt.1;
        let unheard = spans.iter().filter(|mark| !draft.problems.iter().any(|problem| about(problem.span, mark)));
        missed.extend(unheard.map(|mark| format!("{name}: {}", words[mark.0..mark.1].iter().collect::<String>())));
        let unasked = draft.problems.iter().filter(|problem| !spans.iter().any(|mark| about(problem.span, mark)));
        needless.extend(unasked.map(|problem| format!("{name}: {}〖{}〗", problem.message, problem.quote)));
        (marks, doubts) = (marks + spans.len(), doubts + draft.problems.len());
    }
    let share = |part: usize, of: usize| part as f64 / of as f64;
    let (precision, recall) = (share(doubts - needless.len(), doubts), share(marks - missed.len(), marks));
    println!("{doubts} doubts, precision {precision:.3}; {marks} marks, recall {recall:.3}");
    assert!(marks > 25 && doubts > 25, "{marks} {doubts}");
    assert!(recall >= RECALL, "{recall:.3}: {missed:#?}");
    assert!(precision >= PRECISION, "{precision:.3}: {needless:#?}");
}
