//! Whole numbers of one width in another, without a conversion that could cut anything off in silence.

/// A number as a place in a text, a list or a file.
pub(crate) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// How many, as what is counted over a whole document.
pub(crate) fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// The whole part of a number; what lies outside of what fits becomes the nearest that does, and what is no number 0.
pub(crate) fn whole(value: f64) -> u32 {
    #[expect(clippy::as_conversions, reason = "no other conversion of the language leads from a float to an integer")]
    let whole = value as u32;
    whole
}
