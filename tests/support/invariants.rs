//! What holds of every draft, whatever the document: for the property test and for the fuzz target.

use duban_domain::draft::{Draft, Span};

/// Panics where a draft breaks a promise: its spans are valid, nothing of the document is lost, no text is made up.
pub fn assert_sound(draft: &Draft) {
    let document: Vec<char> = draft.document.text.chars().collect();
    for Span(from, to) in spans(draft) {
        assert!(from <= to && to <= document.len(), "{from}..{to} of {}", document.len());
    }
    assert!(draft.problems.is_sorted_by_key(|problem| problem.span), "problems are out of order");
    assert!(draft.problems.iter().all(|problem| !problem.message.is_empty()), "a problem says nothing");
    assert_nothing_is_lost(draft, &document);
    assert_nothing_is_made_up(draft, &document);
}

/// Every span of a draft.
pub fn spans(draft: &Draft) -> Vec<Span> {
    let measures = || draft.tasks.iter().flat_map(|task| &task.measures);
    let milestones = measures().flat_map(|measure| &measure.milestones).map(|milestone| milestone.span);
    let indicators = measures().flat_map(|measure| &measure.indicators).chain(&draft.plan.indicators);
    let problems = draft.problems.iter().map(|problem| problem.span);
    let parts = measures().map(|measure| measure.span).chain(draft.headings.iter().copied());
    let rest = draft.annex.iter().copied().chain(draft.leftovers.iter().map(|left| left.span));
    parts.chain(rest).chain(milestones).chain(indicators.map(|indicator| indicator.span)).chain(problems).collect()
}

/// Every character but white space belongs to a measure, a heading, the annex or a leftover.
fn assert_nothing_is_lost(draft: &Draft, document: &[char]) {
    let mut covered = vec![false; document.len()];
    let measures = draft.tasks.iter().flat_map(|task| &task.measures).map(|measure| measure.span);
    let leftovers = draft.leftovers.iter().map(|left| left.span);
    for Span(from, to) in measures.chain(leftovers).chain(draft.headings.iter().chain(&draft.annex).copied()) {
        covered[from..to].fill(true);
    }
    let lost = document.iter().zip(&covered).position(|(c, covered)| !covered && !c.is_whitespace());
    assert_eq!(lost, None, "a character is lost");
    for left in &draft.leftovers {
        let there: String = document[left.span.0..left.span.1].iter().collect();
        assert_eq!(there, left.quote, "a leftover is not what stands there");
    }
}

/// The letters and digits of a measure's text stand in the document at its span, in their order.
fn assert_nothing_is_made_up(draft: &Draft, document: &[char]) {
    for measure in draft.tasks.iter().flat_map(|task| &task.measures) {
        let mut there = document[measure.span.0..measure.span.1].iter().copied().map(half_width);
        let said = measure.text.chars().filter(|c| c.is_alphanumeric()).map(half_width);
        let made_up: String = said.filter(|c| !there.any(|d| d == *c)).take(40).collect();
        assert!(made_up.is_empty(), "{made_up:?} in {:?}", measure.text.chars().take(200).collect::<String>());
    }
}

/// Full-width letters and digits in half width: the compiler keeps some as written and reads others.
fn half_width(c: char) -> char {
    let narrow = char::from_u32((c as u32).wrapping_sub(0xfee0)).filter(char::is_ascii_alphanumeric);
    narrow.unwrap_or(c)
}
