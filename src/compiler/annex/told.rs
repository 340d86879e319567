//! Whether a table holds targets by place, where no heading of an annex says so: a second sheet, or the last table.

use super::cell::{is_place_name, number};
use crate::table::{self, Layout, Line};
use crate::text::Passage;

/// Places stand in one of the first columns.
const COLUMNS: usize = 3;
/// A name of a place has no more characters.
const LONGEST: usize = 12;

/// Whether the rows have places with numbers beside or below them, and are no tasks, which name units.
pub(crate) fn are_targets(lines: &[Passage<'_>], layout: &Layout) -> bool {
    if lines.len() < 2 || lines.iter().any(|row| table::names_units(*row)) {
        return false;
    }
    let rows = table::lines(lines, layout);
    let rows: Vec<&Line<'_>> = rows.iter().filter(|row| table::is_row(row.whole)).collect();
    let figures = |row: &Line<'_>, from: usize| row.cells.iter().skip(from).any(|cell| number(cell.words).is_some());
    let measured = rows.iter().filter(|row| figures(row, 1)).count();
    let measures_place = |row: &&&Line<'_>| {
        let place = row.cells.iter().take(COLUMNS).position(|cell| is_place(cell.words));
        place.is_some_and(|at| figures(row, at))
    };
    let by_row = rows.iter().filter(measures_place).count();
    let by_column = rows.iter().any(|row| row.filled().filter(|(_, words)| is_place(*words)).count() > 1);
    (by_row > 1 && by_row * 2 >= measured) || (by_column && measured > 0 && by_row == 0)
}

fn is_place(cell: Passage<'_>) -> bool {
    (2..=LONGEST).contains(&cell.len()) && is_place_name(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn places_with_numbers_are_targets_and_tasks_are_not() {
        let read = |written: &str| are_targets(&text_of(written).whole().split(&['\n']), &Layout::default());
        assert!(read("序号\t县区\tPM2.5\n1\t甲县\t30\n2\t桂平市\t32"));
        assert!(read("指标\t甲县\t乙县\n优良天数比率\t90\t91"));
        assert!(!read("序号\t内容\n1\t整治甲区\n2\t整治乙区"));
        assert!(!read("姓名\t电话\n张三\t123\n李四\t456"));
    }
}
