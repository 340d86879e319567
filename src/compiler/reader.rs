//! Readers: the bytes of a file in, its text out.
//!
//! What a file is, its content tells and not its name (`kind`); only Markdown and tables with commas (`csv`) are told by their names. `plain` finds the
//! encoding of a text, `docx`, `xlsx` and `xls` take documents apart. Rows of every table become lines of cells between tabs
//! (`table`); where a file tells which cells are merged, that is handed on beside the text. What is inflated, nested, counted and written is bounded (`limits`): nothing a header claims is
//! believed, no entity is expanded, and every refusal says what the file is and what to do.

mod amount;
mod csv;
mod document;
mod docx;
mod error;
mod grid;
mod kind;
mod left_out;
mod limits;
mod markdown;
mod ole;
mod package;
mod plain;
mod relations;
mod rich;
mod table;
mod xls;
mod xlsx;
mod xml;

pub use document::ReadDocument;
pub(crate) use document::Table;
pub use error::ReadError;
pub use limits::MAX_FILE_BYTES;
#[cfg(test)]
pub(crate) use table::Merged;

use crate::widths;
use kind::Kind;

/// Reads a document. The name only tells Markdown and tables with commas from plain text and one old format from another.
pub fn read_document(name: &str, bytes: &[u8]) -> Result<ReadDocument, ReadError> {
    if widths::count(bytes.len()) > MAX_FILE_BYTES {
        return Err(ReadError::TooLong);
    }
    let document = match kind::kind(name, bytes)? {
        Kind::Text => markdown::where_marked(plain::read(bytes)?),
        Kind::Table => csv::table(plain::read(bytes)?)?,
        Kind::Markdown => markdown::plain(plain::read(bytes)?),
        Kind::Package => read_package(bytes)?,
        Kind::Workbook => xls::read(bytes)?,
    };
    limits::bounded(&document.text)?;
    if document.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(document) }
}

/// A zip file: a document or a workbook.
fn read_package(bytes: &[u8]) -> Result<ReadDocument, ReadError> {
    let mut package = package::Package::open(bytes)?;
    match package.content()? {
        package::Content::Word(document) => docx::read(&mut package, &document),
        package::Content::Excel => xlsx::read(&mut package),
    }
}

#[cfg(test)]
mod testing;
