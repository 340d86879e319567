//! What the command line says where an action of the demonstration is refused.

use crate::actions::ActionError;
use crate::strings::{Language, Strings};

/// A refused action as an error of the command line.
pub(super) fn refusal(error: ActionError) -> anyhow::Error {
    anyhow::anyhow!(Strings::of(Language::Zh).say(&error.message()))
}
