//! The cells of a sheet.

use std::collections::HashSet;

use super::book::Book;
use super::record::{Pieces, Record, Records, kind};
use crate::reader::error::ReadError;
use crate::reader::grid::Grid;
use crate::reader::limits::Budget;
use crate::reader::ole::{u16_at, u32_at};
use crate::widths;

/// Reads the records of a sheet; what is nested in it (charts) is passed over.
pub(super) fn read(records: Records<'_>, book: &Book, budget: &mut Budget) -> Result<Grid, ReadError> {
    let mut sheet = Sheet { book, budget, grid: Grid::default(), hidden: HashSet::new(), reckoned: None };
    let mut depth = 0usize;
    for record in records {
        sheet.budget.take_record()?;
        match record.kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            _ if depth > 1 => {}
            _ => sheet.take(&record)?,
        }
    }
    Ok(sheet.grid)
}

struct Sheet<'b> {
    book: &'b Book,
    budget: &'b mut Budget,
    grid: Grid,
    /// The rows that are not shown.
    hidden: HashSet<usize>,
    /// The cell whose result, a string, comes next.
    reckoned: Option<(usize, usize)>,
}

/// The row that a record says is not shown.
fn hidden_row(data: &[u8]) -> Option<usize> {
    const HIDDEN: u16 = 0x20;
    (u16_at(data, 12)? & HIDDEN != 0).then(|| u16_at(data, 0).map(usize::from)).flatten()
}

impl Sheet<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        let data = record.data;
        match record.kind {
            kind::SHORTS => return self.take_shorts(data),
            kind::MERGED => self.take_merged(data),
            kind::ROW => self.hidden.extend(hidden_row(data)),
            kind::RESULT => {
                let text = Pieces::of(data).counted_text().unwrap_or_default();
                return self.reckoned.take().map_or(Ok(()), |place| self.put(place, text));
            }
            _ => {}
        }
        let (Some(place), Some(text)) = (place(data), self.shown(record)) else { return Ok(()) };
        if record.kind == kind::FORMULA && text.is_empty() {
            self.reckoned = Some(place);
        }
        self.put(place, text)
    }

    fn put(&mut self, (row, column): (usize, usize), text: String) -> Result<(), ReadError> {
        self.budget.take(&text)?;
        match self.hidden.contains(&row) {
            true => self.grid.hide(row, &text),
            false => self.grid.put(row, column, text),
        }
        Ok(())
    }

    /// What the cell of a record shows; none where the record is no cell.
    fn shown(&self, record: &Record<'_>) -> Option<String> {
        let data = record.data;
        let look = usize::from(u16_at(data, 4)?);
        match record.kind {
            kind::NUMBER => Some(self.book.show(number(data, 6)?, look)),
            kind::SHORT => Some(self.book.show(short(u32_at(data, 6)?), look)),
            kind::SHARED => Some(self.book.string(widths::place(u32_at(data, 6)?)).to_owned()),
            kind::OWN | kind::RICH => Pieces::of(data.get(6..)?).counted_text(),
            kind::TRUTH if data.get(7) == Some(&0) => Some(truth(*data.get(6)?)),
            kind::FORMULA => self.reckoned(data, look),
            _ => None,
        }
    }

    /// The result of a formula; empty where it follows as a string.
    fn reckoned(&self, data: &[u8], look: usize) -> Option<String> {
        match (u16_at(data, 12)?, data.get(6)?) {
            (0xffff, 1) => Some(truth(*data.get(8)?)),
            (0xffff, 0) => Some(String::new()),
            (0xffff, _) => None,
            _ => Some(self.book.show(number(data, 6)?, look)),
        }
    }

    fn take_shorts(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let Some((row, first)) = place(data) else { return Ok(()) };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (column, cell) in (first..).zip(cells.chunks_exact(6)) {
            let (Some(look), Some(value)) = (u16_at(cell, 0), u32_at(cell, 2)) else { break };
            self.put((row, column), self.book.show(short(value), usize::from(look)))?;
        }
        Ok(())
    }

    fn take_merged(&mut self, data: &[u8]) {
        for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let corner = |at| u16_at(range, at).map(usize::from);
            let corners = || Some([corner(0)?, corner(4)?, corner(2)?, corner(6)?]);
            self.grid.merge(corners());
        }
    }
}

fn place(data: &[u8]) -> Option<(usize, usize)> {
    Some((usize::from(u16_at(data, 0)?), usize::from(u16_at(data, 2)?)))
}

fn number(data: &[u8], at: usize) -> Option<f64> {
    let value = f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?);
    value.is_finite().then_some(value)
}

/// A number in four bytes: the upper half of one, or a whole number, either perhaps in hundredths.
fn short(packed: u32) -> f64 {
    let upper = f64::from_bits(u64::from(packed & 0xffff_fffc) << 32);
    let value = if packed & 2 == 2 { f64::from(packed.cast_signed() >> 2) } else { upper };
    if packed & 1 == 1 { value / 100.0 } else { value }
}

fn truth(byte: u8) -> String {
    if byte == 0 { "FALSE" } else { "TRUE" }.to_owned()
}
