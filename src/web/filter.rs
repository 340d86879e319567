//! What stands in the address of a page behind its path. A filter that is empty means all.

use actix_web::HttpRequest;
use chrono::NaiveDate;

use crate::actions::{ActionError, chosen};
use crate::domain::typed::{Day, half_width, recognised};
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

/// The same where it is a date.
///
/// # Errors
/// [`ActionError::Invalid`] with the text, and of which years a date may be.
pub(super) fn day(field: &'static str, text: &str) -> Result<Option<NaiveDate>, ActionError> {
    value::<Day>(field, text).map(|day| day.map(Day::date)).map_err(|_| {
        let reason = Message::new("ledger.bad_day").with_word("field", "field", field);
        let reason = reason.with("text", recognised(text.trim()));
        ActionError::invalid(field, reason.with("first", Day::YEARS.start()).with("last", Day::YEARS.end()))
    })
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

/// That there is nothing of that key to filter by.
pub(super) fn none(field: &'static str, key: impl std::fmt::Display) -> ActionError {
    let reason = Message::new("ledger.no_such").with_word("field", "field", field);
    ActionError::invalid(field, reason.with("key", key))
}

/// What was found by a key to filter by.
///
/// # Errors
/// [`ActionError::Invalid`] where there is nothing of that key, and what else went wrong.
pub(super) fn there<T>(
    field: &'static str,
    key: impl std::fmt::Display,
    found: Result<T, impl Into<ActionError>>,
) -> Result<T, ActionError> {
    found.map_err(|error| match error.into() {
        ActionError::NotFound => none(field, key),
        error => error,
    })
}

/// The words of what cannot be used; `None` where it could.
///
/// # Errors
/// What is no fault of a filter.
pub(super) fn refused(found: Result<(), ActionError>) -> Result<Option<Message>, ActionError> {
    match found {
        Ok(()) => Ok(None),
        Err(ActionError::Invalid { reason, .. }) => Ok(Some(reason)),
        Err(error) => Err(error),
    }
}

/// What every page takes: its language, and what was just done.
const OF_PAGES: [&str; 3] = ["lang", "done", "n"];

/// Whether the address has no other filter than these: one that is passed over would look as if it had been heeded.
///
/// # Errors
/// [`ActionError::Invalid`] with the first other name, and those there are.
pub(super) fn known(request: &HttpRequest, names: &[&str]) -> Result<(), ActionError> {
    let other = pairs(request).map(|(name, _)| name).find(|name| {
        let own = names.iter().chain(&OF_PAGES);
        !own.into_iter().any(|known| known == name)
    });
    match other {
        None => Ok(()),
        Some(name) => {
            let reason = Message::new("ledger.unknown_filter").with("name", recognised(&name));
            Err(ActionError::invalid("query", reason.with("known", names.join("、"))))
        }
    }
}

/// The pairs of the query; one that cannot be read counts as none.
pub(super) fn pairs(request: &HttpRequest) -> impl Iterator<Item = (String, String)> + use<> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(request.query_string()).unwrap_or_default();
    pairs.into_iter()
}
