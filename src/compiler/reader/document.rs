//! What a reader makes of a file.

use duban_domain::draft::{Problem, Span};
use duban_domain::plan::Severity;

use super::left_out::{LeftOut, brief};
use super::table::{Lines, Merged};

/// No more is said of what was left out of a file.
const PROBLEMS: usize = 200;

/// The text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    /// The text; line ends are `\n`.
    pub text: String,
    /// What could not be read in it; spans count in the text.
    pub problems: Vec<Problem>,
    /// The tables in the text whose cells the file tells.
    pub(crate) tables: Vec<Table>,
    /// The lines that the file says are headings, and how deep each stands below the outermost.
    pub(crate) headings: Vec<(Span, usize)>,
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
    headings: Vec<(Span, usize)>,
    problems: Vec<Problem>,
    /// How many more there are.
    unsaid: usize,
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

    /// Says that a line is a heading.
    pub(super) fn heading(&mut self, span: Span, depth: usize) {
        self.headings.push((span, depth));
    }

    /// Adds a table, below the name of its sheet where it has one.
    pub(super) fn table(&mut self, name: Option<Span>, table: Lines) {
        let Lines { lines, merged, hidden, left_out } = table;
        let rows: Vec<Span> = lines.iter().map(|line| self.line(line)).collect();
        let first = rows.first().copied().unwrap_or(self.end());
        for (kind, hidden) in [("行", &hidden.rows), ("列", &hidden.columns)] {
            if let Some(words) = hidden.first() {
                let message = format!("这张表有 {} {kind}是隐藏的，没有读，第一{kind}是“{words}”", hidden.len());
                self.doubt(first, message, words);
            }
        }
        for (row, left_out) in &left_out {
            self.leave_out(rows.get(*row).or(rows.last()).copied().unwrap_or(first), left_out);
        }
        self.tables.push(Table { name, rows, merged });
    }

    /// Says that something of a line was not read.
    pub(super) fn leave_out(&mut self, span: Span, left_out: &LeftOut) {
        self.add(left_out.severity(), span, left_out.message(), &left_out.words);
    }

    /// Says that something was not read.
    pub(super) fn doubt(&mut self, span: Span, message: String, quote: &str) {
        self.add(Severity::Warning, span, message, quote);
    }

    /// Where the text ends so far.
    pub(super) fn end(&self) -> Span {
        Span(self.chars, self.chars)
    }

    fn add(&mut self, severity: Severity, span: Span, message: String, quote: &str) {
        if self.problems.len() < PROBLEMS {
            self.problems.push(Problem { severity, span, message, quote: brief(quote), open: None });
        } else {
            self.unsaid += 1;
        }
    }
}

impl From<Written> for ReadDocument {
    fn from(mut written: Written) -> Self {
        if written.unsaid > 0 {
            let message = format!("还有 {} 处没有读的文字没有列出（上限 {PROBLEMS} 处）", written.unsaid);
            let (severity, span) = (Severity::Warning, written.end());
            written.problems.push(Problem { severity, span, message, quote: String::new(), open: None });
        }
        let Written { text, tables, headings, problems, .. } = written;
        ReadDocument { text, problems, tables, headings }
    }
}

impl From<String> for ReadDocument {
    fn from(text: String) -> Self {
        ReadDocument { text, problems: Vec::new(), tables: Vec::new(), headings: Vec::new() }
    }
}
