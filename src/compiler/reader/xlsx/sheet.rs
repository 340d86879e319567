//! The cells of a sheet.

use super::book::Book;
use crate::reader::error::ReadError;
use crate::reader::grid::Grid;
use crate::reader::limits::Budget;
use crate::reader::xml::{self, Element, Node};
use crate::widths;

/// A cell while it is read.
#[derive(Debug, Default)]
struct Cell {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: String,
    /// How it is reckoned; its value is not kept in every file.
    formula: Option<String>,
}

struct Reading<'b> {
    book: &'b Book,
    budget: &'b mut Budget,
    grid: Grid,
    cell: Cell,
    inside: bool,
    aid: bool,
    reckoned: bool,
    /// The row is not shown.
    hidden: bool,
    /// Where the next cell stands that does not say it.
    next: (usize, usize),
}

/// Reads a sheet.
pub(super) fn read(part: &str, book: &Book, budget: &mut Budget) -> Result<Grid, ReadError> {
    let (grid, cell) = (Grid::default(), Cell::default());
    let mut reading =
        Reading { book, budget, grid, cell, inside: false, aid: false, reckoned: false, hidden: false, next: (0, 0) };
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => reading.open(element),
            Node::Close(name) => reading.close(name)?,
            Node::Text(text) if reading.inside && !reading.aid => reading.cell.value.push_str(&text),
            Node::Text(text) if reading.reckoned => {
                reading.cell.formula.iter_mut().for_each(|formula| formula.push_str(&text));
            }
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(reading.grid)
}

impl Reading<'_> {
    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "row" => {
                self.next = (element.number("r").map_or(self.next.0, |r: usize| r.saturating_sub(1)), 0);
                self.hidden = element.attribute("hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
            }
            "c" => self.open_cell(element),
            "v" | "t" => self.inside = true,
            "f" => (self.reckoned, self.cell.formula) = (true, Some(String::new())),
            "rPh" => self.aid = true,
            "mergeCell" => self.grid.merge(element.attribute("ref").and_then(|r| range(&r))),
            _ => {}
        }
    }

    fn open_cell(&mut self, element: &Element<'_>) {
        let (row, column) = element.attribute("r").and_then(|r| place(&r)).unwrap_or(self.next);
        let kind = element.attribute("t").unwrap_or_default();
        self.cell = Cell { row, column, kind, style: element.number("s").unwrap_or(0), ..Cell::default() };
        self.next = (row, column + 1);
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "v" | "t" => self.inside = false,
            "f" => self.reckoned = false,
            "rPh" => self.aid = false,
            "row" => self.next = (self.next.0 + 1, 0),
            "c" => {
                let cell = std::mem::take(&mut self.cell);
                let text = self.shown(&cell);
                self.budget.take(&text)?;
                match self.hidden {
                    true => self.grid.hide(cell.row, &text),
                    false => self.grid.put(cell.row, cell.column, text),
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn shown(&self, cell: &Cell) -> String {
        match cell.kind.as_str() {
            "s" => {
                let index = cell.value.trim().parse().ok();
                index.and_then(|i| self.book.string(i)).unwrap_or_default().to_owned()
            }
            "" | "n" if cell.value.trim().is_empty() => {
                cell.formula.as_ref().map(|formula| format!("={formula}")).unwrap_or_default()
            }
            "" | "n" => {
                let number = cell.value.trim().parse::<f64>().ok().filter(|n| n.is_finite());
                let show = |n| self.book.format(cell.style).show(n, self.book.since_1904);
                number.map_or_else(|| cell.value.clone(), show)
            }
            "b" => if cell.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "d" => dated(&cell.value),
            _ => cell.value.clone(),
        }
    }
}

/// A date in figures: 2024-06-30T00:00:00.
fn dated(value: &str) -> String {
    let day = value.get(..10).and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    day.map_or_else(|| value.to_owned(), |day| day.format("%Y年%-m月%-d日").to_string())
}

/// Row and column of `B12`, from 0; none beyond what a sheet can have.
fn place(written: &str) -> Option<(usize, usize)> {
    let digits = written.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = written.split_at(digits);
    let mut column = 0usize;
    for letter in letters.chars().filter(|c| *c != '$') {
        column = column.checked_mul(26)?.checked_add(widths::place(letter.to_digit(36)?.checked_sub(9)?))?;
    }
    let row: usize = row.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?)).filter(|(row, column)| *row < 1 << 20 && *column < 1 << 14)
}

/// The corners of `A1:C3`.
fn range(written: &str) -> Option<[usize; 4]> {
    let (from, to) = written.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(from)?, place(to)?);
    Some([top, left, bottom, right])
}
