//! What stands in front of a verb, part by part: names, times between them, and names that words close which are no known verb.

use super::list::List;
use super::persons;
use crate::bodies;
use crate::date;
use crate::named::AROUND;
use crate::roles::{self, Role};
use crate::sentence::split_outside;
use crate::text::{Passage, Terms};

/// What the whole name of a body ends with; what stands behind it is no part of the name.
const WHOLE: &Terms = &Terms::new(&[
    "学院",
    "大学",
    "中心",
    "局",
    "厅",
    "委",
    "办",
    "署",
    "委员会",
    "办公室",
    "管委会",
    "政府",
    "公司",
    "部门",
    "单位",
    "办事处",
]);
/// What the name of a group of places ends with: 各镇街兜底.
const PLACES: &Terms = &Terms::new(&["县", "市", "区", "州", "镇", "乡", "街", "街道", "园区", "）", "地", "旗", "盟"]);
/// What the name of a body inside of another ends with: 市甲局某某站.
const INNER: &str = "站所队科处室组院校厂会社馆园场库行司局委办部厅署心团军区县市镇乡村街道人班庭点台大协监";
/// What a name ends with that is whole for sure.
const SURE: &str = "局厅委办部署府门位";
/// Words behind a name that close its list are not longer.
const TAIL: usize = 8;
/// What has no date and goes on.
const LASTING: &Terms = &Terms::new(&[
    "全年",
    "年内",
    "常年",
    "长期",
    "持续",
    "每年",
    "每月",
    "每季",
    "每半年",
    "每周",
    "按月",
    "按季",
    "按年",
    "贯穿",
    "常态化",
    "定期",
    "适时",
    "随时",
    "立即",
    "即时",
    "即日起",
    "立行立改",
    "即知即改",
]);
/// How often something is done, wherever it stands: 汛期每周1次.
const PACES: &[&str] = &["每周", "每月", "每季", "每半年", "每年", "每日", "每旬", "每天"];
/// A time among names is not longer.
const TIME: usize = 16;

/// The parts of what may be a list.
#[derive(Debug, Default)]
pub(super) struct Parts<'t> {
    /// Lists that words of their own close.
    pub(super) closed: Vec<List<'t>>,
    /// Times.
    pub(super) times: Vec<Passage<'t>>,
    /// The names that are left.
    pub(super) names: Vec<Passage<'t>>,
}

/// Takes a list apart.
pub(super) fn parts(list: Passage<'_>) -> Parts<'_> {
    let mut parts = Parts::default();
    let mut open: Option<Passage<'_>> = None;
    for part in split_outside(list, &['，', '；', '。', ',', ';']) {
        let part = part.trim(AROUND);
        if part.is_empty() {
            continue;
        }
        if is_time(part) {
            parts.names.extend(open.take());
            parts.times.push(part);
            continue;
        }
        if roles::is_manner(part) {
            let shared = open.take().map(|names| List { role: Role::Responsible, names, duty: Some(part) });
            parts.closed.extend(shared);
            continue;
        }
        let whole = open.map_or(part, |open| open.through(part));
        match tail(part) {
            Some((at, role)) => {
                let helps = matches!(role, Role::Support | Role::Guide); // 市甲局，某某学院支持
                let others =
                    open.take().filter(|_| helps).map(|names| List { role: Role::Responsible, names, duty: None });
                let names = if others.is_some() { part.to(at) } else { whole.to(at) };
                parts.closed.extend(others);
                parts.closed.push(List { role, names, duty: Some(whole.from(at)) });
            }
            None => open = Some(whole),
        }
    }
    parts.names.extend(open);
    parts
}

/// 全年, 9月底前: a time that stands among names.
fn is_time(part: Passage<'_>) -> bool {
    let lasts = part.strip_prefix(LASTING).is_some();
    let may = |part: Passage<'_>| {
        part.chars().iter().any(|c| matches!(c, '年' | '月' | '日' | '底' | '前' | '末' | '季' | '内' | '-' | '/'))
    };
    let dated = |part: Passage<'_>| may(part) && (is_month(part) || !date::dates(part, Some(2000)).is_empty());
    let paced = part.contains_any(PACES) && part.chars().first().is_some_and(|c| !"各由市县省区州".contains(*c));
    let time = part.len() <= TIME && (lasts || paced || dated(part));
    time && !bodies::is_unit(&part.to_string())
}

/// 10月, 3—5月, 2026年10月: a month by itself.
fn is_month(part: Passage<'_>) -> bool {
    let digits = part.strip_suffix(&["月份", "月"]).map(|(digits, _)| digits);
    digits.is_some_and(|digits| {
        let plain = |c: &char| c.is_ascii_digit() || *c == '年' || matches!(c, '—' | '-' | '至' | '～' | '~');
        digits.chars().first().is_some_and(char::is_ascii_digit) && digits.chars().iter().all(plain)
    })
}

/// Where the words begin that close a list behind its last name, and what they say: 市甲局盯办.
fn tail(part: Passage<'_>) -> Option<(usize, Role)> {
    if part.chars().last().is_some_and(|c| SURE.contains(*c)) {
        return None;
    }
    let name = split_outside(part, &['、']).last().copied()?;
    let written = name.to_string();
    let plain = bodies::plain(&written);
    if bodies::is_unit(plain) && !bodies::is_loose(plain) {
        return None;
    }
    if persons::has_post(name) {
        return None;
    }
    let from = name.start().max(name.end().saturating_sub(TAIL));
    let group = name.starts_with("各");
    let whole =
        |head: Passage<'_>| head.ends_with_any(WHOLE) || (group && head.ends_with_any(PLACES) && head.len() > 2);
    let closed = |head: Passage<'_>| {
        head.chars().iter().filter(|c| matches!(c, '（' | '）' | '〈' | '〉' | '〔' | '〕')).count() % 2 == 0
    };
    let ends = |at: &usize| whole(name.to(*at)) && closed(name.to(*at)) && bodies::is_body(&name.to(*at).to_string());
    let at = (from..name.end().saturating_sub(1)).rev().find(ends)?;
    let words = name.from(at);
    let inner =
        words.chars().last().is_some_and(|c| INNER.contains(*c)) || words.contains_any(&["（", "等", "及", "和", "与"]);
    let shared = roles::is_manner(words).then_some(Role::Responsible);
    let said = shared.or_else(|| roles::spoken(words, at).map(|(role, _)| role));
    (!inner || said.is_some()).then_some((at, said.unwrap_or(Role::Unknown)))
}

/// Whether a clause ends without a word of a role.
pub(super) fn roles_end(clause: Passage<'_>) -> bool {
    (clause.start()..clause.end()).all(|at| roles::verb_at(clause, at).is_none_or(|(_, end)| end < clause.end()))
}
