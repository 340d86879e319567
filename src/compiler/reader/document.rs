//! What a reader makes of a file.

use duban_domain::draft::{Problem, Span};
use duban_domain::plan::Severity;

use super::table::{Lines, Merged};

/// The text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    /// The text; line ends are `\n`.
    pub text: String,
    /// What could not be read in it; spans count in the text.
    pub problems: Vec<Problem>,
    /// The tables in the text whose cells the file tells.
    pub(crate) tables: Vec<Table>,
}

/// A table in the text of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// The name that its sheet has in the line above it.
    pub(crate) name: Option<Span>,
    /// Where each of its rows stands.
    pub(crate) rows: Vec<Span>,
    /// Its cells that reach over others.
    pub(crate) merged: Vec<Merged>,
}

/// A text while it is put together, line by line.
#[derive(Debug, Default)]
pub(super) struct Written {
    text: String,
    chars: usize,
    tables: Vec<Table>,
    problems: Vec<Problem>,
}

impl Written {
    /// Adds a line; where it stands.
    pub(super) fn line(&mut self, line: &str) -> Span {
        let start = self.chars;
        self.text.push_str(line);
        self.text.push('\n');
        self.chars += line.chars().count() + 1;
        Span(start, self.chars - 1)
    }

    /// Adds a table, below the name of its sheet where it has one.
    pub(super) fn table(&mut self, name: Option<Span>, Lines { lines, merged, hidden }: Lines) {
        let rows: Vec<Span> = lines.iter().map(|line| self.line(line)).collect();
        if let (Some(first), Some(row)) = (rows.first(), hidden.first()) {
            let message = format!("这张表有 {} 行是隐藏的，没有读，第一行是“{row}”", hidden.len());
            self.doubt(*first, message, row);
        }
        self.tables.push(Table { name, rows, merged });
    }

    /// Says that something was not read.
    pub(super) fn doubt(&mut self, span: Span, message: String, quote: &str) {
        self.problems.push(Problem { severity: Severity::Warning, span, message, quote: brief(quote), open: None });
    }
}

/// The beginning of what was not read.
pub(super) fn brief(written: &str) -> String {
    const LONGEST: usize = 60;
    written.chars().take(LONGEST).collect()
}

impl From<Written> for ReadDocument {
    fn from(Written { text, tables, problems, .. }: Written) -> Self {
        ReadDocument { text, problems, tables }
    }
}

impl From<String> for ReadDocument {
    fn from(text: String) -> Self {
        ReadDocument { text, problems: Vec::new(), tables: Vec::new() }
    }
}
