//! What the sheets of a workbook share: their names, strings and formats.

use std::collections::HashMap;

use super::record::{Pieces, Record, Records, kind};
use crate::reader::amount::Format;
use crate::reader::error::ReadError;
use crate::reader::limits::{self, Budget};
use crate::reader::ole::{u16_at, u32_at};
use crate::widths;

/// The version of the records since Excel 97.
const SINCE_97: u16 = 0x0600;

/// What the sheets share.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// Name and place of each that is shown.
    pub(super) sheets: Vec<(String, usize)>,
    strings: Vec<String>,
    codes: HashMap<u16, Format>,
    formats: Vec<u16>,
    since_1904: bool,
}

impl Book {
    /// Reads what stands before the sheets.
    pub(super) fn read(stream: &[u8], budget: &mut Budget) -> Result<Self, ReadError> {
        let mut book = Book::default();
        let mut records = Records::of(stream);
        while let Some(record) = records.next() {
            budget.take_record()?;
            match record.kind {
                kind::BEGIN if u16_at(record.data, 0) != Some(SINCE_97) => {
                    return Err(ReadError::Unsupported {
                        what: " Excel 95 或更早的文件",
                        advice: "用 Excel 或 WPS 打开后另存为 xlsx",
                    });
                }
                kind::PASSWORD => return Err(ReadError::Password),
                kind::STRINGS => book.strings = strings(&record, &mut records),
                kind::END => break,
                _ => book.take(&record),
            }
        }
        Ok(book)
    }

    fn take(&mut self, record: &Record<'_>) {
        match record.kind {
            kind::SHEET if self.sheets.len() < limits::SHEETS => self.sheets.extend(shown(record.data)),
            kind::DATE_MODE => self.since_1904 = u16_at(record.data, 0) == Some(1),
            kind::LOOK => self.formats.push(u16_at(record.data, 2).unwrap_or(0)),
            kind::FORMAT => {
                if let Some(id) = u16_at(record.data, 0) {
                    let code = Pieces::of(record.data.get(2..).unwrap_or_default()).counted_text();
                    self.codes.insert(id, Format::of_code(&code.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }

    /// A number as its cell shows it.
    pub(super) fn show(&self, value: f64, look: usize) -> String {
        let id = self.formats.get(look).copied().unwrap_or(0);
        let format = self.codes.get(&id).copied().unwrap_or_else(|| Format::built_in(id));
        format.show(value, self.since_1904)
    }

    /// A shared string.
    pub(super) fn string(&self, index: usize) -> &str {
        self.strings.get(index).map(String::as_str).unwrap_or_default()
    }
}

/// Name and place of a sheet of cells, unless it is hidden.
fn shown(data: &[u8]) -> Option<(String, usize)> {
    let start = widths::place(u32_at(data, 0)?);
    let (state, sort, length) = (data.get(4)? & 3, data.get(5)?, *data.get(6)?);
    let name = Pieces::of(data.get(7..)?).text(usize::from(length)).unwrap_or_default();
    (state == 0 && *sort == 0).then_some((name, start))
}

/// The shared strings, over all records that continue them. How many there are they tell themselves.
fn strings<'s>(first: &Record<'s>, records: &mut Records<'s>) -> Vec<String> {
    let mut pieces = vec![first.data.get(8..).unwrap_or_default()];
    while let Some(more) = records.next_of(kind::CONTINUE) {
        pieces.push(more.data);
    }
    let mut pieces = Pieces::over(pieces);
    std::iter::from_fn(|| pieces.rich_text()).collect()
}
