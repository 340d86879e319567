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

typed! {
    /// By which a call is recorded once: a form's own, or whatever a program has given it.
    OnceKey: Line, 64
}
