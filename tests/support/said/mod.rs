//! No silence: each date, each figure with a unit of measure, each word for a role and each filled cell of a task table is in
//! a field, in a doubt or in a leftover of the draft. That it lies in the text of a measure is not enough.
//!
//! What is looked for is found here by small lexers that know nothing of the compiler's, so that they are not blind where it
//! is. For the property test and for the fuzz target.

mod cells;
mod fields;
mod lexers;
mod roles;

use duban_domain::draft::{Draft, Span};

use self::fields::Fields;
use self::lexers::Text;

/// What kind of thing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A date, or what looks like one.
    Date,
    /// A figure with its unit of measure.
    Figure,
    /// A unit with a word for what it does: 市甲局牵头.
    Role,
    /// A cell of a task table.
    Cell,
}

/// Something that is written in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What kind of thing.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// Its words without blanks.
    pub words: String,
}

/// What is written in a document that the draft says nothing of.
pub fn unsaid(draft: &Draft) -> Vec<Written> {
    let fields = Fields::of(draft);
    written(&draft.document.text).into_iter().filter(|written| !fields.say(written)).collect()
}

/// Everything in a document that must be said.
pub fn written(document: &str) -> Vec<Written> {
    let text = Text::of(document);
    let mut found = lexers::dates(&text);
    found.extend(lexers::figures(&text));
    found.extend(roles::roles(&text));
    found.extend(cells::filled(document));
    found
}

/// Panics where a draft is silent about something that is written, with all of it.
pub fn assert_said(draft: &Draft) {
    let unsaid = unsaid(draft);
    let shown: Vec<String> = unsaid.iter().take(12).map(|w| shown(draft, w)).collect();
    assert!(unsaid.is_empty(), "{} things are said nowhere:\n{}", unsaid.len(), shown.join("\n"));
}

/// Something that is written, with the words around it.
pub fn shown(draft: &Draft, written: &Written) -> String {
    let Span(from, to) = written.span;
    let around = |skip: usize, take: usize| -> String {
        let words = draft.document.text.chars().skip(skip).take(take);
        words.map(|c| if c.is_control() { '⏎' } else { c }).collect()
    };
    let (before, behind) = (around(from.saturating_sub(24), from.min(24)), around(to, 24));
    format!("{:?} {} at {from}: {before}【{}】{behind}", written.kind, written.words, around(from, to - from))
}
