//! 其他设区市: those that the sentence has not named before.

use super::subject::{Kind, Subject};
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// Words that leave out whom the sentence has named.
const OTHERS: &[&str] = &["其他", "其余", "其它"];
/// Whom they mean, longer ones first; what counts as all cities is marked.
const WHOM: &[(&str, bool)] = &[
    ("各设区市", true),
    ("设区市", true),
    ("各地级市", true),
    ("地级市", true),
    ("各地市", true),
    ("地市", true),
    ("各市", true),
    ("各县（市、区）", false),
    ("县（市、区）", false),
    ("各县区", false),
    ("县区", false),
    ("区县", false),
    ("市县", false),
    ("各县", false),
    ("各区", false),
    ("各地", false),
    ("地区", false),
    ("城市", true),
    ("企业", false),
    ("园区", false),
    ("单位", false),
    ("部门", false),
    ("市", true),
    ("县", false),
    ("区", false),
];

/// The words for the others that stand at `at`, and their end.
pub(super) fn at(clause: Passage<'_>, at: usize) -> Option<(usize, String)> {
    let (_, whom) = clause.matches_any(at, OTHERS)?;
    let end = WHOM.iter().find_map(|(word, _)| clause.matches(whom, word))?;
    let end = clause.matches_any(end, &["人民政府", "政府"]).map_or(end, |(_, behind)| behind);
    Some((end, clause.cut(at, end).to_string()))
}

/// Puts the cities that were not named in the place of the words for them.
pub(super) fn resolve(subjects: &mut [Subject], registry: &UnitRegistry) {
    let mut named: Vec<String> = Vec::new();
    for subject in subjects.iter_mut().filter(|subject| subject.kind == Kind::Body) {
        let others = subject.owed.first().is_some_and(|word| means_cities(word));
        let known = |name: &String| registry.cities().iter().any(|city| city.short == *name);
        if others && named.iter().any(known) {
            let rest = registry.cities().iter().map(|city| &city.short).filter(|city| !named.contains(city));
            subject.owed = rest.cloned().collect();
        }
        named.extend(subject.owed.iter().cloned());
    }
}

/// Whether words leave it open who is meant.
pub(crate) fn are_others(words: &str) -> bool {
    OTHERS.iter().any(|word| words.starts_with(word)) && !words.ends_with("企业")
}

fn means_cities(words: &str) -> bool {
    let whom = OTHERS.iter().find_map(|word| words.strip_prefix(word));
    whom.is_some_and(|whom| WHOM.iter().any(|(word, cities)| *cities && whom.starts_with(word)))
}
