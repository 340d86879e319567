//! Those who are named behind 会同.

use crate::bodies;
use crate::text::{Passage, is_ideograph};

/// Words before the names of those who help: 会同市乙局、市丙局.
const TOGETHER: &[&str] = &["会同", "联合"];
/// A name is no longer.
const NAME: usize = 20;

/// The names behind 会同: each is one who helps.
pub(super) fn helpers(sentence: Passage<'_>, at: usize) -> Vec<(usize, usize)> {
    let mut names = Vec::new();
    let Some((_, mut from)) = sentence.matches_any(at, TOGETHER) else { return names };
    while let Some(end) = name_at(sentence, from) {
        names.push((from, end));
        let Some((_, next)) = sentence.matches_any(end, &["、", "和", "及", "以及"]) else { break };
        from = next;
    }
    names
}

/// Where the name of a body ends that stands at a place and opens no group: 市乙局.
fn name_at(sentence: Passage<'_>, from: usize) -> Option<usize> {
    const LEVELS: &[char] = &['省', '市', '县', '区', '州', '自', '国', '厅'];
    let inside = sentence.from(from).chars().iter().take(NAME).take_while(|c| is_ideograph(**c)).count();
    let levelled = sentence.at(from).is_some_and(|c| LEVELS.contains(&c));
    let body = |end: &usize| bodies::is_department(&sentence.cut(from, *end).to_string());
    (from + 3..=from + inside).find(body).filter(|_| levelled)
}
