//! Governments and groups of them, where they stand in a clause.

use super::group::{self, EVERYWHERE, every_city};
use super::subject::{Kind, Subject};
use super::{around, department, kinds, others, place, verbs};
use crate::places;
use crate::region;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// Words for every city of the region, besides the registry's groups.
const ALL_CITIES: &[&str] = &["各设区市", "各地市", "各市"];

/// A government, or all of them, at `at`.
pub(super) fn plain_at(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let subject = |end: usize, owed: Vec<String>| Subject { start: at, end, owed, kind: Kind::Body };
    if let Some((end, words)) = others::at(clause, at) {
        return Some(subject(end, vec![words]));
    }
    if let Some(cities) = places::cities_at(clause, at, registry).filter(|cities| !goes_on_inside(clause, cities.end)) {
        let (end, names) = with_places(clause, cities.end, cities.names, registry);
        return Some(subject(end, names));
    }
    let known = |words: &String| registry.groups().iter().any(|group| group.name == *words || group.phrase == *words);
    if let Some((end, words)) = kinds::at(clause, at).filter(|(_, words)| !known(words)) {
        let (end, words) = with_groups(clause, end, vec![words]);
        return Some(subject(end, words));
    }
    for group in registry.groups() {
        if let Some(end) = clause.matches(at, &group.name).or_else(|| clause.matches(at, &group.phrase)) {
            return Some(subject(end, vec![group.phrase.clone()]));
        }
    }
    if let Some((end, words)) = group::at(clause, at) {
        let (end, words) = with_groups(clause, end, vec![words]);
        return Some(subject(end, words));
    }
    if let Some((_, end)) = clause.matches_any(at, ALL_CITIES) {
        return Some(subject(end, vec![every_city(registry)]));
    }
    if let Some(end) = clause.matches(at, EVERYWHERE) {
        return Some(subject(end, vec![EVERYWHERE.to_owned()]));
    }
    region::all_at(clause, at).map(|(word, end)| subject(end, vec![word.to_owned()]))
}

/// 甲市、乙县、自治区丙厅: counties and departments behind the cities of a list are named as well.
fn with_places(
    clause: Passage<'_>,
    end: usize,
    mut names: Vec<String>,
    registry: &UnitRegistry,
) -> (usize, Vec<String>) {
    let mut end = end;
    while let Some((_, next)) = clause.matches_any(end, &["、", "和", "及", "与"]) {
        let place = || place::one(clause, next).map(|to| (to, clause.cut(next, to).to_string()));
        let Some((to, name)) = department::department_at(clause, next, registry).or_else(place) else { break };
        names.push(name);
        end = to;
    }
    (end, names)
}

/// 各镇（街道）、各部门: groups behind a group.
fn with_groups(clause: Passage<'_>, end: usize, mut groups: Vec<String>) -> (usize, Vec<String>) {
    let mut end = end;
    let bare = |at: usize| {
        let found = group::bare_at(clause, at)?;
        let goes_on = clause.at(found.0).is_none_or(|c| c.is_ascii_digit() || matches!(c, '、' | '，' | '每'));
        (goes_on || verbs::is_verb_at(clause, found.0) || clause.matches_any(found.0, around::BETWEEN).is_some())
            .then_some(found)
    };
    let next = |at: usize| group::at(clause, at).or_else(|| bare(at));
    while let Some((to, words)) = clause.matches_any(end, &["、", "和", "及"]).and_then(|(_, at)| next(at)) {
        groups.push(words);
        end = to;
    }
    (end, groups)
}

/// 甲市乙县: a county, a district or a new area is named, and its city only says where it is.
fn goes_on_inside(clause: Passage<'_>, at: usize) -> bool {
    clause.before(at) == Some('市')
        && (at + 3..=at + 5).any(|end| end <= clause.end() && place::is_place(clause.cut(at, end)))
}
