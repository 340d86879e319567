//! 甲局会同乙局: the first leads, the others help, where no verb says another thing.

use super::list::List;
use crate::named::names_units;
use crate::roles::Role;
use crate::sentence::nesting;
use crate::text::Passage;

/// The word that joins them.
const WITH: &str = "会同";

/// The lists with those parted that name somebody together with others.
pub(super) fn parted(lists: Vec<List<'_>>) -> Vec<List<'_>> {
    if lists.iter().any(|list| matches!(list.role, Role::Lead | Role::Main)) {
        return lists;
    }
    lists.into_iter().flat_map(|list| halves(list).map_or(vec![list], Vec::from)).collect()
}

fn halves(list: List<'_>) -> Option<[List<'_>; 2]> {
    let (names, vague) = (list.names, matches!(list.role, Role::Responsible | Role::Bare | Role::Unknown));
    let at = names.find(WITH).filter(|_| vague)?;
    let nested = nesting(names).get(at - names.start()).copied().unwrap_or(false);
    let (first, others) = (names.to(at), names.from(at + WITH.chars().count()));
    let both = !nested && !first.is_empty() && names_units(first) && names_units(others);
    both.then_some([List { role: Role::Lead, names: first, ..list }, List { role: Role::Support, names: others, ..list }])
}

/// What those do who are left without a verb behind a list that has one: 甲局牵头会同乙局.
pub(super) fn role_of(names: Passage<'_>) -> Role {
    if names.starts_with(WITH) { Role::Support } else { Role::Responsible }
}
