//! Times without a date beside who owes what is done then.

use crate::text::{Passage, Terms};

/// What opens a time without a date.
const UNDATED: &Terms = &Terms::new(&[
    "每",
    "按季",
    "按月",
    "按周",
    "按旬",
    "逐月",
    "逐季",
    "收到",
    "接到",
    "自收到",
    "自接到",
    "签约后",
    "会后",
    "中标后",
    "开工后",
    "受理后",
]);

/// Where a time without a date begins and ends behind the start of a clause: 各学校|按季度自查, 区财政局|收到资金后20日内.
pub(super) fn undated(clause: Passage<'_>) -> Option<(usize, usize)> {
    let first = |c: char| matches!(c, '每' | '按' | '逐' | '收' | '接' | '自' | '签' | '会' | '中' | '开' | '受');
    clause
        .from(clause.start() + 2)
        .places(first)
        .find_map(|at| clause.matches_any(at, UNDATED).map(|(_, end)| (at, end)))
}
