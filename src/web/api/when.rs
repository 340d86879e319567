//! Dates and moments as calls answer them: one that nobody can read is `null`, and beside it stands that it is so. Else it would be
//! taken for one that was never set.

use chrono::{NaiveDate, NaiveDateTime};

use crate::clock;
use crate::domain::typed::UNREADABLE;

/// The dates of one answer that nobody can read, by name.
#[derive(Debug, Default)]
pub(super) struct Unreadable(Vec<&'static str>);

impl Unreadable {
    /// A date.
    pub(super) fn day(&mut self, name: &'static str, date: impl Into<Option<NaiveDate>>) -> Option<NaiveDate> {
        let date = date.into();
        if date == Some(UNREADABLE) {
            self.0.push(name);
        }
        date.filter(|date| *date != UNREADABLE)
    }

    /// A moment on the wall in Asia/Shanghai, as RFC 3339 has it.
    pub(super) fn moment(&mut self, name: &'static str, utc: impl Into<Option<NaiveDateTime>>) -> Option<String> {
        let utc = utc.into()?;
        self.day(name, utc.date())?;
        Some(clock::to_local(utc).format("%Y-%m-%dT%H:%M:%S+08:00").to_string())
    }

    /// Their names.
    pub(super) fn names(self) -> Vec<&'static str> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_read_is_no_date_and_is_named() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let mut unreadable = Unreadable::default();
        assert_eq!(unreadable.moment("at", at("2024-06-23T16:00:00")).as_deref(), Some("2024-06-24T00:00:00+08:00"));
        assert_eq!((unreadable.moment("closed_at", None), unreadable.day("answer_by", None)), (None, None));
        assert_eq!(unreadable.day("due", UNREADABLE.succ_opt()), UNREADABLE.succ_opt());
        assert_eq!(unreadable.moment("created_at", UNREADABLE.and_time(chrono::NaiveTime::MIN)), None);
        assert_eq!(unreadable.day("original_due", UNREADABLE), None);
        assert_eq!(unreadable.names(), ["created_at", "original_due"]);
    }
}
