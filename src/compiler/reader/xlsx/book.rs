//! What the sheets of a workbook share: names, strings, formats.

use std::collections::HashMap;

use crate::reader::amount::Format;
use crate::reader::error::ReadError;
use crate::reader::limits;
use crate::reader::package::Package;
use crate::reader::xml::{self, Element, Node};

/// A workbook without its sheets' contents.
#[derive(Debug, Default)]
pub(super) struct Book {
    sheets: Vec<(String, String)>,
    strings: Vec<String>,
    formats: Vec<Format>,
    /// Days count from 1904.
    pub(super) since_1904: bool,
}

impl Book {
    /// Reads the parts that the sheets share.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let mut book = Book::default();
        let relations = package.relations("xl/workbook.xml")?;
        let paths = relations.into_iter().map(|relation| (relation.id, relation.path)).collect();
        book.take_sheets(&package.part("xl/workbook.xml")?.unwrap_or_default(), &paths)?;
        book.strings = strings(&package.part("xl/sharedStrings.xml")?.unwrap_or_default())?;
        book.formats = formats(&package.part("xl/styles.xml")?.unwrap_or_default())?;
        Ok(book)
    }

    /// Names and parts of the sheets that are shown, in order.
    pub(super) fn visible(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sheets.iter().map(|(name, path)| (name.as_str(), path.as_str()))
    }

    /// A shared string.
    pub(super) fn string(&self, index: usize) -> Option<&str> {
        self.strings.get(index).map(String::as_str)
    }

    /// The format of a style of cells.
    pub(super) fn format(&self, style: usize) -> Format {
        self.formats.get(style).copied().unwrap_or(Format::Plain)
    }

    fn take_sheets(&mut self, part: &str, paths: &HashMap<String, String>) -> Result<(), ReadError> {
        xml::walk(part, |node| {
            let Node::Open(element) = node else { return Ok(()) };
            match element.name() {
                "workbookPr" => {
                    self.since_1904 = element.attribute("date1904").is_some_and(|v| v == "1" || v == "true")
                }
                "sheet" if self.sheets.len() < limits::SHEETS => self.sheets.extend(shown(element, paths)),
                _ => {}
            }
            Ok(())
        })
    }
}

/// Name and part of a sheet, unless it is hidden.
fn shown(element: &Element<'_>, paths: &HashMap<String, String>) -> Option<(String, String)> {
    let hidden = element.attribute("state").is_some_and(|state| state.to_lowercase().ends_with("hidden"));
    let path = paths.get(&element.attribute("id")?).filter(|_| !hidden)?;
    Some((element.attribute("name").unwrap_or_default(), path.clone()))
}

/// The shared strings, without the reading aids over characters.
fn strings(part: &str) -> Result<Vec<String>, ReadError> {
    let (mut strings, mut inside, mut aid) = (Vec::new(), false, false);
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => match element.name() {
                "si" if strings.len() >= limits::CELLS => return Err(ReadError::TooManyCells),
                "si" => strings.push(String::new()),
                "t" => inside = true,
                "rPh" => aid = true,
                _ => {}
            },
            Node::Close("t") => inside = false,
            Node::Close("rPh") => aid = false,
            Node::Text(text) if inside && !aid => strings.last_mut().into_iter().for_each(|s| s.push_str(&text)),
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The format of each style of cells.
fn formats(part: &str) -> Result<Vec<Format>, ReadError> {
    let mut own: HashMap<u16, Format> = HashMap::new();
    let (mut formats, mut inside) = (Vec::new(), false);
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => match element.name() {
                "numFmt" => {
                    let code = element.attribute("formatCode").unwrap_or_default();
                    own.extend(element.number("numFmtId").map(|id: u16| (id, Format::of_code(&code))));
                }
                "cellXfs" => inside = true,
                "xf" if inside && formats.len() < limits::STYLES => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
                }
                _ => {}
            },
            Node::Close("cellXfs") => inside = false,
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(formats)
}
