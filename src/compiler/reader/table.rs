//! Tables as lines: a row a line, its cells between tabs; which cells reach over others is told beside them.

use super::error::ReadError;
use super::left_out::{self, LeftOut};
use super::limits;

/// A row of a table.
pub(super) type Row = Vec<Cell>;

/// A cell: what stands in it, and over how many columns it reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    text: String,
    across: usize,
    /// It is the lower part of the cell above.
    continues: bool,
    /// What stands in it and is not read.
    left_out: Vec<LeftOut>,
}

impl Cell {
    /// A cell with its lines joined.
    pub(super) fn new(written: &str, across: usize) -> Self {
        let across = across.clamp(1, limits::COLUMNS);
        Cell { text: one_line(written), across, continues: false, left_out: Vec::new() }
    }

    /// The lower part of the cell above.
    pub(super) fn below(across: usize) -> Self {
        Cell { continues: true, ..Cell::new("", across) }
    }

    /// Adds what stands in it and is not read.
    pub(super) fn leave_out(&mut self, left_out: impl IntoIterator<Item = LeftOut>) {
        self.left_out.extend(left_out);
    }

    /// The place of a cell that a change takes out: all that stands there is left out.
    pub(super) fn deleted(self) -> Self {
        let words = LeftOut::of(left_out::Why::Deleted, &self.text);
        Cell { left_out: self.left_out.into_iter().chain(words).collect(), ..Cell::new("", self.across) }
    }

    /// Lets it reach over another column beside it.
    pub(super) fn widen(&mut self, across: usize) {
        self.across = (self.across + across).min(limits::COLUMNS);
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A cell that reaches over others: where it begins, over how many rows and how many columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merged {
    /// Its first row, counted among the rows that have a line.
    pub(crate) row: usize,
    /// Its first column.
    pub(crate) column: usize,
    /// Over how many rows it reaches.
    pub(crate) tall: usize,
    /// Over how many columns.
    pub(crate) wide: usize,
}

/// A table as lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// A row a line; rows without text are left out.
    pub(super) lines: Vec<String>,
    /// Its cells that reach over others.
    pub(super) merged: Vec<Merged>,
    /// What stands in rows and columns that are not shown.
    pub(super) hidden: Hidden,
    /// What stands in it and is not read, by the place of its line; what a row without text has is that of the next.
    pub(super) left_out: Vec<(usize, LeftOut)>,
}

impl Lines {
    /// Whether there is nothing in it, not even what is not read.
    pub(super) fn is_empty(&self) -> bool {
        let hidden = self.hidden.rows.is_empty() && self.hidden.columns.is_empty();
        self.lines.is_empty() && hidden && self.left_out.is_empty()
    }
}

/// The beginning of what stands in each row and each column that is not shown.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// The rows.
    pub(super) rows: Vec<String>,
    /// The columns.
    pub(super) columns: Vec<String>,
}

/// The rows as lines. A merged cell is its text, then empty cells, so that columns stay one below the other; a row that is
/// one cell over the whole width is a line of text, and so is a lone cell above the first real row.
pub(super) fn lines(rows: &[Row]) -> Result<Lines, ReadError> {
    let width = rows.iter().map(reach).max().unwrap_or_default();
    if width.saturating_mul(rows.len()) > limits::CELLS {
        return Err(ReadError::TooManyCells);
    }
    let mut begun = false;
    let (mut lines, mut merges) = (Vec::new(), Merges::of(width));
    let mut left_out: Vec<(usize, LeftOut)> = Vec::new();
    for row in rows {
        let gone = left_out::together(row.iter().flat_map(|cell| &cell.left_out));
        left_out.extend(gone.into_iter().map(|gone| (lines.len(), gone)));
        if row.iter().all(Cell::is_empty) {
            continue;
        }
        begun |= row.iter().filter(|cell| !cell.is_empty()).count() > 1;
        merges.take(lines.len(), row);
        lines.push(lone(row, width, begun).unwrap_or_else(|| line(row, width)));
    }
    Ok(Lines { lines, merged: merges.merged, hidden: Hidden::default(), left_out })
}

