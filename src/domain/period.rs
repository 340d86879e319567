//! The periods a report or a digest is for: the month of the 调度 and its cut-off, the ISO week of the brief.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar::WorkCalendar;

/// A month that is reported on (调度期), written `2024-06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i32,
    month: u32,
}

impl Period {
    /// The period a day lies in: its calendar month, also after the cut-off (迟报).
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its month, from 1.
    pub fn month(self) -> u32 {
        self.month
    }

    /// The month before.
    pub fn previous(self) -> Self {
        match self.month {
            1 => Self { year: self.year - 1, month: 12 },
            month => Self { month: month - 1, ..self },
        }
    }

    /// The month after.
    pub fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { month: month + 1, ..self },
        }
    }

    /// This month and those before it, backwards without end.
    pub fn back(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |period| Some(period.previous()))
    }

    /// This month and those after it, without end.
    pub fn onward(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |period| Some(period.next()))
    }

    /// The last day for this period's report: the plan's day of the month (25 by default; the month's last day where it is
    /// shorter), moved earlier to a working day.
    pub fn cut_off(self, cutoff_day: i32, calendar: &WorkCalendar) -> NaiveDate {
        calendar.last_workday_on_or_before(self.day_or_last(cutoff_day))
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.day_or_last(1)
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.day_or_last(31)
    }

    /// The day of the month, clamped into the month.
    fn day_or_last(self, day: i32) -> NaiveDate {
        let wanted = u32::try_from(day).unwrap_or(1).clamp(1, 31);
        let dates = (1..=wanted).rev().filter_map(|day| NaiveDate::from_ymd_opt(self.year, self.month, day));
        dates.into_iter().next().unwrap_or_default()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl Period {
    /// A month as it is stored; one that cannot be read is none.
    pub fn stored(text: Option<&str>) -> Option<Self> {
        text?.parse().ok()
    }
}

impl FromStr for Period {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let first: Result<NaiveDate, _> = format!("{text}-01").parse();
        let period = first.map(Period::of).map_err(|_| BadPeriod(text.to_owned()))?;
        if period.to_string() == text { Ok(period) } else { Err(BadPeriod(text.to_owned())) }
    }
}

impl TryFrom<String> for Period {
    type Error = BadPeriod;

    fn try_from(text: String) -> Result<Self, BadPeriod> {
        text.parse()
    }
}

/// A text that is no month as `2024-06`, and no week as `2024-W26`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPeriod(pub String);

impl fmt::Display for BadPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no month or week; write 2024-06 or 2024-W26", self.0)
    }
}

impl std::error::Error for BadPeriod {}

/// An ISO week, Monday to Sunday, written `2024-W26`: the period of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i32,
    week: u32,
}

impl Week {
    /// The week a day lies in.
    pub fn of(date: NaiveDate) -> Self {
        let week = date.iso_week();
        Self { year: week.year(), week: week.week() }
    }

    /// Its number in its year, from 1.
    pub fn number(self) -> u32 {
        self.week
    }

    /// Its first day; `None` where the calendar ends before.
    pub fn monday(self) -> Option<NaiveDate> {
        NaiveDate::from_isoywd_opt(self.year, self.week, Weekday::Mon)
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl FromStr for Week {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let bad = || BadPeriod(text.to_owned());
        let (year, week) = text.split_once("-W").ok_or_else(bad)?;
        let (year, week) = year.parse().ok().zip(week.parse().ok()).ok_or_else(bad)?;
        let day = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).ok_or_else(bad)?;
        Some(Self::of(day)).filter(|week| week.to_string() == text).ok_or_else(bad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_calendar;
    use crate::testing::{Lcg, day, guangxi};

    fn cut_off(period: &str, cutoff_day: i32) -> NaiveDate {
        period.parse::<Period>().unwrap().cut_off(cutoff_day, &guangxi())
    }

    #[test]
    fn the_cut_off_is_the_25th_or_the_working_day_before_it() {
        assert_eq!(cut_off("2024-06", 25), day("2024-06-25"));
        assert_eq!(cut_off("2024-05", 25), day("2024-05-24"), "the 25th is a Saturday");
        assert_eq!(cut_off("2024-08", 25), day("2024-08-23"), "the 25th is a Sunday");
    }

    #[test]
    fn a_plan_may_have_its_own_day_even_one_that_a_month_lacks() {
        assert_eq!(cut_off("2024-10", 5), day("2024-09-30"), "the 5th lies in the National Day holiday");
        assert_eq!(cut_off("2024-02", 31), day("2024-02-29"));
        assert_eq!(cut_off("2024-07", 0), day("2024-07-01"));
    }

    #[test]
    fn a_cut_off_may_pass_before_its_own_month_begins() {
        let days =
            parse_calendar("date,region,kind,name\n2024-09-30,CN,off,国庆节\n2024-10-01,CN,off,国庆节\n").unwrap();
        let calendar = WorkCalendar::new("CN-GX", days);
        let october = Period::of(day("2024-10-01"));
        assert_eq!(october.cut_off(1, &calendar), day("2024-09-27"), "a Friday");
    }

    #[test]
    fn months_follow_each_other_over_the_turn_of_the_year() {
        let december: Period = "2024-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2025-01");
        assert_eq!(december.next().previous(), december);
        assert_eq!(december.previous().to_string(), "2024-11");
    }

    #[test]
    fn a_period_is_read_as_it_is_written_and_nothing_else_is() {
        let period: Period = "2024-06".parse().unwrap();
        assert_eq!(serde_json::to_string(&period).unwrap(), "\"2024-06\"");
        for text in ["2024-13", "2024-6", "2024", "", "2024-06-01"] {
            assert_eq!(text.parse::<Period>(), Err(BadPeriod(text.to_owned())));
        }
    }

    #[test]
    fn weeks_are_iso_weeks_across_the_turn_of_the_year() {
        assert_eq!(Week::of(day("2024-06-24")).to_string(), "2024-W26");
        assert_eq!(Week::of(day("2024-12-30")).to_string(), "2025-W01");
    }

    #[test]
    fn every_cut_off_of_a_thousand_random_calendars_is_a_working_day_not_after_the_plans_day() {
        let mut random = Lcg::new(25);
        for _ in 0..1000 {
            let (calendar, date, cutoff_day) = (random.calendar(), random.date(), 1 + random.below(31) as i32);
            let cut_off = Period::of(date).cut_off(cutoff_day, &calendar);
            assert!(calendar.is_workday(cut_off));
            assert!(cut_off <= Period::of(date).day_or_last(cutoff_day));
        }
    }
}
