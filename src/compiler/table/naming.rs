//! Rows that only name what stands below them: chapters, and tasks whose measures follow.

use super::body::Table;
use super::cells::is_row;
use super::chapter::Chapter;
use super::grid::{From, Line};
use super::head::names_units;
use super::holds::Holds;
use crate::heading;
use crate::text::{Passage, is_ideograph};

/// A row that only names what stands below it is no longer.
const CHAPTER: usize = 40;
/// Numerals of chapters besides the usual ones.
const NUMERALS: &str = "壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ";
/// What opens a note under a table.
const NOTES: &[&str] = &["注：", "注1", "备注：", "说明：", "填表说明", "填报说明", "注意", "附注"];

/// Whether the first of these lines, which is no row, names the rows below it in a table kept apart by tabs.
pub(super) fn is_chapter_between(lines: &[Passage<'_>]) -> bool {
    let [line, next, ..] = lines else { return false };
    let short = line.len() <= CHAPTER / 2 && !line.contains_any(&["。", "：", "，", "；"]) && !is_note(*line);
    short && heading::marker(*line).is_none() && is_row(*next) && !names_units(*next)
}

fn is_note(words: Passage<'_>) -> bool {
    words.strip_prefix(NOTES).is_some() || words.len() > CHAPTER || words.contains("。")
}

impl<'t> Table<'t> {
    /// The chapter that a row names: one cell over all columns, a number in words, or a name without a number.
    pub(super) fn chapter_in(&self, line: &Line<'t>, next: Option<&Line<'t>>) -> Option<Chapter<'t>> {
        if hangs(line) {
            return None;
        }
        let naming = |at| matches!(self.holds(at), Holds::Number | Holds::Title | Holds::Chapter);
        let filled: Vec<(usize, Passage<'t>)> = line.filled().collect();
        if let [(at, words)] = filled[..] {
            let below = next.is_some_and(|next| self.named(next).first().is_some_and(Option::is_some));
            let marked = heading::marker(words).is_some() || (self.holds(at) == Holds::Number && !is_number(words));
            let names = line.is_wide() || marked || (self.holds(at) == Holds::Title && below);
            return (names && !is_note(words) && (line.is_wide() || naming(at))).then(|| Chapter::of(words));
        }
        let [(first, number), (second, words)] = filled[..] else { return None };
        let titled = self.holds(first) == Holds::Number && naming(second) && !is_note(words);
        let counted = number.trim(&['、', '（', '）', '(', ')', '.']);
        let numeral = |c: &char| heading::is_numeral(*c) || NUMERALS.contains(*c);
        let in_words = !counted.is_empty() && counted.chars().iter().all(numeral);
        (titled && in_words).then_some(Chapter { words: number, title: Some(words) })
    }

    /// Whether a row only names a task whose measures stand in the rows below.
    pub(super) fn opens_only(&self, line: &Line<'t>, next: Option<&Line<'t>>) -> bool {
        let content = self.holding(|holds| holds == Holds::Content).next().is_some();
        let named = line.filled().all(|(at, _)| matches!(self.holds(at), Holds::Number | Holds::Title));
        let goes_on = next.is_some_and(|next| {
            self.named(next).iter().all(Option::is_none)
                && next.filled().any(|(at, _)| self.holds(at) == Holds::Content)
        });
        content && named && !hangs(line) && goes_on
    }
}

/// Whether a cell of numbers holds one: 3, 三, 2-1, A1; and no words.
fn is_number(words: Passage<'_>) -> bool {
    let word = |c: &char| is_ideograph(*c) && !heading::is_numeral(*c);
    words.chars().iter().filter(|c| word(c)).count() < 2
}

/// 续表: a row that only says that the table goes on.
pub(super) fn is_continued(line: &Line<'_>) -> bool {
    const WORDS: &[&str] = &["续表", "续上表", "接上表", "接上页", "转下页", "续下页", "上接", "下转"];
    const LONGEST: usize = 10;
    let mut filled = line.filled();
    let words = filled.next().map(|(_, words)| words.trim(&['（', '）', '(', ')', ' ']));
    filled.next().is_none() && words.is_some_and(|words| words.len() <= LONGEST && words.strip_prefix(WORDS).is_some())
}

/// Whether something above reaches down into a row.
fn hangs(line: &Line<'_>) -> bool {
    line.cells.iter().any(|cell| cell.from == From::Above && !cell.words.is_empty())
}
