//! What the command line says where an action of the demonstration is refused.

use crate::actions::ActionError;
use crate::strings::{Language, Strings};

/// A refused action as an error of the command line; what the disk said stays with it.
pub(super) fn refusal(error: ActionError) -> anyhow::Error {
    let said = Strings::of(Language::Zh).say(&error.message());
    match error {
        ActionError::NoStorage(cause) | ActionError::Unsure(cause) => anyhow::Error::new(cause).context(said),
        _ => anyhow::anyhow!(said),
    }
}
