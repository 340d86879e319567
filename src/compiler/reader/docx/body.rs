//! The body of a document, element by element.

use super::numbering::Numbering;
use super::paragraph::Paragraph;
use super::skipped::SKIPPED;
use super::styles::Styles;
use crate::reader::document::{ReadDocument, Written, brief};
use crate::reader::error::ReadError;
use crate::reader::limits;
use crate::reader::table::{self, Cell, Lines, Row};
use crate::reader::xml::{self, Element, Node};
use duban_domain::draft::Span;

/// A table while it is read.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Row>,
    row: Row,
    /// The row was deleted.
    deleted: bool,
    /// How many columns the cell reaches over.
    across: usize,
    /// The cell goes on with the one above.
    below: bool,
    /// The cell goes on with the one before.
    beside: bool,
}

/// What holds paragraphs: the body, a cell, a text box.
type Story = Vec<Piece>;

/// What stands in a story.
enum Piece {
    Line(String),
    Table(Lines),
}

struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    stories: Vec<Story>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// How deep in an element that is skipped.
    skipping: usize,
    in_properties: bool,
    in_row_properties: bool,
    in_text: bool,
    hidden: bool,
    /// The text is struck through.
    struck: bool,
    /// All such text.
    left_out: String,
    /// What a deleted end of paragraph left over.
    carried: String,
    left: usize,
    cells: usize,
}

/// The text of `word/document.xml`.
pub(super) fn read(part: &str, styles: &Styles, numbering: Numbering) -> Result<ReadDocument, ReadError> {
    let mut body = Body {
        styles,
        numbering,
        stories: vec![Story::new()],
        paragraphs: Vec::new(),
        tables: Vec::new(),
        skipping: 0,
        in_properties: false,
        in_row_properties: false,
        in_text: false,
        hidden: false,
        struck: false,
        left_out: String::new(),
        carried: String::new(),
        left: limits::CHARS,
        cells: 0,
    };
    xml::walk(part, |node| body.visit(node))?;
    let mut written = Written::default();
    if !body.left_out.trim().is_empty() {
        written.doubt(
            Span(0, 0),
            format!("带删除线的文字没有读：“{}”", brief(body.left_out.trim())),
            body.left_out.trim(),
        );
    }
    for piece in body.stories.pop().unwrap_or_default() {
        match piece {
            Piece::Line(line) => drop(written.line(&line)),
            Piece::Table(lines) => written.table(None, lines),
        }
    }
    Ok(written.into())
}

/// The lines of a story, those of the tables in it too.
fn lines_of(story: Story) -> impl Iterator<Item = String> {
    story.into_iter().flat_map(|piece| match piece {
        Piece::Line(line) => vec![line],
        Piece::Table(table) => table.lines,
    })
}

