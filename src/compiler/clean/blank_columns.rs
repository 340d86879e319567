//! Tables whose columns are kept apart by runs of blanks.

use std::ops::Range;

/// A cell of such a table is no longer.
const CELL: usize = 40;
/// Two rows make a table where they have this many gaps; three where they have fewer.
const SURE: usize = 2;

/// The place of the last blank of each gap between two cells, in the rows of such tables, in order.
pub(super) fn gaps(raw: &[char]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut run: Vec<Vec<usize>> = Vec::new();
    for line in lines(raw).filter(|line| !is_empty(raw, line)) {
        let gaps = gaps_of(raw, line);
        if run.last().is_some_and(|last| last.len() != gaps.len()) {
            keep(&mut run, &mut found);
        }
        if !gaps.is_empty() {
            run.push(gaps);
        }
    }
    keep(&mut run, &mut found);
    found
}

/// Takes the gaps of rows one below the other, where they are enough to be a table.
fn keep(run: &mut Vec<Vec<usize>>, found: &mut Vec<usize>) {
    let needed = if run.first().is_some_and(|gaps| gaps.len() >= SURE) { 2 } else { 3 };
    if run.len() >= needed {
        found.extend(run.iter().flatten());
    }
    run.clear();
}

fn lines(raw: &[char]) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    raw.split(|c| *c == '\n').map(move |line| {
        let range = from..from + line.len();
        from = range.end + 1;
        range
    })
}

fn is_empty(raw: &[char], line: &Range<usize>) -> bool {
    raw.get(line.clone()).unwrap_or_default().iter().all(|c| c.is_whitespace())
}

/// The gaps of a line, with the one before it where its first cell is empty; none where it is running text or has tabs.
fn gaps_of(raw: &[char], line: Range<usize>) -> Vec<usize> {
    let chars = raw.get(line.clone()).unwrap_or_default();
    if chars.iter().any(|c| matches!(c, '\t' | '。' | '；' | '|')) {
        return Vec::new();
    }
    let (mut gaps, mut inner) = (Vec::new(), false);
    let (mut cell, mut blanks, mut longest) = (0usize, 0usize, 0usize);
    for (i, ch) in chars.iter().enumerate() {
        if ch.is_whitespace() {
            blanks += if *ch == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        if blanks >= 2 {
            gaps.push(line.start + i - 1);
            inner |= cell > 0;
            cell = 0;
        }
        (blanks, cell) = (0, cell + 1);
        longest = longest.max(cell);
    }
    if longest > CELL || !inner { Vec::new() } else { gaps }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(written: &str) -> usize {
        gaps(&written.chars().collect::<Vec<_>>()).len()
    }

    #[test]
    fn rows_with_the_same_gaps_are_a_table() {
        assert_eq!(count("城市   达标率  浓度\n甲市   91.5    30\n乙市   92.0    31"), 6);
        assert_eq!(count("城市  浓度\n\n甲市  30\n乙市\u{3000}31"), 3);
        assert_eq!(count("1  甲市  30\n2  乙市  31\n   全省  30"), 6);
    }

    #[test]
    fn a_gap_here_and_there_is_none() {
        assert_eq!(count("2025 年   工作要点\n加强管理。  抓好落实。  做好登记。\n落款   2025年"), 0);
        assert_eq!(count("甲局  乙局\n丙局  丁局"), 0);
        assert_eq!(count("\u{3000}\u{3000}一、能源\n\u{3000}\u{3000}二、交通\n\u{3000}\u{3000}三、面源"), 0);
    }
}
