//! Hostile documents: what a file can hold to make its reader slow, large or lost. Every kind comes in any size; the tests
//! read small ones and compare twice the size with once, `scripts/soak hostile` reads those of the largest size.

mod office;
mod text;
mod xls;

use std::fmt;

/// A kind of hostile document.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What it is called, with the ending of its files.
    pub name: &'static str,
    make: Make,
}

#[derive(Clone, Copy)]
enum Make {
    /// A piece of text, said over and over.
    Again(&'static str),
    /// A text with a beginning, and pieces behind it that are all different.
    Counted(&'static str, fn(usize) -> String, &'static str),
    /// Bytes for so many pieces.
    Bytes(fn(usize) -> Vec<u8>),
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Every kind.
pub fn kinds() -> impl Iterator<Item = Kind> {
    text::KINDS.iter().chain(office::KINDS).chain(xls::KINDS).copied()
}

impl Kind {
    /// The document of about so many characters of text, or so many parts where it is no text.
    pub fn of(&self, size: usize) -> Vec<u8> {
        match self.make {
            Make::Again(piece) => piece.repeat((size / piece.chars().count()).max(1)).into_bytes(),
            Make::Counted(before, piece, behind) => {
                let (mut text, mut left) = (before.to_owned(), size);
                for at in 0.. {
                    let piece = piece(at);
                    left = left.saturating_sub(piece.chars().count());
                    if left == 0 {
                        break;
                    }
                    text.push_str(&piece);
                }
                (text + behind).into_bytes()
            }
            Make::Bytes(make) => make(size),
        }
    }
}
