//! Units that stand before the words that they do all that follows: 各县（区）政府均为责任单位，下同.

use super::convention::{Convention, MATTERS};
use crate::named::names_only_units;
use crate::roles::Role;
use crate::text::Passage;

/// The convention of a clause that says it.
pub(super) fn declared(clause: Passage<'_>) -> Option<Convention<'_>> {
    of_all(clause).map(|(role, list)| Convention::Also(role, list))
}

/// What says that units before it are charged with everything.
const CHARGED: &[&str] = &[
    "均承担主体责任",
    "承担主体责任",
    "负主体责任",
    "对各项任务均有落实责任",
    "对各项任务负落实责任",
    "对本地区各项任务负总责",
    "对各项任务负总责",
];

/// The units, and what they do.
fn of_all(clause: Passage<'_>) -> Option<(Role, Passage<'_>)> {
    const ROLES: &[(&str, Role)] = &[
        ("责任单位", Role::Responsible),
        ("责任部门", Role::Responsible),
        ("责任主体", Role::Responsible),
        ("实施主体", Role::Responsible),
        ("落实主体", Role::Responsible),
        ("配合单位", Role::Support),
    ];
    if let Some((list, _)) = clause.strip_suffix(CHARGED) {
        return names_only_units(list).then_some((Role::Responsible, list));
    }
    let (role, list) = ROLES.iter().find_map(|(word, role)| Some((*role, clause.strip_suffix(&[*word])?.0)))?;
    let (list, _) = list.strip_suffix(&["均为", "均是", "都是", "均作为", "都为", "为"])?;
    (names_only_units(list) && !list.contains_any(MATTERS)).then_some((role, list))
}
