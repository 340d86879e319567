//! Why a text cannot be used.

use std::fmt;

use super::Unfit;

/// What is wrong with a text that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Blank,
    /// More than anybody needs to say there.
    TooLong {
        /// So many characters at most.
        most: usize,
        /// So many were given.
        given: usize,
    },
    /// A second line where one is asked for.
    LineBreak(Place),
    /// A character that nobody sees.
    Character {
        /// Why it cannot be used.
        unfit: Unfit,
        /// The character.
        character: char,
        /// Where it stands.
        place: Place,
    },
    /// No mail address to which mail can be sent.
    NoAddress,
    /// A mailbox with other than English letters: servers take it only by an extension (SMTPUTF8) that few have.
    ForeignMailbox,
    /// A host in other than English letters: it has another form, `xn--…`, by which it is found.
    ForeignHost,
    /// A telephone number without a digit.
    NoDigit,
    /// Letters of several alphabets that look alike.
    MixedAlphabets,
}

/// Where in a text something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1; for a line break, the one that would follow.
    pub character: usize,
    /// The few characters in front of it.
    pub behind: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Blank => f.write_str("nothing was typed"),
            Fault::TooLong { most, given } => write!(f, "{given} characters, {most} at most"),
            Fault::LineBreak(place) => write!(f, "a line break behind {:?}", place.behind),
            Fault::Character { unfit, character, place } => {
                let Place { line, character: at, .. } = place;
                write!(f, "{unfit} character U+{:04X} at {line}:{at}", u32::from(*character))
            }
            Fault::NoAddress => f.write_str("no mail address"),
            Fault::ForeignMailbox => f.write_str("a mailbox that is not ASCII"),
            Fault::ForeignHost => f.write_str("a host that is not ASCII"),
            Fault::NoDigit => f.write_str("no digit"),
            Fault::MixedAlphabets => f.write_str("letters of several alphabets"),
        }
    }
}

impl std::error::Error for Fault {}
