//! A paragraph while it is read.

use super::styles::ListPlace;
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
    /// Its end was deleted: the next paragraph goes on with it.
    pub(super) runs_on: bool,
    /// The lines of text boxes that are anchored in it.
    pub(super) boxes: Vec<String>,
}

impl Paragraph {
    /// Takes what an element of its properties says.
    pub(super) fn take_property(&mut self, element: &Element<'_>) {
        match element.name() {
            "pStyle" => self.style = element.value(),
            "numId" => self.place.list = element.value(),
            "ilvl" => self.place.level = element.number("val"),
            "del" | "moveFrom" => self.runs_on = true,
            _ => {}
        }
    }

    /// Puts the text of a paragraph without end before its own.
    pub(super) fn put_before(&mut self, mut text: String) {
        text.push_str(&self.text);
        self.text = text;
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