impl Body<'_> {
    fn visit(&mut self, node: Node<'_>) -> Result<(), ReadError> {
        match node {
            Node::Open(_) if self.skipping > 0 => self.skipping += 1,
            Node::Close(_) if self.skipping > 0 => self.skipping -= 1,
            Node::Open(element) => self.open(element)?,
            Node::Close(name) => self.close(name)?,
            Node::Text(text) if self.in_text && self.skipping == 0 && !self.hidden && self.struck => {
                self.charge(&text)?;
                self.left_out.push_str(&text);
            }
            Node::Text(text) if self.in_text && self.skipping == 0 && !self.hidden => self.write(&text)?,
            Node::Text(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let name = element.name();
        let mark = matches!(name, "del" | "moveFrom");
        if self.in_properties && (mark || !SKIPPED.contains(&name)) {
            self.paragraphs.last_mut().into_iter().for_each(|p| p.take_property(element));
            return Ok(());
        }
        match name {
            "del" if self.in_row_properties => self.tables.last_mut().into_iter().for_each(|t| t.deleted = true),
            _ if SKIPPED.contains(&name) => self.skipping = 1,
            "trPr" => self.in_row_properties = true,
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_properties = true,
            "txbxContent" => self.stories.push(Story::new()),
            "r" => (self.hidden, self.struck) = (false, false),
            "vanish" => self.hidden = element.is_on(),
            "strike" | "dstrike" => self.struck |= element.is_on(),
            "t" => self.in_text = true,
            "tab" | "ptab" if !self.hidden => self.write("\t")?,
            "br" | "cr" if !self.hidden => self.write("\n")?,
            "noBreakHyphen" => self.write("-")?,
            _ => self.open_table(element)?,
        }
        Ok(())
    }

    fn open_table(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let counted: usize = element.number("val").unwrap_or(1);
        match element.name() {
            "tbl" => self.tables.push(Table::default()),
            "tc" => {
                self.stories.push(Story::new());
                self.tables
                    .last_mut()
                    .into_iter()
                    .for_each(|table| (table.across, table.below, table.beside) = (1, false, false));
            }
            "gridBefore" | "gridAfter" => self.add_cells(counted)?,
            name => {
                let Some(table) = self.tables.last_mut() else { return Ok(()) };
                match name {
                    "gridSpan" => table.across = counted,
                    "vMerge" => table.below = element.value().is_none_or(|v| v == "continue"),
                    "hMerge" => table.beside = element.value().is_none_or(|v| v == "continue"),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "p" => self.close_paragraph()?,
            "pPr" => self.in_properties = false,
            "trPr" => self.in_row_properties = false,
            "t" => self.in_text = false,
            "r" => (self.hidden, self.struck) = (false, false),
            "txbxContent" => {
                let lines = lines_of(self.pop_story());
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.boxes.extend(lines);
                }
            }
            "tc" => self.close_cell()?,
            "tr" => self.tables.last_mut().into_iter().for_each(Table::close_row),
            "tbl" => self.close_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Adds to the text of the paragraph, as far as the bound allows.
    fn write(&mut self, text: &str) -> Result<(), ReadError> {
        self.charge(text)?;
        self.paragraphs.last_mut().into_iter().for_each(|p| p.text.push_str(text));
        Ok(())
    }

    fn charge(&mut self, text: &str) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(text.chars().count()).ok_or(ReadError::TooLong)?;
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(mut paragraph) = self.paragraphs.pop() else { return Ok(()) };
        paragraph.put_before(std::mem::take(&mut self.carried));
        if paragraph.runs_on {
            self.carried = paragraph.text;
        } else if !self.styles.is_contents(paragraph.style.as_deref()) {
            self.close_whole(&paragraph)?;
        }
        self.say(paragraph.boxes);
        Ok(())
    }

    /// Says a paragraph with its number. In a table an empty one may be a number and nothing else; outside it is an empty line.
    fn close_whole(&mut self, paragraph: &Paragraph) -> Result<(), ReadError> {
        let number = self.numbering.next(&paragraph.place, paragraph.style.as_deref(), self.styles);
        self.charge(&number)?;
        self.charge("\n")?;
        let bare = paragraph.text.trim().is_empty();
        let shown = if bare && self.tables.is_empty() { String::new() } else { paragraph.numbered(&number) };
        self.say([shown]);
        Ok(())
    }

    fn say(&mut self, lines: impl IntoIterator<Item = String>) {
        if let Some(story) = self.stories.last_mut() {
            story.extend(lines.into_iter().map(Piece::Line));
        }
    }

    /// Takes the innermost story; the body stays.
    fn pop_story(&mut self) -> Story {
        if self.stories.len() > 1 { self.stories.pop().unwrap_or_default() } else { Story::new() }
    }

    /// Adds empty cells to the row.
    fn add_cells(&mut self, count: usize) -> Result<(), ReadError> {
        (0..count.min(limits::COLUMNS)).try_for_each(|_| self.add_cell(Cell::new("", 1)))
    }

    fn add_cell(&mut self, cell: Cell) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > limits::CELLS {
            return Err(ReadError::TooManyCells);
        }
        if let Some(table) = self.tables.last_mut() {
            table.row.push(cell);
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), ReadError> {
        let text = lines_of(self.pop_story()).collect::<Vec<_>>().join("\n");
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let (across, below) = (table.across, table.below);
        if table.beside
            && let Some(before) = table.row.last_mut()
        {
            before.widen(across);
            return Ok(());
        }
        self.add_cell(if below { Cell::below(across) } else { Cell::new(&text, across) })
    }

    fn close_table(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let lines = table::lines(&table.rows)?;
        if let Some(story) = self.stories.last_mut() {
            story.push(Piece::Table(lines));
        }
        Ok(())
    }
}

impl Table {
    fn close_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !std::mem::take(&mut self.deleted) {
            self.rows.push(row);
        }
    }
}
