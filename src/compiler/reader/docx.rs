//! Word documents: paragraphs with the numbers Word shows, tables, text boxes.
//!
//! Deleted and hidden text, comments, footnotes, headers and footers, field codes and the table of contents are no part of the
//! plan's text and left out.

mod body;
mod count;
mod numbering;
mod paragraph;
mod styles;

use super::error::ReadError;
use super::package::Package;

/// The text of a document: a paragraph or a row of a table a line.
pub(super) fn read(package: &mut Package<'_>) -> Result<String, ReadError> {
    let styles = styles::read(&package.part("word/styles.xml")?.unwrap_or_default())?;
    let numbering = numbering::read(&package.part("word/numbering.xml")?.unwrap_or_default())?;
    let document = package.part("word/document.xml")?.unwrap_or_default();
    body::read(&document, &styles, numbering)
}

#[cfg(test)]
mod tests;
