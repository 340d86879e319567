//! Whether a list names units.

use crate::bodies;
use crate::heading;
use crate::sentence::{closes_frame, opens_frame, split_outside};
use crate::text::Passage;

/// Marks around a list that are none of it.
pub(crate) const AROUND: &[char] = &[
    '。', '；', '，', '、', ' ', '\t', '\n', ';', ',', '：', ']', '】', '〕', '—', '–', '―', '－', '-', '·', '•', '<',
    '>', '＜', '＞', '/',
];

/// Marks behind or before a name that a document gives a meaning of its own: 市甲局★.
pub(crate) const MARKS: &[char] = &['★', '☆', '*', '＊', '▲', '△', '※', '●', '◆', '■', '#', '＃', '√'];

/// Whether all names of a short list, and most of a long one, name units; places are units beside one that is sure.
pub(crate) fn names_bodies(list: Passage<'_>) -> bool {
    let (known, names) = known_names(list, bodies::is_body);
    let with_places = || {
        let (known, names) = known_names(list, |name| bodies::is_body(name) || bodies::is_place(name));
        known == names
    };
    known > 0 && (known * 4 >= names * 3 || with_places())
}

/// ①区水务局, （1）区水务局: the name without its number in the list.
pub(crate) fn without_number(name: Passage<'_>) -> Passage<'_> {
    let counted = |name: Passage<'_>| {
        let digits = name.chars().iter().take_while(|c| c.is_ascii_digit()).count();
        let point = matches!(name.at(name.start() + digits), Some('.' | '．' | '、'));
        ((1..=2).contains(&digits) && point).then_some(digits + 1)
    };
    let numbers = |c: char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '（' | '(' | '0'..='9');
    let first = name.at(name.start()).is_some_and(numbers);
    let length = if first { heading::item(name).or_else(|| counted(name)) } else { None };
    length.map_or(name, |length| name.from(name.start() + length))
}

/// How many names of a list look like a unit's, and how many there are.
fn known_names(list: Passage<'_>, known: impl Fn(&str) -> bool) -> (usize, usize) {
    let names = whole(list, split_outside(list, &['、', '，', '；', ' ', '/', '+', '＋']));
    let is = |name: &&Passage<'_>| {
        known(bodies::plain(&without_others(without_number(name.trim(MARKS))).to_string())) || joins(**name)
    };
    let units = names.iter().filter(is).count();
    (units, names.len())
}

/// The names with the levels in front of one that are none: 市、县、乡三级农业部门.
fn whole<'t>(list: Passage<'t>, names: Vec<Passage<'t>>) -> Vec<Passage<'t>> {
    let mut whole: Vec<Passage<'t>> = Vec::new();
    for name in names {
        match whole.last_mut().filter(|last| last.end() + 1 == name.start() && parts_levels(list, last.end())) {
            Some(last) => *last = last.through(name),
            None => whole.push(name),
        }
    }
    whole
}

/// Whether the mark at `at` parts levels of government that are counted behind them, and no names: 市、县、乡三级….
pub(crate) fn parts_levels(list: Passage<'_>, at: usize) -> bool {
    const LEVELS: &str = "省市州县区乡镇村";
    let level = |at: usize| list.at(at).is_some_and(|c| LEVELS.contains(c));
    if list.at(at) != Some('、') || !at.checked_sub(1).is_some_and(level) {
        return false;
    }
    let mut next = at;
    while list.at(next) == Some('、') && level(next + 1) {
        next += 2;
    }
    let alone = at < list.start() + 2 || list.at(at - 2).is_some_and(|c| "，、；。 ".contains(c));
    list.matches_any(next, &["两级", "二级", "三级", "四级", "五级"]).is_some()
        || (alone && shares_department(list, next))
}

/// 市、县|水行政主管部门: one kind of department on several levels.
fn shares_department(list: Passage<'_>, at: usize) -> bool {
    const NAME: usize = 16;
    let rest = list.cut(at, (at + NAME).min(list.end()));
    let name = split_outside(rest, &['、', '，', '；', '。', ' ']).first().copied().unwrap_or(rest);
    name.len() > 2 && name.ends_with_any(&["部门"])
}

/// 丙局以及各县区; and the 政府 of 各县党委、政府.
fn joins(name: Passage<'_>) -> bool {
    let joined = |at: usize, len: usize| {
        let (first, second) = (name.to(at).to_string(), name.from(at + len));
        let words = second.to_string();
        let named = second.starts_with("各") || bodies::is_unit(&words) || bodies::is_place(&words);
        bodies::is_department(&first) && named
    };
    ["以及", "及", "和", "与"].iter().any(|word| name.find(word).is_some_and(|at| joined(at, word.chars().count())))
        || bodies::GOVERNMENTS.iter().any(|word| name.matches(name.start(), word) == Some(name.end()))
}

/// 丙局等, 丙局等部门: the name before 等.
pub(crate) fn without_others(name: Passage<'_>) -> Passage<'_> {
    let inner = name.trim(AROUND);
    let framed = inner.chars().iter().any(|c| opens_frame(*c));
    let closed = framed && name.at(inner.end()).is_some_and(closes_frame); // 市甲局〔牵头〕
    let name = name.cut(inner.start(), inner.end() + usize::from(closed));
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
