//! What the sheets of a workbook share: their names, strings and formats.

use std::collections::HashMap;

use super::record::{Pieces, Record, Records, kind};
use crate::reader::amount::Format;
use crate::reader::error::ReadError;
use crate::reader::limits::{self, Budget};
use crate::reader::ole::{u16_at, u32_at};
use crate::reader::rich::Rich;
use crate::widths;

/// The version of the records since Excel 97.
const SINCE_97: u16 = 0x0600;

/// The mark of a font that is struck through.
const STRUCK: u16 = 8;

/// What the sheets share.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// Name and place of each that is shown.
    pub(super) sheets: Vec<(String, usize)>,
    /// Names of the sheets that are not shown.
    pub(super) hidden: Vec<String>,
    strings: Vec<Rich>,
    codes: HashMap<u16, Format>,
    /// Whether each font is struck through.
    fonts: Vec<bool>,
    /// The font and the format of each look of cells.
    looks: Vec<(u16, u16)>,
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
                kind::STRINGS => book.take_strings(&record, &mut records),
                kind::END => break,
                _ => book.take(&record),
            }
        }
        Ok(book)
    }

    fn take(&mut self, record: &Record<'_>) {
        match record.kind {
            kind::SHEET if self.sheets.len() + self.hidden.len() < limits::SHEETS => self.take_sheet(record.data),
            kind::DATE_MODE => self.since_1904 = u16_at(record.data, 0) == Some(1),
            kind::FONT => self.fonts.push(u16_at(record.data, 2).is_some_and(|marks| marks & STRUCK == STRUCK)),
            kind::LOOK => {
                let part = |at| u16_at(record.data, at).unwrap_or(0);
                self.looks.push((part(0), part(2)));
            }
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
        let id = self.looks.get(look).map_or(0, |(_, format)| *format);
        let format = self.codes.get(&id).copied().unwrap_or_else(|| Format::built_in(id));
        format.show(value, self.since_1904)
    }

    /// Whether the font of a look of cells is struck through.
    pub(super) fn is_struck(&self, look: usize) -> bool {
        self.looks.get(look).is_some_and(|(font, _)| self.strikes(*font))
    }

    /// Whether a font is struck through. No file has a font with the number four: the fifth is the next.
    fn strikes(&self, font: u16) -> bool {
        let place = usize::from(if font > 4 { font - 1 } else { font });
        self.fonts.get(place).copied().unwrap_or(false)
    }

    /// A shared string.
    pub(super) fn string(&self, index: usize) -> Option<&Rich> {
        self.strings.get(index)
    }

    /// Takes name and place of a sheet of cells; of one that is not shown, its name.
    fn take_sheet(&mut self, data: &[u8]) {
        let place = u32_at(data, 0).map(widths::place);
        let (Some(start), Some(state), Some(sort)) = (place, data.get(4), data.get(5)) else { return };
        let length = data.get(6).copied().map_or(0, usize::from);
        let name = Pieces::of(data.get(7..).unwrap_or_default()).text(length).unwrap_or_default();
        match (state & 3, sort) {
            (0, 0) => self.sheets.push((name, start)),
            (_, 0) => self.hidden.push(name),
            _ => {}
        }
    }

    /// Takes the shared strings, over all records that continue them. How many there are they tell themselves.
    fn take_strings<'s>(&mut self, first: &Record<'s>, records: &mut Records<'s>) {
        let mut pieces = vec![first.data.get(8..).unwrap_or_default()];
        while let Some(more) = records.next_of(kind::CONTINUE) {
            pieces.push(more.data);
        }
        let mut pieces = Pieces::over(pieces);
        self.strings = std::iter::from_fn(|| pieces.rich_text(|font| self.strikes(font))).collect();
    }
}
