//! The words for how often something is done: those of a list, and those that are put together (`rhythm`).

use super::rhythm;
use crate::text::{Passage, Terms};

/// What comes back at a fixed pace.
pub(super) const RECURRING: &Terms = &Terms::new(&[
    "每半年",
    "每季度",
    "每个季度",
    "每季",
    "每两个月",
    "每双月",
    "每单月",
    "每个月",
    "每月",
    "每旬",
    "每两周",
    "每周",
    "每学期",
    "每个工作日",
    "每日",
    "每天",
    "每年度",
    "每年",
    "逐月",
    "逐季",
    "逐年",
    "按季度",
    "按季",
    "按月",
    "按周",
    "按旬",
    "按年",
    "按半年",
    "逢单月",
    "逢双月",
    "春秋两季",
    "春、秋两季",
    "夏秋两季",
    "冬春两季",
    "冬夏两季",
    "次月",
    "次季度",
    "长期坚持",
]);

/// Where words for a pace stand, and whether they say what is done as well.
pub(super) fn place(clause: Passage<'_>) -> Option<(usize, usize, bool)> {
    let listed = RECURRING.place_in(clause).map(|(at, end)| (at, end, false));
    listed.or_else(|| rhythm::place(clause))
}
