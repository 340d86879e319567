//! Word documents: paragraphs with the numbers Word shows, tables, text boxes.
//!
//! Deleted, struck-through and hidden text, comments and footnotes are no part of the plan's text, and said where they stand;
//! headers and footers, field codes and the table of contents are left out.

mod beside;
mod body;
mod count;
mod numbering;
mod paragraph;
mod rows;
mod run;
mod skipped;
mod story;
mod styles;

use super::document::ReadDocument;
use super::error::ReadError;
use super::package::Package;
use beside::Beside;

/// The text of a document, which stands in that part: a paragraph or a row of a table a line.
pub(super) fn read(package: &mut Package<'_>, document: &str) -> Result<ReadDocument, ReadError> {
    let relations = package.relations(document)?;
    let mut other = |kind: &str, usual: &str| {
        let named = relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.path.as_str());
        let path = named.filter(|path| package.has(path)).unwrap_or(usual);
        package.part(path).map(Option::unwrap_or_default)
    };
    let styles = styles::read(&other("styles", "word/styles.xml")?)?;
    let numbering = numbering::read(&other("numbering", "word/numbering.xml")?)?;
    let mut beside = Beside::default();
    for (kind, usual) in beside::PARTS {
        beside.take(kind, &other(kind, usual)?)?;
    }
    body::read(&package.part(document)?.unwrap_or_default(), &styles, numbering, &beside)
}

#[cfg(test)]
mod tests;
