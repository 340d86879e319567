//! Whether what stands before the verbs of a note are units: the first list says so, or one beside it does.

use super::list::List;
use crate::bodies;
use crate::named::{names_bodies, names_units};
use crate::sentence::split_outside;
use crate::text::is_ideograph;

/// A name that no list has is no longer.
const NAME: usize = 12;

/// Whether lists are those of units; bare ones have no verb that says so.
pub(super) fn are(lists: &[List<'_>], bare: bool) -> bool {
    let Some((first, others)) = lists.split_first() else { return false };
    if bare {
        return names_bodies(first.names);
    }
    let beside = || is_plain(first) && others.iter().any(|other| names_units(other.names)); // 某某中心牵头，县甲局配合
    names_units(first.names) || are_places(first) || beside()
}

/// 城关镇牵头.
fn are_places(list: &List<'_>) -> bool {
    split_outside(list.names, &['、']).iter().all(|name| bodies::is_place(&name.to_string()))
}

fn is_plain(list: &List<'_>) -> bool {
    let short = split_outside(list.names, &['、', '，']).iter().all(|name| name.len() <= NAME);
    short && list.names.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '、' | '（' | '）'))
}
