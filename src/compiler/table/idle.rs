//! Rows that say nothing of tasks: sums, numbers of columns, the rule of a Markdown table.

use super::grid::Line;
use crate::text::Passage;
use crate::widths;

/// 合计, 全县合计, 小计：3项: a row that only adds up.
pub(super) fn is_sum(line: &Line<'_>) -> bool {
    const SUMS: &[&str] = &["合计", "总计", "小计", "共计", "总数", "汇总"];
    const LONGEST: usize = 8;
    let words = line.filled().next().map(|(_, words)| words.trim(&['：', '（', '）', ' ']));
    let counted = |words: Passage<'_>| words.chars().iter().any(char::is_ascii_digit);
    words.is_some_and(|words| {
        words.len() <= LONGEST && (words.ends_with_any(SUMS) || words.strip_prefix(SUMS).is_some_and(counted))
    })
}

/// A row of the numbers of the columns: 1, 2, 3, or （1）, ②.
pub(super) fn numbers_columns(line: &Line<'_>) -> bool {
    const LEAST: usize = 3;
    let marks = &['（', '）', '(', ')', '栏', '第', '列'];
    let number = |words: Passage<'_>| -> Option<usize> {
        let bare = words.trim(marks);
        let circled = || bare.at(bare.start()).filter(|c| ('①'..='⑳').contains(c) && bare.len() == 1);
        let circled = || circled().map(|c| widths::place(u32::from(c) - u32::from('①') + 1));
        bare.brief().parse().ok().or_else(circled)
    };
    let numbers: Vec<Option<usize>> = line.filled().map(|(_, words)| number(words)).collect();
    let next = |pair: &[Option<usize>]| matches!(pair, [Some(one), Some(other)] if *other == one + 1);
    numbers.len() >= LEAST && numbers.first() == Some(&Some(1)) && numbers.windows(2).all(next)
}

/// The line below the head of a Markdown table.
pub(super) fn is_rule(line: &Line<'_>) -> bool {
    line.whole.trim(&['-', ':', '—', '：', '|', ' ', '\t']).is_empty()
}
