//! Workbooks of Excel: every visible sheet with contents, its rows as lines.
//!
//! Read by ourselves over the same bounded zip and XML as documents: a general library reserves memory for as many strings and
//! cells as a hostile file claims to have, which ends the process.

mod book;
mod sheet;

use super::document::{ReadDocument, Written};
use super::error::ReadError;
use super::left_out::brief;
use super::limits;
use super::package::Package;
use super::table::{self, Lines};
use book::Book;
use duban_domain::draft::Span;

/// The text of a workbook.
pub(super) fn read(package: &mut Package<'_>) -> Result<ReadDocument, ReadError> {
    let book = Book::read(package)?;
    let mut sheets = Vec::new();
    let mut budget = limits::Budget::default();
    for (name, path) in book.visible() {
        let Some(part) = package.part(path)? else { continue };
        let mut grid = sheet::read(&part, &book, &mut budget)?;
        for relation in package.relations(path)?.into_iter().filter(|relation| relation.kind == "comments") {
            sheet::comments(&package.part(&relation.path)?.unwrap_or_default(), &mut grid)?;
        }
        sheets.push((name.to_owned(), grid.into_lines()?));
    }
    Ok(whole(sheets, &book.hidden))
}

/// The sheets one after the other; where there are several, a sheet's name stands above it unless it is one nobody gave. Sheets
/// that are not shown are said by their names.
pub(super) fn whole(mut sheets: Vec<(String, Lines)>, hidden: &[String]) -> ReadDocument {
    sheets.retain(|(_, table)| !table.is_empty());
    let several = sheets.iter().filter(|(_, table)| !table.lines.is_empty()).count() > 1;
    let mut written = Written::default();
    for (name, table) in sheets {
        let given = !name.to_lowercase().starts_with("sheet") && table.lines.first() != Some(&name);
        let name = (several && given && !table.lines.is_empty()).then(|| written.line(&table::one_line(&name)));
        written.table(name, table);
    }
    if !hidden.is_empty() {
        let names = hidden.join("、");
        written.doubt(Span(0, 0), format!("有 {} 张隐藏的工作表没有读：{}", hidden.len(), brief(&names)), &names);
    }
    written.into()
}

#[cfg(test)]
mod tests;
