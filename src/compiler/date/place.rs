//! A point of the calendar with the words around it.

use super::point::Written;

/// A list of dates is no longer.
pub(super) const LIST: usize = 24;

/// A point in a sentence with the words around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The point.
    pub(super) written: Written,
    /// The word before it that belongs to it.
    pub(super) lead: Option<&'static str>,
    /// It ends a stretch of time whose beginning is written out: 3月—5月.
    pub(super) stretch: Option<bool>,
    /// A word behind it binds it.
    pub(super) trailed: bool,
    /// Where it starts.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}
