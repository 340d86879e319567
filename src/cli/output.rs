//! Standard output, and refusals in the reader's language.

use std::io::Write;

use crate::actions::ActionError;
use crate::strings::{Language, Strings};

/// Writes a line; a reader that has gone away (`duban … | head`) is no error.
pub(super) fn say(line: &str) {
    // The only failure is a closed pipe, and nobody is left to be told.
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// Writes a line of warning; what was asked for is done all the same.
pub(super) fn warn(line: &str) {
    drop(writeln!(std::io::stderr(), "duban: {line}"));
}

/// A refused action as an error of the command line.
pub(super) fn refusal(language: Language, error: &ActionError) -> anyhow::Error {
    anyhow::anyhow!(Strings::of(language).say(&error.message()))
}
