//! Tables as lines: a row a line, its cells between tabs.

use super::error::ReadError;
use super::limits;

/// A row of a table.
pub(super) type Row = Vec<Cell>;

/// A cell: what stands in it, and over how many columns it reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    text: String,
    across: usize,
}

impl Cell {
    /// A cell with its lines joined.
    pub(super) fn new(written: &str, across: usize) -> Self {
        Cell { text: one_line(written), across: across.clamp(1, limits::COLUMNS) }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The rows as lines. A merged cell is its text, then empty cells, so that columns stay one below the other; a row that is
/// one cell over the whole width is a line of text, and so is a lone cell above the first real row.
pub(super) fn lines(rows: &[Row]) -> Result<Vec<String>, ReadError> {
    let width = rows.iter().map(reach).max().unwrap_or_default();
    if width.saturating_mul(rows.len()) > limits::CELLS {
        return Err(ReadError::TooManyCells);
    }
    let mut begun = false;
    let lines = rows.iter().filter(|row| !row.iter().all(Cell::is_empty)).map(|row| {
        begun |= row.iter().filter(|cell| !cell.is_empty()).count() > 1;
        lone(row, width, begun).unwrap_or_else(|| line(row, width))
    });
    Ok(lines.collect())
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
    for part in written.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        if whole.chars().next_back().is_some_and(|last| !is_mark(last)) && !part.starts_with(is_mark) {
            whole.push('；');
        }
        whole.extend(part.chars().map(|c| if c == '\t' { ' ' } else { c }));
    }
    whole
}

fn is_mark(ch: char) -> bool {
    "，。；：、！？,;:!?（）()〔〕【】《》“”…—-".contains(ch)
}
