//! Word documents: paragraphs with the numbers Word shows, tables, text boxes.
//!
//! Deleted and hidden text, comments, footnotes, headers and footers, field codes and the table of contents are no part of the
//! plan's text and left out.

mod body;
mod count;
mod numbering;
mod paragraph;
mod skipped;
mod styles;

use super::document::ReadDocument;
use super::error::ReadError;
use super::package::Package;

/// The text of a document, which stands in that part: a paragraph or a row of a table a line.
pub(super) fn read(package: &mut Package<'_>, document: &str) -> Result<ReadDocument, ReadError> {
    let relations = package.relations(document)?;
    let mut beside = |kind: &str, usual: &str| {
        let named = relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.path.as_str());
        let path = named.filter(|path| package.has(path)).unwrap_or(usual);
        package.part(path).map(Option::unwrap_or_default)
    };
    let styles = styles::read(&beside("styles", "word/styles.xml")?)?;
    let numbering = numbering::read(&beside("numbering", "word/numbering.xml")?)?;
    body::read(&package.part(document)?.unwrap_or_default(), &styles, numbering)
}

#[cfg(test)]
mod tests;
