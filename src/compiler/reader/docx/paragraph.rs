//! A paragraph while it is read.

use super::styles::{BODY, ListPlace};
use crate::reader::left_out::{LeftOut, Why};
use crate::reader::xml::Element;

/// The longest number after which a typed tab only sets the text apart.
const NUMBER: usize = 8;

/// A paragraph: its text so far, and what its properties say.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// The text.
    pub(super) text: String,
    /// The id of its style.
    pub(super) style: Option<String>,
    /// Its own place in a list.
    pub(super) place: ListPlace,
    /// How deep it stands as a heading, where it says so itself.
    pub(super) depth: Option<usize>,
    /// Its end was deleted: the next paragraph goes on with it.
    pub(super) runs_on: bool,
    /// The lines of text boxes that are anchored in it.
    pub(super) boxes: Vec<String>,
    /// What stands in it and is not read.
    pub(super) left_out: Vec<LeftOut>,
}

impl Paragraph {
    /// Takes what an element of its properties says.
    pub(super) fn take_property(&mut self, element: &Element<'_>) {
        match element.name() {
            "pStyle" => self.style = element.value(),
            "numId" => self.place.list = element.value(),
            "ilvl" => self.place.level = element.number("val"),
            "outlineLvl" => self.depth = element.number("val").filter(|depth| *depth < BODY),
            "del" | "moveFrom" => self.runs_on = true,
            _ => {}
        }
    }

    /// Puts the text of a paragraph without end before its own, and what is not read of it.
    pub(super) fn put_before(&mut self, mut text: String, mut left_out: Vec<LeftOut>) {
        text.push_str(&self.text);
        self.text = text;
        left_out.append(&mut self.left_out);
        self.left_out = left_out;
    }

    /// Adds words that are not read.
    pub(super) fn leave_out(&mut self, why: Why, words: &str) {
        match self.left_out.last_mut().filter(|last| last.why == why) {
            Some(last) => last.words.push_str(words),
            None => self.left_out.push(LeftOut { why, words: words.to_owned() }),
        }
    }

    /// The paragraph with its number, as shown.
    pub(super) fn numbered(&self, number: &str) -> String {
        let text = self.text.trim_matches(['\t', ' ', '\n', '\u{3000}', '\u{a0}']);
        if number.is_empty() {
            return without_tab(text);
        }
        let edge = number.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
        let apart = edge && text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let blank = if apart && !text.is_empty() { " " } else { "" };
        format!("{}{blank}{text}", number.trim())
    }
}

/// A typed number is set apart by a tab: 1.⇥控煤.
fn without_tab(text: &str) -> String {
    match text.split_once('\t') {
        Some((number, rest)) if number.chars().count() <= NUMBER && number.ends_with(['.', '．', '、', '）', ')']) =>
        {
            format!("{number}{rest}")
        }
        _ => text.to_owned(),
    }
}
