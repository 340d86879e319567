//! Two tables side by side under one head: the names of its columns stand there twice.

use super::columns::Column;
use super::grid::Line;
use super::holds::Holds;
use crate::text::Passage;

/// A table has no fewer columns.
const LEAST: usize = 2;

/// Where the second table begins.
pub(super) fn seam(columns: &[Column<'_>]) -> Option<usize> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let units = |columns: &[Column<'_>]| columns.iter().any(|column| matches!(column.holds, Holds::Units(_)));
    let twice = |seam: &usize| {
        let (first, second) = names.split_at_checked(*seam).unwrap_or_default();
        let blank = first.iter().rev().take_while(|name| name.is_empty()).count();
        first.get(..first.len() - blank) == Some(second) && columns.get(..*seam).is_some_and(units)
    };
    (LEAST..names.len()).find(twice)
}

/// The lines of one of the tables: their cells from a column on, as many as it has.
pub(super) fn part<'t>(lines: &[Line<'t>], from: usize, columns: usize) -> Vec<Line<'t>> {
    let part = |line: &Line<'t>| {
        let cells: Vec<_> = line.cells.iter().skip(from).take(columns).copied().collect();
        let whole = cells.iter().filter_map(|cell| cell.own()).reduce(Passage::through)?;
        Some(Line { whole, cells, place: line.place })
    };
    lines.iter().filter_map(part).collect()
}
