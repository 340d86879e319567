//! What stands in the address of a page behind its path. A filter that is empty means all.

use actix_web::HttpRequest;
use chrono::NaiveDate;

use crate::actions::{ActionError, chosen};
use crate::domain::typed::{half_width, recognised};
use crate::strings::Message;

/// The value of a filter, a number or a date in digits of either width; `None` where it is empty.
///
/// # Errors
/// [`ActionError::Invalid`] with the text that is none of its values.
pub(super) fn value<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<Option<T>, ActionError> {
    match half_width(text).trim() {
        "" => Ok(None),
        value => value.parse().map(Some).map_err(|_| bad(field, text.trim())),
    }
}

/// The same where it is a word of a vocabulary: its group in the catalogue, and all there are.
///
/// # Errors
/// [`ActionError::Invalid`] with what there is to choose from.
pub(super) fn word<T: std::str::FromStr + ToString>(
    field: &'static str,
    text: &str,
    words: (&str, &[T]),
) -> Result<Option<T>, ActionError> {
    match text.trim() {
        "" => Ok(None),
        text => chosen(field, text, words).map(Some),
    }
}

/// Whether a span of days begins before it ends, where both are given.
///
/// # Errors
/// [`ActionError::Invalid`] for its end: nothing could be found between them.
pub(super) fn span(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(), ActionError> {
    match from.zip(to).filter(|(from, to)| from > to) {
        None => Ok(()),
        Some((from, to)) => {
            let reason = Message::new("ledger.no_span").with("from", from).with("to", to);
            Err(ActionError::invalid("due_to", reason))
        }
    }
}

/// A text that cannot be filtered by.
pub(super) fn bad(field: &'static str, text: &str) -> ActionError {
    let reason = Message::new("ledger.bad_filter").with_word("field", "field", field);
    ActionError::invalid(field, reason.with("text", recognised(text)))
}

/// The pairs of the query; one that cannot be read counts as none.
pub(super) fn pairs(request: &HttpRequest) -> impl Iterator<Item = (String, String)> + use<> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(request.query_string()).unwrap_or_default();
    pairs.into_iter()
}
