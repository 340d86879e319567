//! Markdown without its marks: what the grammar reads is plain text.

mod html;

use super::document::{ReadDocument, Written};
use super::left_out::{LeftOut, Why};
use super::table::one_line;
use duban_domain::draft::Span;

/// The document with the marks of Markdown taken out, line by line. Where the text holds broken characters it stays as it is, so
/// that their place is still right.
pub(super) fn plain(document: ReadDocument) -> ReadDocument {
    if !document.problems.is_empty() {
        return document;
    }
    let mut fenced = false;
    let mut written = Written::default();
    let front = front_matter(&document.text);
    for line in document.text.lines().take(front) {
        written.line(titled(line));
    }
    for line in document.text.lines().skip(front) {
        if is_fence(line) {
            fenced = !fenced;
        } else if fenced {
            written.line(line);
        } else {
            write(line, &mut written);
        }
    }
    written.into()
}

/// How many lines of keys and values between rules stand before a document: title: …, date: ….
fn front_matter(text: &str) -> usize {
    const LONGEST: usize = 40;
    let mut lines = text.lines().take(LONGEST);
    let rule = |line: &str| line.trim_end() == "---";
    if !lines.next().is_some_and(rule) {
        return 0;
    }
    let keys: Vec<&str> = lines.by_ref().take_while(|line| !rule(line)).collect();
    let key = |line: &&str| line.split_once(':').is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_alphanumeric()));
    let closed = text.lines().nth(keys.len() + 1).is_some_and(rule);
    if closed && keys.iter().any(key) { keys.len() + 2 } else { 0 }
}

/// The title behind its key; of the rules nothing, other keys as they are.
fn titled(line: &str) -> &str {
    let title = line.strip_prefix("title:").map(|title| title.trim().trim_matches(['"', '\'']));
    title.unwrap_or(line).trim_end_matches("---")
}

/// Writes a line without its marks; what they say of its words is doubted: struck through, ticked off.
fn write(line: &str, written: &mut Written) {
    let (kept, struck) = without_struck(line);
    let html = html::without_tags(&kept);
    let row = html.trim_start().starts_with('|');
    let lines: Vec<&str> = if row { vec![html.as_str()] } else { html.split('\n').collect() };
    let spans: Vec<Span> = lines.into_iter().filter_map(plain_line).map(|plain| written.line(&plain)).collect();
    let span = spans.first().copied().unwrap_or(Span(0, 0));
    let depth = line.chars().take_while(|c| *c == '#').count();
    if depth > 0 && !spans.is_empty() && without_block_marks(line).len() < line.len() {
        written.heading(span, depth - 1);
    }
    if let Some(struck) = LeftOut::of(Why::Struck, &struck) {
        written.leave_out(span, &struck);
    }
    if is_ticked(line) {
        written.doubt(span, "这一项前面打了勾，可能已经完成，请核对是否还要催办".to_owned(), line.trim());
    }
}

/// The line without what stands between `~~`, and that.
fn without_struck(line: &str) -> (String, String) {
    let (mut kept, mut struck, mut rest) = (String::new(), String::new(), line);
    while let Some((before, inner, behind)) = between(rest, "~~") {
        kept.push_str(before);
        struck.push_str(inner);
        rest = behind;
    }
    kept.push_str(rest);
    (kept, struck)
}

/// What stands before, between and behind two of the same mark.
fn between<'l>(line: &'l str, mark: &str) -> Option<(&'l str, &'l str, &'l str)> {
    let (before, rest) = line.split_once(mark)?;
    let (inner, behind) = rest.split_once(mark)?;
    (!inner.is_empty()).then_some((before, inner, behind))
}

/// `- [x]`: a box that is ticked off.
fn is_ticked(line: &str) -> bool {
    let item = line.trim_start().trim_start_matches(['-', '*', '+', '>', ' ']);
    item.starts_with("[x] ") || item.starts_with("[X] ")
}

/// The same for a text under another name whose lines show that it is Markdown.
pub(super) fn where_marked(document: ReadDocument) -> ReadDocument {
    if is_marked(&document.text) { plain(document) } else { document }
}

