//! Numbers that people type.

use std::str::FromStr;

/// A whole number, read from `12` or `１２`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Whole(i32);

impl Whole {
    /// The number.
    pub fn number(self) -> i32 {
        self.0
    }
}

impl FromStr for Whole {
    type Err = NoWhole;

    fn from_str(text: &str) -> Result<Self, NoWhole> {
        half_width(text).trim().parse().map(Self).map_err(|_| NoWhole)
    }
}

/// A text that is no whole number, or one that is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoWhole;

/// A number or a date as typed, with the characters of half the width in the place of those of the full one: an input method for
/// Chinese writes １２．５ as readily as 12.5.
pub fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(half).collect()
}
