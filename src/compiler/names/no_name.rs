//! What stands in a list of names and names nobody: 同第1项, 乙方, 1、2项; and figures behind a name: 平川县6万亩.

use crate::bodies;
use crate::doubt::Doubts;
use crate::figure;
use crate::text::{Passage, Terms, is_ideograph};

/// Words for somebody whom only those know who wrote them.
const SELF: &Terms = &Terms::new(&[
    "甲方",
    "乙方",
    "丙方",
    "本单位",
    "本部门",
    "本局",
    "本办",
    "我局",
    "我办",
    "我单位",
    "我委",
    "我厅",
    "贵单位",
    "贵局",
]);

/// Whether words are no name, which is said.
pub(super) fn is_one(part: Passage<'_>, doubts: &mut Doubts) -> bool {
    let message = if is_reference(part) {
        "这里写的是同另一项，没有读作单位，请补分工"
    } else if SELF.contains(&part.to_string().as_str()) {
        "这里没有写出单位名称，请补是哪个单位"
    } else if is_item(part) {
        "这里是按项分工，没有逐项读，请补分工"
    } else {
        return false;
    };
    doubts.warn(part, message);
    true
}

/// 同第1项, 同前项, 同序号1; 同第1 where a list of them was parted.
fn is_reference(part: Passage<'_>) -> bool {
    const LONGEST: usize = 8;
    let rest = part.strip_prefix(&["同第", "同前", "参照第", "见第", "同序号", "同"]).filter(|_| part.len() <= LONGEST);
    let numbered = |rest: Passage<'_>| rest.chars().iter().all(char::is_ascii_digit) && !rest.is_empty();
    let item = part.ends_with_any(&["项", "条", "款", "行", "号", "点"]) && !part.starts_with("同一");
    let sole = |rest: Passage<'_>| {
        rest.start() == part.start() + 1 && rest.chars().first().is_some_and(|c| !c.is_ascii_digit())
    };
    rest.is_some_and(|rest| numbered(rest) || (item && !sole(rest)))
}

/// 1, 2项, 第3项: the number of an item.
fn is_item(part: Passage<'_>) -> bool {
    let number = part.strip_prefix(&["第"]).unwrap_or(part);
    let number = number.strip_suffix(&["项", "条", "款", "点"]).map_or(number, |(rest, _)| rest);
    !number.is_empty()
        && number.len() <= 3
        && number.chars().iter().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—'))
}

/// 平川县6万亩: the name in front of a figure, which is none of it.
pub(super) fn uncounted(part: Passage<'_>) -> Passage<'_> {
    if !part.chars().iter().any(char::is_ascii_digit) {
        return part;
    }
    let last = figure::figures(part).pop().filter(|figure| figure.end == part.end() && figure.unit.is_some());
    let head = last.map(|figure| part.to(figure.start));
    let named = |head: &Passage<'_>| {
        let name = head.to_string();
        head.chars().iter().all(|c| is_ideograph(*c)) && (bodies::is_place(&name) || bodies::is_unit(&name))
    };
    head.filter(named).unwrap_or(part)
}