/// Whether a text has marks of two kinds that only Markdown has: headings, rules below the heads of tables, bold labels.
fn is_marked(text: &str) -> bool {
    let heading = |line: &str| line.starts_with('#') && without_block_marks(line).len() < line.len();
    let rule = |line: &str| line.trim_start().starts_with('|') && line.contains("--") && is_rule(line);
    let bold = |line: &str| line.matches("**").count() >= 2;
    let count = |is: &dyn Fn(&str) -> bool| text.lines().filter(|line| is(line)).take(3).count();
    let (headings, rules, bolds) = (count(&heading), count(&rule), count(&bold));
    rules > 0 || headings > 1 || (headings > 0 && bolds > 0) || bolds > 2
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// The line without marks; none where it is nothing but one.
fn plain_line(line: &str) -> Option<String> {
    let line = without_block_marks(line);
    if is_rule(line) {
        return None;
    }
    let row = line.trim().strip_prefix('|');
    match row.map(|row| row.strip_suffix('|').unwrap_or(row)) {
        Some(row) => Some(cells(row).iter().map(|cell| one_line(&inline(cell))).collect::<Vec<_>>().join("\t")),
        None => Some(inline(line)),
    }
}

/// Without the marks of headings, quotations and lists without numbers.
fn without_block_marks(line: &str) -> &str {
    let trimmed = line.trim_start();
    let heading = trimmed.trim_start_matches('#');
    if heading.len() < trimmed.len() && heading.starts_with([' ', '\t', '\u{3000}']) {
        return heading.trim().trim_end_matches('#').trim_end();
    }
    let bullet = ["> ", "- ", "* ", "+ "].iter().find_map(|mark| trimmed.strip_prefix(mark));
    match bullet {
        Some(rest) => {
            without_block_marks(["[ ] ", "[x] ", "[X] "].iter().find_map(|b| rest.strip_prefix(b)).unwrap_or(rest))
        }
        None => line,
    }
}

/// `---`, `***`, `===`, and the line below the head of a table.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let marks = line.chars().filter(|c| matches!(c, '-' | '*' | '_' | '=')).count();
    marks >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | '|' | ':' | ' '))
}

/// The cells between bars; `\|` is no bar.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut chars = row.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '|' => cells.push(String::new()),
            _ => cells.last_mut().into_iter().for_each(|cell| {
                let bar = if ch == '\\' { chars.next_if_eq(&'|') } else { None };
                cell.push(bar.unwrap_or(ch));
            }),
        }
    }
    cells
}

/// Without the marks of emphasis, links and code, `\.` as `.`.
fn inline(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut text = String::new();
    let mut at = 0;
    while let Some(&ch) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        if ch == '\\' && next.is_some_and(|c| c.is_ascii_punctuation()) {
            text.extend(next);
            at += 2;
        } else if let Some(end) = footnote(&chars, at) {
            at = end;
        } else if let Some((shown, end)) = link(&chars, at) {
            text.push_str(&inline(&shown));
            at = end;
        } else {
            let run = chars.iter().skip(at).take_while(|c| **c == ch).count();
            if !is_emphasis(&chars, at, run) {
                text.extend(std::iter::repeat_n(ch, run));
            }
            at += run;
        }
    }
    text
}

/// `**`, `*`, `~~`, `` ` ``; `__` at the edge of a word. A star between blanks or figures is one, and so is a lone `_`.
fn is_emphasis(chars: &[char], at: usize, run: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let after = chars.get(at + run).copied().unwrap_or(' ');
    let blank = |c: char| c.is_whitespace();
    match chars.get(at) {
        Some('*') => {
            run <= 3 && !(blank(before) && blank(after)) && !(before.is_ascii_digit() && after.is_ascii_digit())
        }
        Some('`') => true,
        Some('~') => run == 2,
        Some('_') => run == 2 && !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// Where the mark of a footnote ends: `[^1]`, with the colon behind it where the note itself follows.
fn footnote(chars: &[char], at: usize) -> Option<usize> {
    const REACH: usize = 12;
    if chars.get(at..at + 2)? != ['[', '^'] {
        return None;
    }
    let close = chars.iter().skip(at).take(REACH).position(|c| *c == ']')? + at + 1;
    Some(if at == 0 && chars.get(close) == Some(&':') { close + 1 } else { close })
}

/// `[words](address)` and `![words](address)`: the words, and where it ends.
fn link(chars: &[char], at: usize) -> Option<(String, usize)> {
    const REACH: usize = 400;
    let open = if chars.get(at) == Some(&'!') { at + 1 } else { at };
    if chars.get(open) != Some(&'[') {
        return None;
    }
    let find = |from: usize, ch: char| chars.iter().skip(from).take(REACH).position(|c| *c == ch).map(|i| from + i);
    let close = find(open, ']')?;
    if chars.get(close + 1) != Some(&'(') {
        return None;
    }
    let end = find(close, ')')?;
    Some((chars.get(open + 1..close)?.iter().collect(), end + 1))
}

#[cfg(test)]
mod tests;
