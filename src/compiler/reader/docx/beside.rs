//! What stands beside the text of a document, and is said where the text refers to it: footnotes, endnotes, comments.

use std::collections::HashMap;

use crate::reader::error::ReadError;
use crate::reader::left_out::{LeftOut, Why};
use crate::reader::limits;
use crate::reader::xml::{self, Node};

/// The parts with such notes: their kind, and where they usually are.
pub(super) const PARTS: [(&str, &str); 3] =
    [("footnotes", "word/footnotes.xml"), ("endnotes", "word/endnotes.xml"), ("comments", "word/comments.xml")];

/// So much of a note is kept, in bytes: what is said of it is shorter.
const NOTE: usize = 400;

/// The notes, by the kind of their part and their ids.
#[derive(Debug, Default)]
pub(super) struct Beside {
    notes: HashMap<(&'static str, String), String>,
}

impl Beside {
    /// Takes the notes of a part.
    pub(super) fn take(&mut self, kind: &'static str, part: &str) -> Result<(), ReadError> {
        let (mut open, mut inside) = (None, false);
        xml::walk(part, |node| {
            match node {
                Node::Open(element) => match element.name() {
                    "footnote" | "endnote" | "comment" if self.notes.len() < limits::STYLES => {
                        open = element.attribute("id");
                    }
                    "t" => inside = true,
                    _ => {}
                },
                Node::Close("footnote" | "endnote" | "comment") => open = None,
                Node::Close("t") => inside = false,
                Node::Text(text) if inside => {
                    if let Some(id) = &open {
                        let note = self.notes.entry((kind, id.clone())).or_default();
                        note.push_str(if note.len() < NOTE { &text } else { "" });
                    }
                }
                Node::Close(_) | Node::Text(_) => {}
            }
            Ok(())
        })
    }

    /// The note that an element of the text refers to.
    pub(super) fn note(&self, reference: &str, id: Option<&str>) -> Option<LeftOut> {
        let (kind, why) = match reference {
            "footnoteReference" => ("footnotes", Why::Footnote),
            "endnoteReference" => ("endnotes", Why::Footnote),
            _ => ("comments", Why::Comment),
        };
        LeftOut::of(why, self.notes.get(&(kind, id?.to_owned()))?)
    }
}
