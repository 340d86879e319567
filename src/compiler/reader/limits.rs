//! How much is read at most. A plan has a few hundred pages; what is far beyond is no plan or an attack.

use super::error::ReadError;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 50 << 20;
/// The most bytes that are inflated from one file.
pub(super) const INFLATED: u64 = 64 << 20;
/// The most entries of a zip file.
pub(super) const ENTRIES: usize = 5_000;
/// The deepest nesting of XML.
pub(super) const DEPTH: usize = 200;
/// The longest value of an attribute, in bytes.
pub(super) const ATTRIBUTE: usize = 500;
/// The most characters of text: some five thousand pages.
pub(super) const CHARS: usize = 3_000_000;
/// The most cells of a workbook, or of a table, the empty ones between them included.
pub(super) const CELLS: usize = 500_000;
/// The most styles, lists and patterns of lists of a document, and looks of cells of a workbook.
pub(super) const STYLES: usize = 50_000;
/// The most sheets of a workbook.
pub(super) const SHEETS: usize = 255;
/// The most records of an old workbook.
const RECORDS: usize = 5_000_000;
/// The most columns that one cell spans.
pub(super) const COLUMNS: usize = 256;

/// Refuses a text that is too long. Counts only where the bytes leave it open.
pub(super) fn bounded(text: &str) -> Result<(), ReadError> {
    if text.len() > CHARS && text.chars().nth(CHARS).is_some() { Err(ReadError::TooLong) } else { Ok(()) }
}

/// Refuses bytes that would be too long a text in every encoding: no character takes more than four.
pub(super) fn bounded_bytes(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > 4 * CHARS + 4 { Err(ReadError::TooLong) } else { Ok(()) }
}

/// How many cells, characters and records all sheets of a workbook may still have.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    chars: usize,
    records: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { cells: CELLS, chars: CHARS, records: RECORDS }
    }
}

impl Budget {
    /// Takes a cell with its text off.
    pub(super) fn take(&mut self, text: &str) -> Result<(), ReadError> {
        self.cells = self.cells.checked_sub(1).ok_or(ReadError::TooManyCells)?;
        self.chars = self.chars.checked_sub(text.chars().count()).ok_or(ReadError::TooLong)?;
        Ok(())
    }

    /// Takes a record off: sheets that share their bytes are walked over and over.
    pub(super) fn take_record(&mut self) -> Result<(), ReadError> {
        self.records = self.records.checked_sub(1).ok_or(ReadError::TooManyCells)?;
        Ok(())
    }
}
