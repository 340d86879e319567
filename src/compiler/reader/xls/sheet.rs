//! The cells of a sheet.

use super::book::Book;
use super::record::{Pieces, Record, Records, kind};
use crate::reader::amount::may_be_october;
use crate::reader::error::ReadError;
use crate::reader::grid::{Grid, Words};
use crate::reader::left_out::{LeftOut, Why};
use crate::reader::limits::Budget;
use crate::reader::ole::{u16_at, u32_at};
use crate::reader::rich::Rich;
use crate::widths;

/// Reads the records of a sheet; what is nested in it (charts) is passed over.
pub(super) fn read(records: Records<'_>, book: &Book, budget: &mut Budget) -> Result<Grid, ReadError> {
    let mut sheet = Sheet { book, budget, grid: Grid::default(), reckoned: None };
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
    /// The cell whose result, a string, comes next, and its look.
    reckoned: Option<((usize, usize), usize)>,
}

/// The row that a record says is not shown.
fn hidden_row(data: &[u8]) -> Option<usize> {
    const HIDDEN: u16 = 0x20;
    (u16_at(data, 12)? & HIDDEN != 0).then(|| u16_at(data, 0).map(usize::from)).flatten()
}

/// The columns that a record says are not shown.
fn hidden_columns(data: &[u8]) -> Option<(usize, usize)> {
    const HIDDEN: u16 = 1;
    let columns = u16_at(data, 0).zip(u16_at(data, 2)).filter(|(first, last)| first <= last);
    let columns = columns.filter(|_| u16_at(data, 8).is_some_and(|marks| marks & HIDDEN != 0))?;
    Some((usize::from(columns.0), usize::from(columns.1)))
}

/// The error that a formula came to.
fn failed(code: u8) -> Words {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Words { text: text.to_owned(), left_out: LeftOut::of(Why::Failed, text).into_iter().collect() }
}

impl Sheet<'_> {
    fn take(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        let data = record.data;
        match record.kind {
            kind::SHORTS => return self.take_shorts(data),
            kind::MERGED => self.take_merged(data),
            kind::ROW => hidden_row(data).into_iter().for_each(|row| self.grid.hide_row(row)),
            kind::COLUMNS => {
                hidden_columns(data).into_iter().for_each(|(first, last)| self.grid.hide_columns(first, last));
            }
            kind::RESULT => {
                let text = Pieces::of(data).counted_text().unwrap_or_default();
                return self.reckoned.take().map_or(Ok(()), |(place, look)| self.put(place, look, text));
            }
            _ => {}
        }
        let (Some(place), Some(look)) = (place(data), u16_at(data, 4).map(usize::from)) else { return Ok(()) };
        let Some(words) = self.shown(record, look) else { return Ok(()) };
        if record.kind == kind::FORMULA && words.text.is_empty() && words.left_out.is_empty() {
            self.reckoned = Some((place, look));
        }
        self.put_words(place, words)
    }

    /// Puts a text of the cell's own font.
    fn put(&mut self, place: (usize, usize), look: usize, text: String) -> Result<(), ReadError> {
        self.put_words(place, Rich::from(text).words(self.book.is_struck(look)))
    }

    fn put_words(&mut self, (row, column): (usize, usize), words: Words) -> Result<(), ReadError> {
        self.budget.take(&words.text)?;
        self.grid.put(row, column, words);
        Ok(())
    }

    /// What is read of the cell of a record, and what is not; none where the record is no cell.
    fn shown(&self, record: &Record<'_>, look: usize) -> Option<Words> {
        let data = record.data;
        let struck = self.book.is_struck(look);
        let text = match record.kind {
            kind::NUMBER => self.book.show(number(data, 6)?, look),
            kind::SHORT => self.book.show(short(u32_at(data, 6)?), look),
            kind::SHARED => return Some(self.book.string(widths::place(u32_at(data, 6)?))?.words(struck)),
            kind::OWN | kind::RICH => Pieces::of(data.get(6..)?).counted_text()?,
            kind::TRUTH if data.get(7) == Some(&0) => truth(*data.get(6)?),
            kind::TRUTH => return Some(failed(*data.get(6)?)),
            kind::FORMULA => match (u16_at(data, 12)?, data.get(6)?) {
                (0xffff, 0) => String::new(), // it follows as a string
                (0xffff, 1) => truth(*data.get(8)?),
                (0xffff, 2) => return Some(failed(*data.get(8)?)),
                (0xffff, _) => return None,
                _ => self.book.show(number(data, 6)?, look),
            },
            _ => return None,
        };
        let short = may_be_october(&text);
        let typed = matches!(record.kind, kind::OWN | kind::RICH);
        Some(Rich::from(text).words(struck).doubting((short && !typed).then_some(Why::Shortened)))
    }

    fn take_shorts(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let Some((row, first)) = place(data) else { return Ok(()) };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (column, cell) in (first..).zip(cells.chunks_exact(6)) {
            let (Some(look), Some(value)) = (u16_at(cell, 0), u32_at(cell, 2)) else { break };
            let look = usize::from(look);
            self.put((row, column), look, self.book.show(short(value), look))?;
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
