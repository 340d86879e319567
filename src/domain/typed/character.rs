//! Characters that no text of ours has: nobody sees them, and they make two texts look alike, turn the direction of
//! writing, or break what reads the text next.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_public_assigned;

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Why a character is none that people write.
    Unfit {
        /// A control character: NUL, escape, backspace, the C1 set.
        Control = "control",
        /// A mark that turns the direction of writing: U+202E and its like.
        Direction = "direction",
        /// A character without width that has no function where it stands: U+200B, U+FEFF.
        Invisible = "invisible",
        /// A number that Unicode has given to no character.
        Unassigned = "unassigned",
    }
}

/// Why `c` may not stand between these neighbours; `None` where it may. Line ends and tabs are for the caller: they are
/// controls here.
pub fn unfit(before: Option<char>, c: char, after: Option<char>) -> Option<Unfit> {
    match c {
        ' '..='~' | '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' => None,
        _ if c.is_control() => Some(Unfit::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Unfit::Direction)
        }
        _ if is_invisible(c) && !has_function(before, c, after) => Some(Unfit::Invisible),
        _ if !is_assigned(c) => Some(Unfit::Unassigned),
        _ => None,
    }
}

/// Characters without a shape of their own, fillers that look like nothing included.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an invisible character does something here: joiners between letters of scripts that join, selectors of a
/// form behind what has several.
fn has_function(before: Option<char>, c: char, after: Option<char>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{600}'..='\u{dff}' | '\u{1800}'..='\u{18af}'));
    match c {
        '\u{200c}' | '\u{200d}' => joins(before) && joins(after),
        '\u{180b}'..='\u{180f}' => before.is_some_and(|c| matches!(c, '\u{1820}'..='\u{18aa}')),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            before.is_some_and(|c| c > '\u{2000}' && !c.is_whitespace() && !is_invisible(c))
        }
        _ => false,
    }
}

/// Unicode's own list, and what it leaves out: the private areas, in which GB 18030 has characters of names, and the
/// planes of ideographs, which grow faster than any list.
fn is_assigned(c: char) -> bool {
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}');
    let is_ideograph = matches!(c, '\u{20000}'..='\u{2fffd}' | '\u{30000}'..='\u{3fffd}');
    is_private || is_ideograph || is_public_assigned(c)
}

/// The character in composed form, where that is one character too.
pub fn composed(c: char) -> char {
    if matches!(c, '\0'..='\u{bf}' | '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffff}') {
        return c; // what texts of ours consist of is composed
    }
    let mut all = std::iter::once(c).nfc();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}
