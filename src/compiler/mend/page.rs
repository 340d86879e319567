//! What stands at the head and foot of each page: its number, the document's title.

use crate::cursor::Cursor;
use crate::text::Passage;

/// A title that stands at the head of each page is not shorter.
const TITLE: usize = 8;
const DASHES: &[char] = &['—', '-', '－', '–', '―', '─', '·', ' '];

/// The heads and feet of pages in a document, line by line.
#[derive(Debug)]
pub(super) struct Pages<'t> {
    /// The line that the document opens with.
    opening: Option<Passage<'t>>,
    /// The line before is one of them.
    turned: bool,
}

impl<'t> Pages<'t> {
    /// Of a document of these lines.
    pub(super) fn of(lines: &[Passage<'t>]) -> Self {
        let first = lines.iter().find(|line| !line.trim(&['\t']).is_empty()).copied();
        let is_title = |line: &Passage<'_>| line.len() >= TITLE && !line.contains_any(&["。", "；", "\t", "|"]);
        Pages { opening: first.filter(is_title), turned: false }
    }

    /// Whether a line belongs to none of the document's text: the number of a page, the title with one, or behind one.
    pub(super) fn takes(&mut self, line: Passage<'_>) -> bool {
        let before = std::mem::take(&mut self.turned);
        let behind = self.opening.filter(|opening| line.start() > opening.start());
        let title = behind.and_then(|opening| rest_behind(line, opening));
        self.turned = is_number(line) || title.is_some_and(|rest| is_counted(rest) || (rest.is_empty() && before));
        self.turned
    }
}

/// — 4 —, 第4页, 第4页共9页.
fn is_number(line: Passage<'_>) -> bool {
    let inner = line.trim(DASHES);
    let dashed = inner.len() < line.len() && inner.chars().iter().all(char::is_ascii_digit);
    dashed || is_counted(inner)
}

/// What a line that begins like the opening one has behind it.
fn rest_behind<'t>(line: Passage<'t>, opening: Passage<'_>) -> Option<Passage<'t>> {
    if line.len() < opening.len() {
        return None;
    }
    let end = line.start() + opening.len();
    (line.to(end).chars() == opening.chars()).then(|| line.from(end).trim(DASHES))
}

/// 第4页, 第4页共9页, 共9页第4页, 第4页/共9页.
fn is_counted(words: Passage<'_>) -> bool {
    let mut cursor = Cursor::new(words, words.start());
    let mut pages = 0u32;
    while cursor.eat(&["第", "共"]).is_some() && cursor.eat_number(4).is_some() && cursor.eat(&["页"]).is_some() {
        cursor.eat(&["/", "，", "、", " "]);
        pages += 1;
    }
    pages > 0 && cursor.at() == words.end()
}
