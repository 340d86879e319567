//! All or some of several kinds of places, in whatever order their kinds are told: 各市、州、直管市, 各区（市）县, 各县（市、区）和市属开发区.

use super::around::BETWEEN;
use super::verbs::is_verb_at;
use crate::bodies::GOVERNMENTS;
use crate::text::{Passage, Terms};

/// What makes all or some of them.
const WHICH: &[&str] = &["各有关", "各相关", "各", "有关", "相关", "每个", "沿海各", "沿江各", "山区各"];
/// Kinds of places, longer ones first.
const KINDS: &Terms = &Terms::new(&[
    "省直管县",
    "自治县",
    "自治州",
    "自治旗",
    "直管市",
    "设区的市",
    "市属开发区",
    "开发区",
    "功能区",
    "管理区",
    "经开区",
    "高新区",
    "新区",
    "街道",
    "团场",
    "农场",
    "林场",
    "牧场",
    "园区",
    "乡镇",
    "社区",
    "行政村",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "地",
    "镇",
    "乡",
    "街",
    "村",
    "场",
    "师",
    "校",
]);
/// What joins them.
const MARKS: &[char] = &['、', '和', '及'];
/// What goes on behind the words for somebody, besides a verb or a time.
const BEHIND: &Terms = &Terms::new(&[
    "年底",
    "年内",
    "年中",
    "年末",
    "上半年",
    "下半年",
    "月底",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "第",
    "每",
    "到",
    "至",
    "按",
    "根据",
]);
/// They are no longer.
const LONGEST: usize = 24;
/// Nor shorter than what the other rules know.
const KNOWN: &[&str] = &["各市", "各地", "各县", "各区", "各镇", "各乡", "各地市", "各市地"];
/// Words that only end like the name of a kind.
const NO_KINDS: &[&str] = &["市场", "地区", "地市场", "区街"];

/// The words that stand at `at`, and their end.
pub(super) fn at(clause: Passage<'_>, at: usize) -> Option<(usize, String)> {
    let (_, first) = clause.matches_any(at, WHICH)?;
    let last = (clause.end()).min(at + LONGEST);
    let (mut end, mut open, mut whole) = (first, 0usize, None);
    while end < last {
        let next = match clause.at(end)? {
            '（' => {
                open += 1;
                end + 1
            }
            '）' if open > 0 => {
                open -= 1;
                end + 1
            }
            c if MARKS.contains(&c) && end > first => end + 1,
            _ => match clause.matches_any(end, KINDS) {
                Some((_, next)) => next,
                None => break,
            },
        };
        end = next;
        let joined = clause.before(end).is_some_and(|c| MARKS.contains(&c) || c == '（');
        if open == 0 && !joined && goes_on(clause, end) {
            whole = Some(end);
        }
    }
    let end = whole?;
    let words = clause.cut(at, end).to_string();
    let behind = clause.matches_any(end, GOVERNMENTS).map_or(end, |(_, behind)| behind);
    let known = KNOWN.contains(&words.as_str()) || NO_KINDS.iter().any(|no| words.ends_with(no));
    (!known).then_some((behind, words))
}

/// Whether what somebody does, or when, stands behind the words for them.
fn goes_on(clause: Passage<'_>, end: usize) -> bool {
    let end = clause.matches_any(end, GOVERNMENTS).map_or(end, |(_, behind)| behind);
    let listed =
        || clause.at(end) == Some('、') && clause.at(end + 1).is_some_and(|c| "各有相省市县区州自".contains(c));
    let mark = clause.at(end).is_none_or(|c| c.is_ascii_digit() || matches!(c, '，' | '；')) || listed();
    mark || is_verb_at(clause, end)
        || clause.matches_any(end, BETWEEN).is_some()
        || clause.matches_any(end, BEHIND).is_some()
}
