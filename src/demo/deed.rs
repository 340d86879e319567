//! What is done in the story, and at what time of the day.

use crate::domain::id::UnitId;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::seed::{Course, Duty, Finished, Note};

/// Something that somebody does at a time.
pub(super) struct Deed<'a> {
    pub at: NaiveDateTime,
    pub act: Act<'a>,
}

/// What is done.
pub(super) enum Act<'a> {
    AcknowledgeAll { unit: UnitId },
    AcknowledgeBut { unit: UnitId, words: &'a str },
    Month { unit: UnitId, city: Option<&'a str>, month: u32 },
    Report { duty: &'a Duty, course: &'a Course },
    Finish { finished: &'a Finished },
    Accept { finished: &'a Finished },
    Draft { duty: &'a Duty, note: &'a Note },
    Progress { duty: &'a Duty, note: &'a Note },
    Close { duty: &'a Duty, course: &'a Course },
    Return { duty: &'a Duty, course: &'a Course },
    Claim { duty: &'a Duty, course: &'a Course },
    Confirm { duty: &'a Duty, course: &'a Course },
    Call { duty: &'a Duty, note: &'a Note },
}

/// A believable time of day, another minute for everybody.
pub(super) fn clock_time(day: NaiveDate, hour: u32, nth: usize) -> NaiveDateTime {
    let minutes = i64::try_from(nth * 7).unwrap_or_default() + i64::from(day.day() % 5);
    day.and_hms_opt(hour, 12, 0).unwrap_or_default() + TimeDelta::minutes(minutes)
}
