//! Filters that stand in the address of a page: empty means all.

use crate::actions::ActionError;
use crate::domain::typed::recognised;
use crate::strings::Message;

/// The value of a filter; `None` where it is empty.
///
/// # Errors
/// [`ActionError::Invalid`] with the text that is none of its values.
pub fn value<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<Option<T>, ActionError> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| bad(field, text)),
    }
}

/// A text that cannot be filtered by.
pub fn bad(field: &'static str, text: &str) -> ActionError {
    ActionError::invalid(field, Message::new("ledger.bad_filter").with("text", recognised(text)))
}
