//! What is typed to find something.

use super::shape::{Shape, said};
use super::typed;

typed! {
    /// The name of a unit, to be looked up: the longest official names have some forty characters.
    UnitName: Line, 100
}

typed! {
    /// Words to be searched for in names, addresses and units.
    SearchWords: Line, 100
}

/// A mail address as it is compared with those that are stored, whatever was typed; `None` where none can be stored so.
pub fn as_compared(address: &str) -> Option<String> {
    said(address, Shape::Line, 1_000).ok().map(|address| address.to_lowercase())
}
