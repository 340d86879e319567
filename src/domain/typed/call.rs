//! What is written down of a telephone call.

use super::typed;

typed! {
    /// Who answered: a name, or whoever was on duty.
    SpokeWith: Line, 100
}

typed! {
    /// What was said.
    CallAnswer: Lines, 2_000
}
