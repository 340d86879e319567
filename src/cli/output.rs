//! Standard output, and refusals in the reader's language.

use std::io::Write;

use crate::actions::ActionError;
use crate::db::DbError;
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

/// A refused action as an error of the command line; what the disk said stays with it.
pub(super) fn refusal(language: Language, error: &ActionError) -> anyhow::Error {
    let said = Strings::of(language).say(&error.message());
    let cause = match error {
        ActionError::NoStorage(DbError::Storage { reason }) => DbError::Storage { reason: reason.clone() },
        ActionError::Unsure(DbError::Unsure { reason }) => DbError::Unsure { reason: reason.clone() },
        _ => return anyhow::anyhow!(said),
    };
    anyhow::Error::new(cause).context(said)
}
