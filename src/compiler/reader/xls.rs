//! Workbooks of Excel 97–2003: records in one stream of the container.

mod book;
mod record;
mod sheet;

use super::document::ReadDocument;
use super::error::ReadError;
use super::limits::Budget;
use super::ole::Container;
use super::xlsx;
use book::Book;
use record::Records;

/// The text of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<ReadDocument, ReadError> {
    let stream = Container::open(bytes)?.stream("Workbook")?;
    let mut budget = Budget::default();
    let book = Book::read(&stream, &mut budget)?;
    let mut sheets = Vec::new();
    for (name, start) in &book.sheets {
        let records = Records::of(stream.get(*start..).unwrap_or_default());
        let grid = sheet::read(records, &book, &mut budget)?;
        sheets.push((name.clone(), grid.into_lines()?));
    }
    Ok(xlsx::whole(sheets, &book.hidden))
}

#[cfg(test)]
mod tests;
