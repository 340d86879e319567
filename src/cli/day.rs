//! Dates of the command line: read as everywhere, refused outside of the years we can have to do with.

use chrono::{NaiveDate, NaiveDateTime};

use crate::clock;
use crate::domain::typed::{Day, is_usable};

/// A date at nine, or a time.
///
/// # Errors
/// What it should look like.
pub(super) fn moment(text: &str) -> Result<NaiveDateTime, String> {
    let moment = clock::parse_local(text)?;
    if is_usable(moment.date()) { Ok(moment) } else { Err(refused(text)) }
}

/// A date.
///
/// # Errors
/// What it should look like.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse::<Day>().map(Day::date).map_err(|_| refused(text))
}

fn refused(text: &str) -> String {
    format!("{text:?}：不是 1900 年至 2200 年间的日期，应如 2024-06-24")
}
