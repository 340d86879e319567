//! From what was typed to the types of the domain; what cannot be used is said with its field, the character and its
//! place.

use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use super::ActionError;
use crate::domain::typed::{Day, Fault, NoDay, Place, Whole, recognised};
use crate::strings::Message;

/// The text of a field as a value of its type.
///
/// # Errors
/// [`ActionError::Invalid`] with what is wrong and where.
pub fn typed<T>(field: &'static str, text: &str) -> Result<T, ActionError>
where
    T: for<'t> TryFrom<&'t str, Error = Fault>,
{
    T::try_from(text).map_err(|fault| invalid(field, text, fault))
}

/// The same with the words for a field that says nothing.
///
/// # Errors
/// As [`typed`].
pub fn typed_or<T>(field: &'static str, text: &str, blank: &'static str) -> Result<T, ActionError>
where
    T: for<'t> TryFrom<&'t str, Error = Fault>,
{
    T::try_from(text).map_err(|fault| match fault {
        Fault::Blank => ActionError::invalid(field, Message::new(blank)),
        fault => invalid(field, text, fault),
    })
}

/// The same for a field that may be left empty.
///
/// # Errors
/// As [`typed`].
pub fn typed_if_any<T>(field: &'static str, text: &str) -> Result<Option<T>, ActionError>
where
    T: for<'t> TryFrom<&'t str, Error = Fault>,
{
    match T::try_from(text) {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Blank) => Ok(None),
        Err(fault) => Err(invalid(field, text, fault)),
    }
}

/// The date of a field; `None` where it is empty.
///
/// # Errors
/// [`ActionError::Invalid`] where it is no date or one of another age.
pub fn typed_date(field: &'static str, text: &str) -> Result<Option<NaiveDate>, ActionError> {
    typed_date_within(field, text, &Day::YEARS)
}

/// The same where it must be of these years.
///
/// # Errors
/// As [`typed_date`], with the years.
pub fn typed_date_within(
    field: &'static str,
    text: &str,
    years: &RangeInclusive<i32>,
) -> Result<Option<NaiveDate>, ActionError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<Day>() {
        Ok(day) if years.contains(&day.date().year()) => Ok(Some(day.date())),
        Ok(_) | Err(NoDay::OtherAge) => {
            let reason = Message::new("error.other_age").with("text", recognised(text));
            Err(ActionError::invalid(field, reason.with("first", years.start()).with("last", years.end())))
        }
        Err(NoDay::NoDate) => Err(bad_date(field, text)),
    }
}

/// The word of a field in which one of a vocabulary is chosen: its group in the catalogue, and all there are.
///
/// # Errors
/// [`ActionError::Invalid`] with what there is to choose from.
pub fn chosen<T: FromStr + ToString>(
    field: &'static str,
    text: &str,
    (group, all): (&str, &[T]),
) -> Result<T, ActionError> {
    text.parse().map_err(|_| bad_choice(field, text, (group, all)))
}

/// What is none of the choices there are.
pub fn bad_choice(field: &'static str, text: &str, (group, all): (&str, &[impl ToString])) -> ActionError {
    let reason = Message::new("typed.bad_choice").with_word("field", "field", field).with("text", recognised(text));
    ActionError::invalid(field, reason.with_words("wanted", group, all))
}

/// What is no date.
pub fn bad_date(field: &'static str, text: &str) -> ActionError {
    ActionError::invalid(field, Message::new("error.bad_date").with("text", recognised(text)))
}

/// The whole number of a field; `None` where it is empty.
///
/// # Errors
/// [`ActionError::Invalid`] where it is none or too large a one.
pub fn typed_number(field: &'static str, text: &str) -> Result<Option<i32>, ActionError> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse::<Whole>()
            .map(|whole| Some(whole.number()))
            .map_err(|_| ActionError::invalid(field, Message::new("error.bad_number").with("text", recognised(text)))),
    }
}

/// A fault in the reader's words.
fn invalid(field: &'static str, text: &str, fault: Fault) -> ActionError {
    let said = |key: &'static str| Message::new(key).with_word("field", "field", field);
    let reason = match fault {
        Fault::Blank => said("typed.blank"),
        Fault::TooLong { most, given } => said("typed.too_long").with("most", most).with("given", given),
        Fault::LineBreak(place) => said("typed.line_break").with("behind", place.behind),
        Fault::Character { unfit, character, place: Place { line, character: at, behind } } => {
            let several_lines = text.trim().contains(['\n', '\r']);
            let key = match (several_lines, behind.is_empty()) {
                (true, false) => "typed.unfit_in_line",
                (true, true) => "typed.unfit_begins_line",
                (false, false) => "typed.unfit",
                (false, true) => "typed.unfit_first",
            };
            said(key)
                .with("line", line)
                .with("at", at)
                .with("behind", behind)
                .with("code", format!("U+{:04X}", u32::from(character)))
                .with_word("what", "unfit", unfit.as_str())
        }
        Fault::NoAddress => Message::new("person.bad_email").with("email", recognised(text.trim())),
        Fault::ForeignMailbox => Message::new("person.foreign_mailbox").with("email", recognised(text.trim())),
        Fault::ForeignHost => Message::new("person.foreign_host").with("email", recognised(text.trim())),
        Fault::NoDigit => said("typed.no_digit"),
        Fault::MixedAlphabets => said("typed.mixed_alphabets"),
    };
    ActionError::invalid(field, reason)
}