/// The merged cells found so far.
struct Merges {
    merged: Vec<Merged>,
    /// The cell that stands lowest in each column, where it begins there, and its place in `merged` if it has one.
    open: Vec<Option<(Merged, Option<usize>)>>,
}

impl Merges {
    fn of(width: usize) -> Self {
        Merges { merged: Vec::new(), open: vec![None; width] }
    }

    fn take(&mut self, row: usize, cells: &[Cell]) {
        let mut column = 0;
        for cell in cells {
            match cell.continues {
                true => self.lengthen(row, column),
                false => self.begin(Merged { row, column, tall: 1, wide: cell.across }),
            }
            column += cell.across;
        }
    }

    fn begin(&mut self, cell: Merged) {
        self.open.iter_mut().skip(cell.column).take(cell.wide).for_each(|open| *open = None);
        let place = (cell.wide > 1).then_some(self.merged.len());
        self.merged.extend(place.map(|_| cell));
        if let Some(open) = self.open.get_mut(cell.column) {
            *open = Some((cell, place));
        }
    }

    fn lengthen(&mut self, row: usize, column: usize) {
        let Some((cell, place)) = self.open.get_mut(column).and_then(Option::as_mut) else { return };
        let at = *place.get_or_insert(self.merged.len());
        if at == self.merged.len() {
            self.merged.push(*cell);
        }
        self.merged.iter_mut().skip(at).take(1).for_each(|merged| merged.tall = row - cell.row + 1);
    }
}

fn reach(row: &Row) -> usize {
    row.iter().map(|cell| cell.across).sum()
}

fn lone(row: &Row, width: usize, begun: bool) -> Option<String> {
    let first = row.first().filter(|cell| !cell.is_empty())?;
    let alone = row.iter().skip(1).all(Cell::is_empty) && (!begun || first.across == width);
    alone.then(|| first.text.clone())
}

fn line(row: &Row, width: usize) -> String {
    let mut line = String::new();
    let mut column = 0;
    for cell in row {
        line.push_str(if column > 0 { "\t" } else { "" });
        line.push_str(&cell.text);
        line.extend(std::iter::repeat_n('\t', cell.across - 1));
        column += cell.across;
    }
    line.extend(std::iter::repeat_n('\t', width.saturating_sub(column)));
    line
}

/// The lines of a cell in one: a semicolon stands for a break, nothing where punctuation stands there.
pub(super) fn one_line(written: &str) -> String {
    let mut whole = String::new();
    for part in written.split(is_break).map(str::trim).filter(|part| !part.is_empty()) {
        if whole.chars().next_back().is_some_and(|last| !is_mark(last)) && !part.starts_with(is_mark) {
            whole.push('；');
        }
        whole.extend(part.chars().map(|c| if c == '\t' { ' ' } else { c }));
    }
    whole
}

/// What ends a line anywhere in a text.
fn is_break(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_mark(ch: char) -> bool {
    "，。；：、！？,;:!?（）()〔〕【】《》“”…—-".contains(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_are_told_tall_and_wide() {
        let cell = |text: &str, across| Cell::new(text, across);
        let rows = [
            vec![cell("任务", 1), cell("分工", 2)],
            vec![Cell::below(1), cell("牵头", 1), cell("配合", 1)],
            vec![cell("", 3)],
            vec![cell("甲", 1), cell("乙局", 1), cell("丙局", 1)],
            vec![cell("丁", 1), Cell::below(1), cell("戊局", 1)],
        ];
        let read = lines(&rows).unwrap();
        assert_eq!(read.lines, ["任务\t分工\t", "\t牵头\t配合", "甲\t乙局\t丙局", "丁\t\t戊局"]);
        let places: Vec<_> = read.merged.iter().map(|m| (m.row, m.column, m.tall, m.wide)).collect();
        assert_eq!(places, [(0, 1, 1, 2), (0, 0, 2, 1), (2, 1, 2, 1)]);
    }
}
