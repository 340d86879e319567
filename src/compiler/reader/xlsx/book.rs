//! What the sheets of a workbook share: names, strings, formats.

use std::collections::HashMap;

use crate::reader::amount::Format;
use crate::reader::error::ReadError;
use crate::reader::limits;
use crate::reader::package::Package;
use crate::reader::rich::Rich;
use crate::reader::xml::{self, Element, Node};

/// A workbook without its sheets' contents.
#[derive(Debug, Default)]
pub(super) struct Book {
    sheets: Vec<(String, String)>,
    /// Names of the sheets that are not shown.
    pub(super) hidden: Vec<String>,
    strings: Vec<Rich>,
    looks: Vec<Look>,
    /// Days count from 1904.
    pub(super) since_1904: bool,
}

/// How the cells of a style look.
#[derive(Debug, Clone, Copy)]
struct Look {
    format: Format,
    struck: bool,
}

impl Book {
    /// Reads the parts that the sheets share.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let mut book = Book::default();
        let relations = package.relations("xl/workbook.xml")?;
        let paths = relations.into_iter().map(|relation| (relation.id, relation.path)).collect();
        book.take_sheets(&package.part("xl/workbook.xml")?.unwrap_or_default(), &paths)?;
        book.strings = strings(&package.part("xl/sharedStrings.xml")?.unwrap_or_default())?;
        book.looks = looks(&package.part("xl/styles.xml")?.unwrap_or_default())?;
        Ok(book)
    }

    /// Names and parts of the sheets that are shown, in order.
    pub(super) fn visible(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sheets.iter().map(|(name, path)| (name.as_str(), path.as_str()))
    }

    /// A shared string.
    pub(super) fn string(&self, index: usize) -> Option<&Rich> {
        self.strings.get(index)
    }

    /// The format of a style of cells.
    pub(super) fn format(&self, style: usize) -> Format {
        self.looks.get(style).map_or(Format::Plain, |look| look.format)
    }

    /// Whether the font of a style of cells is struck through.
    pub(super) fn is_struck(&self, style: usize) -> bool {
        self.looks.get(style).is_some_and(|look| look.struck)
    }

    fn take_sheets(&mut self, part: &str, paths: &HashMap<String, String>) -> Result<(), ReadError> {
        xml::walk(part, |node| {
            let Node::Open(element) = node else { return Ok(()) };
            match element.name() {
                "workbookPr" => {
                    self.since_1904 = element.attribute("date1904").is_some_and(|v| v == "1" || v == "true")
                }
                "sheet" if self.sheets.len() + self.hidden.len() < limits::SHEETS => self.take_sheet(element, paths),
                _ => {}
            }
            Ok(())
        })
    }

    /// Takes name and part of a sheet; of one that is not shown, its name.
    fn take_sheet(&mut self, element: &Element<'_>, paths: &HashMap<String, String>) {
        let name = element.attribute("name").unwrap_or_default();
        let path = element.attribute("id").and_then(|id| paths.get(&id));
        if element.attribute("state").is_some_and(|state| state.to_lowercase().ends_with("hidden")) {
            self.hidden.push(name);
        } else if let Some(path) = path {
            self.sheets.push((name, path.clone()));
        }
    }
}

/// The shared strings, without the reading aids over characters.
fn strings(part: &str) -> Result<Vec<Rich>, ReadError> {
    let (mut strings, mut inside, mut aid) = (Vec::new(), false, false);
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => match element.name() {
                "si" if strings.len() >= limits::CELLS => return Err(ReadError::TooManyCells),
                "si" => strings.push(Rich::default()),
                "t" => inside = true,
                "rPh" => aid = true,
                _ => strings.last_mut().into_iter().for_each(|string| take_run(string, element)),
            },
            Node::Close("t") => inside = false,
            Node::Close("rPh") => aid = false,
            Node::Text(text) if inside && !aid => strings.last_mut().into_iter().for_each(|s| s.push(&text)),
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// Takes what an element says of a run of a text.
pub(super) fn take_run(text: &mut Rich, element: &Element<'_>) {
    match element.name() {
        "r" => text.open(),
        "rPr" => text.strike(false),
        "strike" => text.strike(element.is_on()),
        _ => {}
    }
}

/// How each style of cells looks.
fn looks(part: &str) -> Result<Vec<Look>, ReadError> {
    let mut own: HashMap<u16, Format> = HashMap::new();
    let (mut looks, mut fonts) = (Vec::new(), Vec::new());
    let (mut in_looks, mut in_fonts) = (false, false);
    xml::walk(part, |node| {
        match node {
            Node::Open(element) => match element.name() {
                "numFmt" => {
                    let code = element.attribute("formatCode").unwrap_or_default();
                    own.extend(element.number("numFmtId").map(|id: u16| (id, Format::of_code(&code))));
                }
                "fonts" => in_fonts = true,
                "font" if in_fonts && fonts.len() < limits::STYLES => fonts.push(false),
                "strike" if in_fonts => fonts.last_mut().into_iter().for_each(|struck| *struck = element.is_on()),
                "cellXfs" => in_looks = true,
                "xf" if in_looks && looks.len() < limits::STYLES => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    let format = own.get(&id).copied().unwrap_or_else(|| Format::built_in(id));
                    let font = element.number("fontId").and_then(|font: usize| fonts.get(font));
                    looks.push(Look { format, struck: font.copied().unwrap_or(false) });
                }
                _ => {}
            },
            Node::Close("fonts") => in_fonts = false,
            Node::Close("cellXfs") => in_looks = false,
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(looks)
}
