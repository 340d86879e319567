//! When mails may leave: the hours that are set, on the days that the calendar has. Times are UTC, as they are stored.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::actions::{ActionError, Context};
use crate::clock::{to_local, to_utc};
use crate::config::MailSettings;
use crate::db::DbConnection;
use crate::db::mail::outbox::Hour;
use crate::domain::calendar::WorkCalendar;
use crate::domain::delivery::life;
use crate::domain::working_hours::{WorkingHours, opened_at, sends_at};

/// The hours of working days, with the days.
#[derive(Debug, Clone)]
pub struct MailHours {
    calendar: Arc<WorkCalendar>,
    hours: WorkingHours,
}

impl MailHours {
    /// As they are set and stored.
    pub fn load(ctx: &Context, c: &mut DbConnection) -> Result<Self, ActionError> {
        Self::of(ctx, Arc::clone(ctx.rules.read(c)?.calendar()))
    }

    /// The same where the calendar is read already.
    pub(in crate::actions) fn of(ctx: &Context, calendar: Arc<WorkCalendar>) -> Result<Self, ActionError> {
        Ok(Self { calendar, hours: hours(&ctx.settings.mail)? })
    }

    /// When what is ready at a time leaves: then, where it is sent at once; else within the hours.
    pub fn leaves_at(&self, ready: NaiveDateTime, at_once: bool) -> NaiveDateTime {
        if at_once { ready } else { to_utc(sends_at(to_local(ready), &self.calendar, self.hours)) }
    }

    /// The same for what is for a day: not before that day.
    pub(in crate::actions) fn leaves_on(&self, date: NaiveDate, now: NaiveDateTime) -> NaiveDateTime {
        self.leaves_at(now.max(to_utc(date.and_time(chrono::NaiveTime::MIN))), false)
    }

    /// When what has been tried since a time has tried for long enough. Days off are no days on which anything can be tried: there
    /// is at least one whole working day.
    pub(in crate::actions) fn life_ends(&self, since: NaiveDateTime) -> NaiveDateTime {
        let local = to_local(since);
        let next_day = self.calendar.add_workdays(local.date(), 1).and_time(local.time());
        (since + life()).max(to_utc(next_day))
    }
}

/// Now, and whether mails may leave that do not leave at once.
pub fn mail_hour(ctx: &Context, c: &mut DbConnection, now: NaiveDateTime) -> Result<Hour, ActionError> {
    let local = to_local(now);
    let is_workday = ctx.rules.read(c)?.calendar().is_workday(local.date());
    let opened_at = opened_at(local, is_workday, hours(&ctx.settings.mail)?).map(to_utc);
    Ok(Hour { now, today: local.date(), opened_at })
}

/// When a mail leaves that is caused now, in UTC; `None` where it does not wait.
pub fn mail_waits_until(ctx: &Context, calendar: &WorkCalendar) -> Result<Option<NaiveDateTime>, ActionError> {
    let now = to_local(ctx.clock.now());
    let at = sends_at(now, calendar, hours(&ctx.settings.mail)?);
    Ok((at > now).then(|| to_utc(at)))
}

/// The hours that are set, which are in order since the start.
fn hours(settings: &MailSettings) -> Result<WorkingHours, ActionError> {
    let minutes = settings.hours();
    minutes.and_then(|(begins, ends)| WorkingHours::new(begins, ends)).ok_or(ActionError::Unavailable)
}

#[cfg(test)]
impl MailHours {
    /// Every hour of Monday to Friday.
    pub(in crate::actions) fn of_whole_days() -> Self {
        Self { calendar: Arc::default(), hours: WorkingHours::new(0, 1440).unwrap() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::parse_calendar;

    fn house() -> MailHours {
        let days = parse_calendar(include_str!("../../../seeds/calendar/workdays.csv")).unwrap();
        MailHours { calendar: Arc::new(WorkCalendar::new("CN-GX", days)), hours: WorkingHours::new(510, 1080).unwrap() }
    }

    fn local(text: &str) -> NaiveDateTime {
        to_utc(crate::clock::parse_local(text).unwrap())
    }

    #[test]
    fn a_mail_of_a_day_leaves_in_its_morning_and_one_sent_at_once_does_not_wait() {
        let (house, date) = (house(), "2024-06-14".parse().unwrap());
        assert_eq!(house.leaves_on(date, local("2024-06-14 00:05")), local("2024-06-14 08:30"));
        assert_eq!(house.leaves_on(date, local("2024-06-14 10:00")), local("2024-06-14 10:00"));
        assert_eq!(house.leaves_on(date, local("2024-06-12 10:00")), local("2024-06-14 08:30"), "not before its day");
        assert_eq!(house.leaves_on(date, local("2024-06-14 19:00")), local("2024-06-17 08:30"));
        let sunday = local("2024-06-16 10:00");
        assert_eq!(
            (house.leaves_at(sunday, true), house.leaves_at(sunday, false)),
            (sunday, local("2024-06-17 08:30"))
        );
    }

    #[test]
    fn a_holiday_does_not_use_up_the_life_of_a_mail() {
        for (since, ends) in [
            ("2024-05-17 10:00", "2024-05-20 10:00"),
            ("2024-05-14 10:00", "2024-05-17 10:00"),
            // Seven days off.
            ("2024-09-30 17:50", "2024-10-08 17:50"),
        ] {
            assert_eq!(house().life_ends(local(since)), local(ends), "{since}");
        }
    }
}
