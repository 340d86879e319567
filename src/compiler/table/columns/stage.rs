//! Columns whose name is a part of the year: what must be there by then stands below it. And those whose name is what is done: when
//! stands below it.

use super::words::OF_STAGE;
use crate::text::Terms;

/// The length of a year with its word: 2025年.
const YEAR: usize = "2025年".len();
/// Parts of the year in words.
const PARTS: &[&str] =
    &["一季度", "二季度", "三季度", "四季度", "1季度", "2季度", "3季度", "4季度", "上半年", "下半年", "前三季度"];
/// Parts that have no number.
const WHOLE: &[&str] = &["全年", "年底", "年末", "年终", "年中", "年内"];
/// What stands behind a year over a column of what was there in it.
const DONE_VALUES: &Terms = &Terms::new(&[
    "实绩",
    "实际",
    "实际值",
    "实际数",
    "实际完成",
    "实际完成值",
    "完成",
    "完成值",
    "完成数",
    "完成量",
    "完成情况",
    "现状",
    "现状值",
    "基数",
    "基数值",
    "基准",
    "基准值",
    "基期",
    "基期值",
    "值",
    "数值",
    "数",
    "情况",
]);
/// What is still to be done where a column is named after it, with or without a word for the time.
const ACTS: &Terms = &Terms::new(&[
    "开工", "动工", "开建", "进场", "立项", "批复", "核准", "招标", "开标", "挂网", "定标", "竣工", "完工", "交工",
    "封顶", "通车", "投产", "投用", "达产", "验收", "拆迁", "平整",
]);

/// 开工, 可研批复: what is done by the time that stands below it.
pub(super) fn is_act(name: &str) -> bool {
    ACTS.iter().any(|act| name.ends_with(act))
}

/// 一季度, 第二季度目标, 2026年上半年, 9月底, 1—3月.
pub(super) fn is_part_of_year(name: &str) -> bool {
    let name = without_year(name);
    let name = name.strip_prefix('第').unwrap_or(name);
    let behind = PARTS.iter().find_map(|part| name.strip_prefix(part)).or_else(|| behind_months(name));
    let end = behind.map(|behind| {
        ["底前", "末前", "份", "底", "末", "前"].iter().find_map(|end| behind.strip_prefix(end)).unwrap_or(behind)
    });
    let whole = || {
        let rest = WHOLE.iter().find_map(|part| name.strip_prefix(part))?;
        Some(rest.strip_prefix('前').unwrap_or(rest))
    };
    end.or_else(whole).is_some_and(|end| OF_STAGE.contains(&end))
}

/// 2025年, 2026年度目标: a column of what is to be in a year.
pub(super) fn year_of(name: &str) -> Option<i32> {
    let below = || {
        let (over, year) = name.strip_suffix('年')?.split_at_checked(name.len().checked_sub(YEAR)?)?;
        let over = over.strip_prefix("分").unwrap_or(over);
        let over = over.strip_prefix("年度").unwrap_or(over);
        OF_STAGE.contains(&over).then(|| year.parse().ok())? // 2025年 below 年度目标
    };
    year_before(name).filter(|(_, rest)| OF_STAGE.contains(rest)).map(|(year, _)| year).or_else(below)
}

/// 2024年实绩, 2024年完成: a column of what was there in a year.
pub(super) fn year_done(name: &str) -> Option<i32> {
    year_before(name).filter(|(_, rest)| DONE_VALUES.contains(rest)).map(|(year, _)| year)
}

/// The year that a name opens with, and the rest of the name.
fn year_before(name: &str) -> Option<(i32, &str)> {
    let rest = without_year(name);
    let year = name.get(..4).filter(|_| rest.len() < name.len())?;
    Some((year.parse().ok()?, rest))
}

fn without_year(name: &str) -> &str {
    let year = name.get(..4).filter(|year| year.starts_with("20") && year.bytes().all(|b| b.is_ascii_digit()));
    let behind = year.and_then(|_| name.get(4..)).and_then(|rest| rest.strip_prefix('年'));
    behind.map_or(name, |rest| rest.strip_prefix('度').unwrap_or(rest))
}

/// What stands behind a month or several: 9月, 1—3月, 十一月.
fn behind_months(name: &str) -> Option<&str> {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let is_span = |c: char| matches!(c, '-' | '—' | '–' | '－' | '~' | '～' | '至' | '月');
    let (months, behind) = name.split_at(name.rfind('月')?);
    let fits = months.chars().count() <= 7 && months.starts_with(is_number) && months.ends_with(is_number);
    (fits && months.chars().all(|c| is_number(c) || is_span(c))).then(|| behind.strip_prefix('月')).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_that_is_shorter_than_a_year_is_no_year() {
        for name in ["全年", "本年", "当年", "年"] {
            assert_eq!(year_of(name), None, "{name}");
        }
        assert_eq!(year_of("年度目标2025年"), Some(2025));
        assert!(is_part_of_year("全年"));
    }
}
