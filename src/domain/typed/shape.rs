//! The shapes of texts, and the one reading of them.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::character::unfit;
use super::{Fault, Place};

/// How many characters in front of a place are quoted.
const BEHIND: usize = 8;
/// By so many characters a text that was refused is recognised.
const RECOGNISED: usize = 60;

/// How a text may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line that says something.
    Line,
    /// Lines that say something.
    Lines,
    /// Lines, or nothing.
    MaybeLines,
    /// Lines that say something, with the tabs between the cells of a table.
    Table,
}

/// The text as it is stored, where it can be used: trimmed, composed, line ends as `\n`, tabs as blanks.
pub(super) fn said(typed: &str, shape: Shape, most: usize) -> Result<String, Fault> {
    let text = with_plain_line_ends(typed.trim());
    if text.is_empty() {
        return if shape == Shape::MaybeLines { Ok(text) } else { Err(Fault::Blank) };
    }
    check(&text, shape)?;
    let text = if shape == Shape::Table { text } else { text.replace('\t', " ") };
    let text = if is_nfc(&text) { text } else { text.nfc().collect() };
    let given = text.chars().count();
    if given > most { Err(Fault::TooLong { most, given }) } else { Ok(text) }
}

/// Browsers end lines with CR LF, Word with U+2028.
fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n")
}

fn check(text: &str, shape: Shape) -> Result<(), Fault> {
    for (line, words) in (1..).zip(text.split('\n')) {
        let mut before = None;
        let mut chars = words.chars().peekable();
        let mut at = 0;
        while let Some(c) = chars.next() {
            at += 1;
            if c != '\t'
                && let Some(unfit) = unfit(before, c, chars.peek().copied())
            {
                return Err(Fault::Character { unfit, character: c, place: place(words, line, at) });
            }
            before = Some(c);
        }
        if shape == Shape::Line && words.len() < text.len() {
            return Err(Fault::LineBreak(place(words, line, at + 1)));
        }
    }
    Ok(())
}

fn place(words: &str, line: usize, character: usize) -> Place {
    let before: Vec<char> = words.chars().take(character - 1).collect();
    let behind = before.iter().skip(before.len().saturating_sub(BEHIND)).collect();
    Place { line, character, behind }
}

/// A text that was refused, as a message may repeat it: its beginning, in one line, what nobody sees by its number.
pub fn recognised(text: &str) -> String {
    let shown = |c: char| match unfit(None, c, None) {
        Some(_) => format!("U+{:04X}", u32::from(c)),
        None => c.to_string(),
    };
    let short: String = text.chars().take(RECOGNISED).map(shown).collect();
    if text.chars().nth(RECOGNISED).is_some() { short + "…" } else { short }
}

/// A text as somebody typed it, to be read beside a refusal and not in a field: all of it, what nobody sees by its number.
pub fn visible(text: &str) -> String {
    let mut before = None;
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match unfit(before, c, chars.peek().copied()) {
            Some(_) if !matches!(c, '\n' | '\r' | '\t') => shown.push_str(&format!("U+{:04X}", u32::from(c))),
            _ => shown.push(c),
        }
        before = Some(c);
    }
    shown
}

/// What a machine outside says (a mail server's answer, a stored name of an older version): in one line, without what
/// nobody sees, cut where it is longer.
pub fn said_by_others(text: &str, most: usize) -> String {
    let plain = |c: char| if unfit(None, c, None).is_some() { ' ' } else { c };
    text.trim().chars().take(most).map(plain).collect()
}
