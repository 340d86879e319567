//! Whether a list names units.

use crate::bodies;
use crate::sentence::split_outside;
use crate::text::Passage;

/// Marks around a list that are none of it.
pub(crate) const AROUND: &[char] = &[
    '。', '；', '，', '、', ' ', '\t', '\n', ';', ',', '：', ']', '】', '〕', '—', '–', '―', '－', '-', '·', '•', '<',
    '>', '＜', '＞', '/',
];

/// Whether all names of a short list, and most of a long one, name units.
pub(crate) fn names_bodies(list: Passage<'_>) -> bool {
    let (known, names) = known_names(list, bodies::is_body);
    known > 0 && known * 4 >= names * 3
}

/// How many names of a list look like a unit's, and how many there are.
fn known_names(list: Passage<'_>, known: impl Fn(&str) -> bool) -> (usize, usize) {
    let names = split_outside(list, &['、', '，', '；', ' ', '/']);
    let units = names.iter().filter(|name| known(bodies::plain(&without_others(**name).to_string()))).count();
    (units, names.len())
}

/// 丙局等, 丙局等部门: the name before 等.
pub(crate) fn without_others(name: Passage<'_>) -> Passage<'_> {
    let name = name.trim(AROUND);
    let high = |at: usize| name.before(at).is_none_or(|c| "高中初平同上优".contains(c));
    name.rfind("等").filter(|at| !high(*at)).map_or(name, |at| name.to(at))
}

/// Whether a list names units where a verb says so: half of its names at least.
pub(crate) fn names_units(list: Passage<'_>) -> bool {
    let (known, names) = known_names(list, bodies::is_unit);
    known > 0 && known * 2 >= names
}

/// Whether a list names units and nothing else.
pub(crate) fn names_only_units(list: Passage<'_>) -> bool {
    let (known, names) = known_names(list, bodies::is_unit);
    known == names
}

/// Whether a list names units and nothing else, even where no word says that it does.
pub(crate) fn names_only_bodies(list: Passage<'_>) -> bool {
    let (known, names) = known_names(list, bodies::is_body);
    known == names && known > 0
}
