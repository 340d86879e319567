//! The filled cells of task tables, as they stand in the text of a document.

use duban_domain::draft::Span;

use super::lexers::plainly;
use super::{Kind, Written};

const TASKS: &[&str] = &["任务", "措施", "内容", "事项", "项目", "工作", "问题"];
const UNITS: &[&str] = &["单位", "部门", "牵头", "责任", "配合", "分工", "主体"];
/// Cells that say what the one above says, or nothing.
const DITTO: &[&str] = &["同上", "々", "无"];
/// The head of a column is no longer.
const HEAD: usize = 16;

struct Line {
    cells: Vec<(Span, String)>,
}

/// Every filled cell below a head that names tasks and units.
pub fn filled(document: &str) -> Vec<Written> {
    let (mut found, mut open, mut at) = (Vec::new(), false, 0);
    for line in document.split('\n') {
        let row = Line::of(line, at);
        at += line.chars().count() + 1;
        if !row.is_row() {
            open = false;
        } else if row.is_head() {
            open = true;
        } else if open && !row.is_sum() {
            let says = |(_, words): &(Span, String)| {
                words.chars().any(char::is_alphanumeric) && !DITTO.contains(&words.as_str())
            };
            let cells = row.cells.into_iter().filter(says);
            found.extend(cells.map(|(span, words)| Written { kind: Kind::Cell, span, words }));
        }
    }
    found
}

impl Line {
    fn of(line: &str, at: usize) -> Self {
        let mark = if line.trim_start().starts_with('|') { '|' } else { '\t' };
        let mut from = at;
        let mut cells = Vec::new();
        for cell in line.split(mark) {
            let length = cell.chars().count();
            let blank = cell.chars().take_while(|c| c.is_whitespace()).count();
            let words = cell.trim();
            if !words.is_empty() {
                let start = from + blank;
                cells.push((Span(start, start + words.chars().count()), plainly(words)));
            }
            from += length + 1;
        }
        Line { cells }
    }

    fn is_row(&self) -> bool {
        self.cells.len() > 1
    }

    fn is_sum(&self) -> bool {
        self.cells.first().is_some_and(|(_, words)| words.ends_with('计'))
    }

    fn is_head(&self) -> bool {
        let short = self.cells.iter().all(|(_, words)| words.chars().count() <= HEAD);
        let names = |all: &[&str]| self.cells.iter().any(|(_, words)| all.iter().any(|word| words.ends_with(word)));
        short
            && names(TASKS)
            && names(UNITS)
            && self.cells.iter().all(|(_, words)| !words.starts_with(|c: char| c.is_ascii_digit()))
    }
}
