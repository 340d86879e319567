//! The cells of a sheet.

use super::book::{Book, take_run};
use crate::reader::amount::may_be_october;
use crate::reader::error::ReadError;
use crate::reader::grid::{Grid, Words};
use crate::reader::left_out::{LeftOut, Why};
use crate::reader::limits::Budget;
use crate::reader::rich::Rich;
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
    /// Its own text, where it is no shared one.
    text: Rich,
    /// How it is reckoned; its value is not kept in every file.
    formula: Option<String>,
}

struct Reading<'b> {
    book: &'b Book,
    budget: &'b mut Budget,
    grid: Grid,
    cell: Cell,
    inside: Inside,
    /// It is a reading aid.
    aid: bool,
    /// Where the next cell stands that does not say it.
    next: (usize, usize),
}

/// What a text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Text,
    Formula,
}

/// Reads a sheet.
pub(super) fn read(part: &str, book: &Book, budget: &mut Budget) -> Result<Grid, ReadError> {
    let (grid, cell) = (Grid::default(), Cell::default());
    let mut reading = Reading { book, budget, grid, cell, inside: Inside::Nothing, aid: false, next: (0, 0) };
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => reading.open(element),
            Node::Close(name) => reading.close(name)?,
            Node::Text(text) => reading.take(&text),
        }
        Ok(())
    })?;
    Ok(reading.grid)
}

/// Says the comments on cells of a sheet.
pub(super) fn comments(part: &str, grid: &mut Grid) -> Result<(), ReadError> {
    const MOST: usize = 500;
    let (mut at, mut words, mut inside, mut said) = (None, String::new(), false, 0);
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => match element.name() {
                "comment" => (at, words) = (element.attribute("ref").and_then(|r| place(&r)), String::new()),
                "t" => inside = true,
                _ => {}
            },
            Node::Close("t") => inside = false,
            Node::Close("comment") => {
                if let Some((row, column)) = at.filter(|_| said < MOST) {
                    said += 1;
                    grid.leave_out(row, column, LeftOut::of(Why::Comment, &words));
                }
            }
            Node::Text(text) if inside => words.push_str(&text),
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })
}

impl Reading<'_> {
    fn take(&mut self, text: &str) {
        match self.inside {
            Inside::Value => self.cell.value.push_str(text),
            Inside::Text if !self.aid => self.cell.text.push(text),
            Inside::Formula => self.cell.formula.iter_mut().for_each(|formula| formula.push_str(text)),
            Inside::Text | Inside::Nothing => {}
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "row" => {
                self.next = (element.number("r").map_or(self.next.0, |r: usize| r.saturating_sub(1)), 0);
                if is_hidden(element) {
                    self.grid.hide_row(self.next.0);
                }
            }
            "col" if is_hidden(element) => {
                let places = element.number::<usize>("min").zip(element.number::<usize>("max"));
                let places = places.filter(|(first, last)| (1..=*last).contains(first));
                places.into_iter().for_each(|(first, last)| self.grid.hide_columns(first - 1, last - 1));
            }
            "c" => self.open_cell(element),
            "v" => self.inside = Inside::Value,
            "t" => self.inside = Inside::Text,
            "f" => (self.inside, self.cell.formula) = (Inside::Formula, Some(String::new())),
            "rPh" => self.aid = true,
            "mergeCell" => self.grid.merge(element.attribute("ref").and_then(|r| range(&r))),
            _ => take_run(&mut self.cell.text, element),
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
            "v" | "t" | "f" => self.inside = Inside::Nothing,
            "rPh" => self.aid = false,
            "row" => self.next = (self.next.0 + 1, 0),
            "c" => {
                let cell = std::mem::take(&mut self.cell);
                let words = self.words(&cell);
                self.budget.take(&words.text)?;
                self.grid.put(cell.row, cell.column, words);
            }
            _ => {}
        }
        Ok(())
    }

    /// What is read of a cell, and what is not.
    fn words(&self, cell: &Cell) -> Words {
        let struck = self.book.is_struck(cell.style);
        match cell.kind.as_str() {
            "s" => {
                let index = cell.value.trim().parse().ok();
                index.and_then(|i| self.book.string(i)).map(|string| string.words(struck)).unwrap_or_default()
            }
            "inlineStr" => cell.text.words(struck),
            "" | "n" if cell.value.trim().is_empty() => {
                let text = cell.formula.as_ref().map(|formula| format!("={formula}")).unwrap_or_default();
                let left_out = LeftOut::of(Why::Unreckoned, &text).into_iter().collect();
                Words { text, left_out }
            }
            "e" => Words {
                left_out: LeftOut::of(Why::Failed, &cell.value).into_iter().collect(),
                text: cell.value.clone(),
            },
            kind => {
                let shown = self.shown(kind, cell);
                let short = matches!(kind, "" | "n") && may_be_october(&shown);
                Rich::from(shown).words(struck).doubting(short.then_some(Why::Shortened))
            }
        }
    }

    /// A value as the cell shows it.
    fn shown(&self, kind: &str, cell: &Cell) -> String {
        match kind {
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

/// Whether a row or some columns are not shown.
fn is_hidden(element: &Element<'_>) -> bool {
    element.attribute("hidden").is_some_and(|hidden| hidden == "1" || hidden == "true")
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
