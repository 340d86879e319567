//! Cells that say the same as those of another row, which they name by its number: 同第1项, 同序号2.

use super::body::Table;
use super::grid::Line;
use super::holds::Holds;
use super::item::Item;
use crate::text::Passage;

/// No more rows of a table are remembered.
const ROWS: usize = 2_000;
/// What stands around a number.
const AROUND: &[char] = &['.', '、', '（', '）', '(', ')', ' '];

/// The number of the row that a cell is the same as: 同第1项, 同序号2, 同（三）.
pub(super) fn same_as(words: Passage<'_>) -> Option<Passage<'_>> {
    const LONGEST: usize = 10;
    let words = words.trim(&[' ', '。', '（', '）', '(', ')']);
    let rest = words.strip_prefix(&["同序号", "同第", "同"]).filter(|_| words.len() <= LONGEST)?;
    let number = rest.strip_suffix(&["项", "条", "行", "号", "点"]).map_or(rest, |(number, _)| number).trim(AROUND);
    let of_number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '-') || crate::heading::is_numeral(*c);
    let told = rest.end() > number.end()
        || number.start() > words.start() + 1
        || number.chars().iter().any(char::is_ascii_digit);
    (told && !number.is_empty() && number.chars().iter().all(of_number)).then_some(number)
}

impl<'t> Table<'t> {
    /// Remembers what counts in a row, by its number.
    pub(super) fn remember(&mut self, line: &Line<'t>) {
        let number = self.holding(|holds| holds == Holds::Number).find_map(|at| line.own(at));
        if let Some(number) = number.filter(|_| self.items.len() < ROWS) {
            self.items.push(Item { number: number.trim(AROUND), counts: self.above.clone() });
        }
    }

    /// What counts in a column of the row with a number; the last one of that number is meant.
    pub(super) fn of_item(&self, number: Passage<'t>, column: usize) -> Option<Passage<'t>> {
        let item = self.items.iter().rfind(|item| item.number.chars() == number.chars())?;
        item.counts.get(column).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::same_as;
    use crate::text::text_of;

    #[test]
    fn a_cell_may_name_another_row_by_its_number() {
        for (written, number) in [
            ("同第1项", "1"),
            ("同序号12", "12"),
            ("同1", "1"),
            ("（同第三项）", "三"),
            ("同（二）", "二"),
            ("同1.2", "1.2"),
        ] {
            let text = text_of(written);
            assert_eq!(same_as(text.whole()).map(|number| number.to_string()).as_deref(), Some(number), "{written}");
        }
        for written in ["同上", "同一", "同第1、3项", "同心县政府", "同级部门", "同", "市甲局"] {
            assert!(same_as(text_of(written).whole()).is_none(), "{written}");
        }
    }
}
