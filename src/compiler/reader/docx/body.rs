//! The body of a document, element by element.

use super::beside::Beside;
use super::numbering::Numbering;
use super::paragraph::Paragraph;
use super::rows::Table;
use super::run::Run;
use super::skipped::SKIPPED;
use super::story::Story;
use super::styles::Styles;
use crate::reader::document::{ReadDocument, Written};
use crate::reader::error::ReadError;
use crate::reader::left_out::{LeftOut, Why};
use crate::reader::limits;
use crate::reader::table::{self, Cell};
use crate::reader::xml::{self, Element, Node};

struct Body<'s> {
    styles: &'s Styles,
    beside: &'s Beside,
    numbering: Numbering,
    /// What holds paragraphs, the innermost last.
    stories: Vec<Story>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// How deep in an element that is skipped.
    skipping: usize,
    in_properties: bool,
    in_row_properties: bool,
    in_text: bool,
    run: Run,
    /// What a deleted end of paragraph left over.
    carried: (String, Vec<LeftOut>),
    left: usize,
    cells: usize,
}

/// The text of `word/document.xml`.
pub(super) fn read(
    part: &str,
    styles: &Styles,
    numbering: Numbering,
    beside: &Beside,
) -> Result<ReadDocument, ReadError> {
    let mut body = Body {
        styles,
        beside,
        numbering,
        stories: vec![Story::default()],
        paragraphs: Vec::new(),
        tables: Vec::new(),
        skipping: 0,
        in_properties: false,
        in_row_properties: false,
        in_text: false,
        run: Run::default(),
        carried: Default::default(),
        left: limits::CHARS,
        cells: 0,
    };
    xml::walk(part, |node| body.visit(node))?;
    let mut written = Written::default();
    body.stories.pop().unwrap_or_default().write(&mut written);
    body.carried.1.iter().for_each(|gone| written.leave_out(written.end(), gone));
    Ok(written.into())
}

impl Body<'_> {
    fn visit(&mut self, node: Node<'_>) -> Result<(), ReadError> {
        match node {
            Node::Open(_) if self.skipping > 0 => self.skipping += 1,
            Node::Close(_) if self.skipping > 0 => self.skipping -= 1,
            Node::Open(element) => self.open(element)?,
            Node::Close(name) => self.close(name)?,
            Node::Text(text) if self.in_text && self.skipping == 0 => self.write(&text)?,
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
            "del" => self.run.open_deleted(),
            "ins" if !self.in_row_properties => self.run.open_inserted(),
            "delText" if self.run.is_deleted() => self.in_text = true,
            _ if SKIPPED.contains(&name) => self.skipping = 1,
            "trPr" => self.in_row_properties = true,
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_properties = true,
            "txbxContent" => self.stories.push(Story::default()),
            "r" => self.run.reset(),
            "vanish" | "strike" | "dstrike" | "rStyle" => self.run.take(element, self.styles),
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let note = self.beside.note(name, element.attribute("id").as_deref());
                self.paragraphs.last_mut().into_iter().for_each(|p| p.left_out.extend(note.clone()));
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.write("\t")?,
            "br" | "cr" => self.write("\n")?,
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
                self.stories.push(Story::default());
                self.tables.last_mut().into_iter().for_each(Table::open_cell);
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
            "del" if !self.in_properties && !self.in_row_properties => self.run.close_deleted(),
            "t" | "delText" => self.in_text = false,
            "r" => self.run.reset(),
            "txbxContent" => {
                let (lines, gone) = self.pop_story().into_lines();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.boxes.extend(lines);
                    paragraph.left_out.extend(gone);
                }
            }
            "tc" => self.close_cell()?,
            "tr" => self.tables.last_mut().into_iter().for_each(Table::close_row),
            "tbl" => self.close_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Adds to the text of the paragraph, as far as the bound allows, or to what is not read of it.
    fn write(&mut self, text: &str) -> Result<(), ReadError> {
        self.charge(text)?;
        let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
        match self.run.left_out(paragraph.style.as_deref(), self.styles) {
            Some(why) => paragraph.leave_out(why, text),
            None => {
                paragraph.text.push_str(text);
                if self.run.tells_inserted(text) {
                    paragraph.leave_out(Why::Inserted, text);
                }
            }
        }
        Ok(())
    }

    fn charge(&mut self, text: &str) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(text.chars().count()).ok_or(ReadError::TooLong)?;
        Ok(())
    }

    fn close_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(mut paragraph) = self.paragraphs.pop() else { return Ok(()) };
        let (text, gone) = std::mem::take(&mut self.carried);
        paragraph.put_before(text, gone);
        if paragraph.runs_on {
            self.carried = (paragraph.text, paragraph.left_out);
        } else if !self.styles.is_contents(paragraph.style.as_deref()) {
            self.close_whole(&mut paragraph)?;
        }
        paragraph.boxes.into_iter().for_each(|line| self.say(line, Vec::new(), None));
        Ok(())
    }

    /// Says a paragraph with its number. In a table an empty one may be a number and nothing else, unless its text is left out;
    /// outside it is an empty line.
    fn close_whole(&mut self, paragraph: &mut Paragraph) -> Result<(), ReadError> {
        let gone = std::mem::take(&mut paragraph.left_out);
        let number = self.numbering.next(&paragraph.place, paragraph.style.as_deref(), self.styles);
        self.charge(&number)?;
        self.charge("\n")?;
        let bare = paragraph.text.trim().is_empty() && (self.tables.is_empty() || !gone.is_empty());
        let shown = if bare { String::new() } else { paragraph.numbered(&number) };
        let depth = paragraph.depth.or_else(|| self.styles.depth(paragraph.style.as_deref()));
        self.say(shown, gone, depth);
        Ok(())
    }

    fn say(&mut self, line: String, left_out: Vec<LeftOut>, depth: Option<usize>) {
        if let Some(story) = self.stories.last_mut() {
            story.line(line, left_out, depth);
        }
    }

    /// Takes the innermost story; the body stays.
    fn pop_story(&mut self) -> Story {
        if self.stories.len() > 1 { self.stories.pop().unwrap_or_default() } else { Story::default() }
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
        let (lines, gone) = self.pop_story().into_lines();
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let (across, below) = (table.across, table.below);
        if table.beside
            && let Some(before) = table.row.last_mut()
        {
            before.widen(across);
            return Ok(());
        }
        let mut cell = if below { Cell::below(across) } else { Cell::new(&lines.join("\n"), across) };
        cell.leave_out(gone);
        self.add_cell(cell)
    }

    fn close_table(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let lines = table::lines(&table.rows)?;
        if let Some(story) = self.stories.last_mut() {
            story.table(lines);
        }
        Ok(())
    }
}
