//! What holds paragraphs: the body, a cell, a text box.

use crate::reader::document::Written;
use crate::reader::left_out::{self, LeftOut};
use crate::reader::table::Lines;

/// What stands in one, in order.
#[derive(Debug, Default)]
pub(super) struct Story {
    pieces: Vec<Piece>,
}

/// What stands in a story.
#[derive(Debug)]
enum Piece {
    /// A line, with what stands there and is not read, and how deep it stands where it is a heading.
    Line(String, Vec<LeftOut>, Option<usize>),
    Table(Lines),
}

impl Story {
    /// Adds a line, a heading where it has a depth.
    pub(super) fn line(&mut self, line: String, left_out: Vec<LeftOut>, depth: Option<usize>) {
        self.pieces.push(Piece::Line(line, left_out, depth));
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: Lines) {
        self.pieces.push(Piece::Table(table));
    }

    /// Its lines, those of the tables in it too, and what is not read of them.
    pub(super) fn into_lines(self) -> (Vec<String>, Vec<LeftOut>) {
        let (mut lines, mut gone) = (Vec::new(), Vec::new());
        for piece in self.pieces {
            match piece {
                Piece::Line(line, left_out, _) => {
                    lines.push(line);
                    gone.extend(left_out);
                }
                Piece::Table(table) => {
                    lines.extend(table.lines.iter().map(|line| inner(line)));
                    gone.extend(table.left_out.into_iter().map(|(_, left_out)| left_out));
                }
            }
        }
        (lines, gone)
    }

    /// Writes it down.
    pub(super) fn write(self, written: &mut Written) {
        for piece in self.pieces {
            match piece {
                Piece::Line(line, gone, depth) => {
                    let span = written.line(&line);
                    depth.into_iter().for_each(|depth| written.heading(span, depth));
                    left_out::together(&gone).iter().for_each(|gone| written.leave_out(span, gone));
                }
                Piece::Table(lines) => written.table(None, lines),
            }
        }
    }
}

/// A row of a table inside of a cell: of two cells the first names what the second says.
fn inner(line: &str) -> String {
    let mut cells = line.split('\t').filter(|cell| !cell.is_empty());
    match (cells.next(), cells.next(), cells.next()) {
        (Some(name), Some(words), None) if !name.ends_with(['：', ':']) => format!("{name}：{words}"),
        _ => line.to_owned(),
    }
}
