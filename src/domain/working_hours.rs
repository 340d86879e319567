//! When mails may leave: within the hours of a working day. What somebody asks to be sent at once does not wait.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::calendar::WorkCalendar;

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// The hours of a working day, in minutes since midnight; a value that exists has a beginning before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingHours {
    begins: u32,
    ends: u32,
}

impl WorkingHours {
    /// From one minute of the day, that minute included, up to another, which is not; `None` where there is nothing between
    /// them, or they are of no day.
    pub fn new(begins: u32, ends: u32) -> Option<Self> {
        (begins < ends && ends <= DAY).then_some(Self { begins, ends })
    }

    /// Whether a time of the day is within them.
    pub fn contain(self, time: NaiveTime) -> bool {
        (self.begins..self.ends).contains(&minute_of(time))
    }

    /// When they begin.
    fn beginning(self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.begins))
    }
}

fn minute_of(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

/// Since when mails may leave at a local time; `None` where they may not.
pub fn opened_at(now: NaiveDateTime, is_workday: bool, hours: WorkingHours) -> Option<NaiveDateTime> {
    (is_workday && hours.contain(now.time())).then(|| now.date().and_time(NaiveTime::MIN) + hours.beginning())
}

/// When a mail that is ready at a local time may leave: then, or at the next beginning of the hours of a working day.
pub fn sends_at(now: NaiveDateTime, calendar: &WorkCalendar, hours: WorkingHours) -> NaiveDateTime {
    let today = now.date();
    if opened_at(now, calendar.is_workday(today), hours).is_some() {
        return now;
    }
    let begun = minute_of(now.time()) >= hours.begins;
    let from = if begun { today.succ_opt().unwrap_or(today) } else { today };
    calendar.next_workday_on_or_after(from).and_time(NaiveTime::MIN) + hours.beginning()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::guangxi;

    fn hours() -> WorkingHours {
        WorkingHours::new(8 * 60 + 30, 18 * 60).unwrap()
    }

    fn sent(now: &str) -> String {
        let read = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
        sends_at(read(now), &guangxi(), hours()).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    #[test]
    fn within_the_hours_of_a_working_day_a_mail_leaves_at_once() {
        for now in ["2024-06-14 08:30:00", "2024-06-14 12:15:42", "2024-06-14 17:59:59"] {
            assert_eq!(sent(now), now);
        }
    }

    #[test]
    fn before_them_it_waits_for_the_morning_and_after_them_for_the_next_working_day() {
        for (now, leaves) in [
            ("2024-06-14 00:00:00", "2024-06-14 08:30:00"),
            ("2024-06-14 08:29:59", "2024-06-14 08:30:00"),
            // A Friday.
            ("2024-06-14 18:00:00", "2024-06-17 08:30:00"),
            ("2024-06-14 23:59:59", "2024-06-17 08:30:00"),
            ("2024-06-12 18:00:00", "2024-06-13 08:30:00"),
            // A Sunday.
            ("2024-06-16 10:00:00", "2024-06-17 08:30:00"),
            ("2024-06-16 00:00:00", "2024-06-17 08:30:00"),
        ] {
            assert_eq!(sent(now), leaves, "{now}");
        }
    }

    #[test]
    fn holidays_are_waited_out_and_saturdays_that_are_worked_are_not() {
        for (now, leaves) in [
            // 端午: Monday 10 June 2024 is off.
            ("2024-06-07 18:30:00", "2024-06-11 08:30:00"),
            ("2024-06-10 09:00:00", "2024-06-11 08:30:00"),
            // 国庆 2024: 1 to 7 October off; Sunday 29 September and Saturday 12 October are worked.
            ("2024-09-29 09:00:00", "2024-09-29 09:00:00"),
            ("2024-09-30 18:00:00", "2024-10-08 08:30:00"),
            ("2024-10-12 09:00:00", "2024-10-12 09:00:00"),
            ("2024-10-11 19:00:00", "2024-10-12 08:30:00"),
            ("2024-10-12 18:00:00", "2024-10-14 08:30:00"),
            // 壮族三月三: a holiday of the region alone.
            ("2024-04-11 09:00:00", "2024-04-15 08:30:00"),
        ] {
            assert_eq!(sent(now), leaves, "{now}");
        }
    }

    #[test]
    fn it_never_leaves_earlier_than_it_is_ready_and_always_within_the_hours() {
        let (calendar, start) = (guangxi(), crate::testing::day("2024-01-01").and_time(NaiveTime::MIN));
        for step in 0..366 * 24 * 4 {
            let now = start + TimeDelta::minutes(15 * step);
            let at = sends_at(now, &calendar, hours());
            assert!(at >= now && opened_at(at, calendar.is_workday(at.date()), hours()).is_some(), "{now}: {at}");
            assert_eq!(sends_at(at, &calendar, hours()), at, "{now}");
        }
    }

    #[test]
    fn hours_have_a_beginning_before_their_end_within_a_day() {
        for (begins, ends) in [(510, 510), (600, 510), (0, 1441), (1440, 1440)] {
            assert_eq!(WorkingHours::new(begins, ends), None);
        }
        let whole = WorkingHours::new(0, 1440).unwrap();
        assert!(whole.contain(NaiveTime::MIN) && whole.contain(NaiveTime::from_hms_opt(23, 59, 59).unwrap()));
    }
}
