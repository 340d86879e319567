//! 甲局会同乙局: the first leads, the others help, where no verb says another thing.

use super::list::List;
use crate::named::{self, AROUND, names_units};
use crate::roles::Role;
use crate::sentence::{nesting, split_outside};
use crate::text::Passage;

/// The word that joins them.
const WITH: &str = "会同";

/// The lists with those parted that name somebody together with others.
pub(super) fn parted(lists: Vec<List<'_>>) -> Vec<List<'_>> {
    if lists.iter().any(|list| matches!(list.role, Role::Lead | Role::Main)) {
        return lists;
    }
    lists.into_iter().flat_map(|list| halves(list).unwrap_or_else(|| vec![list])).collect()
}

/// 甲局会同乙局，各县负责: who stands behind the comma is no helper of the first.
fn halves(list: List<'_>) -> Option<Vec<List<'_>>> {
    let vague = matches!(list.role, Role::Responsible | Role::Bare | Role::Unknown);
    let (first, others) = seam(list.names).filter(|_| vague)?;
    let helps = split_outside(others, &['，', ',']).first().copied().unwrap_or(others);
    let rest = others.from(helps.end()).trim(AROUND);
    let lists = [(Role::Lead, first), (Role::Support, helps), (list.role, rest)];
    Some(
        lists
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(role, names)| List { role, names, ..list })
            .collect(),
    )
}

/// The names before and behind the word that joins them.
fn seam(names: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let places = names.find(WITH).map(|at| (at, at + WITH.chars().count()));
    let (at, end) = places.or_else(|| asks(names))?;
    let nested = nesting(names).get(at - names.start()).copied().unwrap_or(false);
    let (first, others) = (names.to(at), names.from(end));
    let both = !nested && !first.is_empty() && names_units(first) && names_units(others);
    both.then_some((first, others))
}

/// 市甲局商市乙局, 市甲局商有关部门: a level stands behind the word, so that it is none of 工商联 or 商务局.
fn asks(names: Passage<'_>) -> Option<(usize, usize)> {
    const LEVELS: &[char] = &['省', '市', '州', '县', '区', '自', '各', '有', '相'];
    let at = names.find("商")?;
    let levelled = names.at(at + 1).is_some_and(|c| LEVELS.contains(&c));
    (levelled && named::names_only_bodies(names.to(at))).then_some((at, at + 1))
}

/// What those do who are left without a verb behind a list that has one: 甲局牵头会同乙局.
pub(super) fn role_of(names: Passage<'_>) -> Role {
    if names.starts_with(WITH) { Role::Support } else { Role::Responsible }
}
