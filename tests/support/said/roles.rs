//! Units next to words for their roles: 市甲局牵头, 责任单位：市甲局.

use super::lexers::Text;
use super::{Kind, Written};

const BEHIND: &[&str] =
    &["牵头", "配合", "负责", "主责", "主办", "协办", "承办", "参与", "参加", "协助", "兜底", "会同"];
const LABELS: &[&str] = &[
    "责任单位",
    "责任部门",
    "牵头单位",
    "牵头部门",
    "配合单位",
    "配合部门",
    "主责单位",
    "参与单位",
    "主办单位",
    "协办单位",
    "承办单位",
    "负责单位",
    "落实单位",
];
/// What names of units end with.
pub const BODIES: &[&str] = &[
    "局",
    "委",
    "厅",
    "部",
    "办",
    "政府",
    "中心",
    "公司",
    "总队",
    "支队",
    "海关",
    "银行",
    "集团",
    "管委会",
    "协会",
    "法院",
];
const MANNERS: &[&str] =
    &["按职责分工", "按照职责分工", "按职责", "按分工", "分别", "共同", "具体", "等", "等部门", "等单位", "各"];

/// 市甲局牵头, 责任单位：市甲局: the unit next to the word.
pub fn roles(text: &Text) -> Vec<Written> {
    (0..text.chars.len()).filter_map(|at| before_word(text, at).or_else(|| behind_label(text, at))).collect()
}

fn before_word(text: &Text, at: usize) -> Option<Written> {
    text.word(at, BEHIND)?;
    let mut end = at;
    while let Some(shorter) = MANNERS.iter().find_map(|word| {
        let from = end.checked_sub(word.chars().count())?;
        text.word(from, &[word]).filter(|to| *to == end).map(|_| from)
    }) {
        end = shorter;
    }
    let from = (0..end).rev().take_while(|at| is_of_name(text.get(*at))).last()?;
    named(text, from, end)
}

fn behind_label(text: &Text, at: usize) -> Option<Written> {
    let colon = text.word(at, LABELS).filter(|end| matches!(text.get(*end), Some(':' | '】' | ']')))?;
    let from = text.words_or(colon + 1, &[":"]);
    let end = (from..).find(|at| !is_of_name(text.get(*at)))?;
    named(text, from, end)
}

fn is_of_name(c: Option<char>) -> bool {
    c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// A name that ends like that of a unit, no longer than one.
fn named(text: &Text, from: usize, end: usize) -> Option<Written> {
    const NAME: std::ops::RangeInclusive<usize> = 3..=16;
    let words: String = text.chars.get(from..end)?.iter().collect();
    let joined = ["由", "会同", "是"].iter().filter_map(|mark| words.rfind(mark).map(|at| at + mark.len())).max();
    let from = joined.map_or(from, |at| from + words.get(..at).unwrap_or_default().chars().count());
    let words: String = text.chars[from..end].iter().collect();
    let body = BODIES.iter().any(|body| words.ends_with(body));
    (body && NAME.contains(&words.chars().count())).then(|| text.written(Kind::Role, from, end))
}
