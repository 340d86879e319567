//! The work calendar (工作日历): which days are worked, and counting by working days.
//!
//! The rules are those of `docs/ARCHITECTURE.md`: national holidays and make-up workdays as announced, a region's own
//! days override the nation's, and a day without a row is worked from Monday to Friday. After the last announced year
//! the counting still works, by Monday to Friday; [`WorkCalendar::unannounced`] then says that it is a guess.

mod days;

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;
use std::ops::Bound::{Excluded, Included};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Serialize;

pub use days::{
    Announced, CalendarDay, CalendarError, CalendarFault, DayKind, KnownUntil, parse_calendar, stored_calendar,
    write_calendar,
};

/// The region code of national days.
pub const NATION: &str = "CN";

/// Whose days off nobody has announced yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unannounced {
    /// The nation's: days are counted by Monday to Friday.
    Nation,
    /// Only the region's own, which it has in other years.
    Region,
}

/// A day that is counted by a guess, since somebody's days off around it are not announced yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The day.
    pub on: NaiveDate,
    /// Whose days off are not known.
    pub whose: Unannounced,
    /// The last day up to which those are known; `None` where none ever were.
    pub known_until: Option<NaiveDate>,
}

impl Gap {
    /// Whether it is the nation's days off that are not known.
    pub fn is_nations(&self) -> bool {
        self.whose == Unannounced::Nation
    }

    /// The day up to which those of its year are known, where they are known in part.
    pub fn within_year(&self) -> Option<NaiveDate> {
        self.known_until.filter(|until| until.year() == self.on.year() && *until < self.on)
    }
}

/// The working days of one region.
#[derive(Debug, Clone, Default)]
pub struct WorkCalendar {
    days: BTreeMap<NaiveDate, CalendarDay>,
    announced: BTreeSet<i32>,
    /// Years with days of the region's own.
    regional: BTreeSet<i32>,
    /// Until when the nation's days are said to be known.
    known_until: Option<NaiveDate>,
    /// Until when the region's own are.
    region_known_until: Option<NaiveDate>,
}

impl WorkCalendar {
    /// The calendar of `region` (`CN-GX`) out of the announced days. Days of other regions are left out; where the nation
    /// and the region both name a day, the region's holds.
    pub fn new(region: &str, announced: impl Into<Announced>) -> Self {
        let mut calendar = Self::default();
        let Announced { days, known } = announced.into();
        for day in days {
            if day.region == NATION {
                calendar.announced.insert(day.date.year());
                calendar.days.entry(day.date).or_insert(day);
            } else if day.region == region {
                calendar.regional.insert(day.date.year());
                calendar.days.insert(day.date, day);
            }
        }
        for KnownUntil { date, region: of, .. } in known {
            if of == NATION {
                calendar.known_until = calendar.known_until.max(Some(date));
            } else if of == region {
                calendar.region_known_until = calendar.region_known_until.max(Some(date));
            }
        }
        calendar
    }

    /// The last day up to which the nation's days are known: as it is said, else the end of the last year that has any; `None` for a
    /// calendar without any.
    pub fn known_until(&self) -> Option<NaiveDate> {
        self.known_until.or_else(|| self.announced.last().and_then(|year| end_of(*year)))
    }

    /// The same of the region's own days; `None` for a region that has none.
    pub fn region_known_until(&self) -> Option<NaiveDate> {
        self.region_known_until.or_else(|| self.regional.last().and_then(|year| end_of(*year)))
    }

    /// Whose days off around a day are a guess. The nation's are known in the years that have any, and up to the day that is said; those of a
    /// region in the same way by themselves: one that has days of its own in an earlier year is expected to announce those of each
    /// later one.
    pub fn unannounced(&self, on: NaiveDate) -> Option<Gap> {
        let year = on.year();
        let (first, own) = (self.announced.first(), self.regional.first());
        let of_nation = match self.known_until {
            Some(until) => on <= until && first.is_some_and(|first| *first <= year),
            None => self.announced.contains(&year),
        };
        if !of_nation {
            return Some(Gap { on, whose: Unannounced::Nation, known_until: self.known_until() });
        }
        let of_region = match self.region_known_until {
            Some(until) => on <= until,
            None => own.is_none_or(|own| *own >= year) || self.regional.contains(&year),
        };
        (!of_region).then(|| Gap { on, whose: Unannounced::Region, known_until: self.region_known_until() })
    }

    /// The first day from one to another, both included, that is counted by a guess.
    pub fn first_unannounced(&self, from: NaiveDate, to: NaiveDate) -> Option<Gap> {
        // Nothing changes but with a year and behind the days that are said.
        let years = (from.year()..=to.year()).filter_map(|year| NaiveDate::from_yo_opt(year, 1));
        let said = [self.known_until, self.region_known_until].into_iter().flatten().filter_map(|day| day.succ_opt());
        let days: BTreeSet<NaiveDate> = years.chain(said).map(|day| day.max(from)).filter(|day| *day <= to).collect();
        days.into_iter().find_map(|day| self.unannounced(day))
    }

    /// The days that are not as their day of the week says or may not be, in order; whether each is off.
    pub fn special_days(&self) -> impl Iterator<Item = (NaiveDate, bool)> + '_ {
        self.days.values().filter(|day| day.kind.is_known()).map(|day| (day.date, day.kind == DayKind::Off))
    }

    /// Whether the day is worked.
    pub fn is_workday(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some(CalendarDay { kind: DayKind::Off, .. }) => false,
            Some(CalendarDay { kind: DayKind::Work, .. }) => true,
            // What another version makes of a day is not known here: its weekday holds.
            Some(CalendarDay { kind: DayKind::Unknown(_), .. }) | None => is_weekday(date),
        }
    }

    /// The day itself, or the first working day after it.
    pub fn next_workday_on_or_after(&self, date: NaiveDate) -> NaiveDate {
        self.forward(date).next().unwrap_or(date)
    }

    /// The day itself, or the last working day before it.
    pub fn last_workday_on_or_before(&self, date: NaiveDate) -> NaiveDate {
        self.backward(date).next().unwrap_or(date)
    }

    /// The `n`th working day after the date, or before it where `n` is negative; the date itself, worked or not, for 0.
    pub fn add_workdays(&self, date: NaiveDate, n: i32) -> NaiveDate {
        let steps = usize::try_from(n.unsigned_abs()).ok().and_then(|n| n.checked_sub(1));
        let Some(steps) = steps else { return date };
        let found = if n > 0 {
            date.succ_opt().and_then(|next| self.forward(next).nth(steps))
        } else {
            date.pred_opt().and_then(|last| self.backward(last).nth(steps))
        };
        found.unwrap_or(date)
    }

    /// How many working days lie after `from`, up to and including `to`; 0 where `to` is not later. However long that is: days
    /// of the week are reckoned, and only what was announced is looked at.
    pub fn workdays_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        if to <= from {
            return 0;
        }
        let announced = self.days.range((Excluded(from), Included(to))).map(|(day, _)| *day);
        let differing = announced.map(|day| i64::from(self.is_workday(day)) - i64::from(is_weekday(day)));
        u32::try_from(weekdays_between(from, to) + differing.sum::<i64>()).unwrap_or(0)
    }

    /// `n` working days before a due date, counted back from the last working day on or before it: for 30 June 2024, a
    /// Sunday, 10, 5 and 1 give 14, 21 and 27 June.
    pub fn offset_before(&self, due: NaiveDate, n: u32) -> NaiveDate {
        let mut back = self.backward(self.last_workday_on_or_before(due));
        usize::try_from(n).ok().and_then(|n| back.nth(n)).unwrap_or(due)
    }

    /// `n` working days after a due date: 1 is the first working day after it, 0 the date itself.
    pub fn offset_after(&self, due: NaiveDate, n: u32) -> NaiveDate {
        self.add_workdays(due, i32::try_from(n).unwrap_or(i32::MAX))
    }

    /// The working days from `date` on, `date` included.
    fn forward(&self, date: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        successors(Some(date), NaiveDate::succ_opt).filter(|day| self.is_workday(*day))
    }

    /// The working days from `date` back, `date` included.
    fn backward(&self, date: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        successors(Some(date), NaiveDate::pred_opt).filter(|day| self.is_workday(*day))
    }
}

/// The last day of a year.
fn end_of(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// Whether it is one of Monday to Friday.
fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// How many days from Monday to Friday lie after `from`, up to and including `to`.
fn weekdays_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let (weeks, rest) = ((to - from).num_days() / 7, (to - from).num_days() % 7);
    let of_rest = to.iter_days().rev().take(usize::try_from(rest).unwrap_or(0)).filter(|day| is_weekday(*day));
    weeks * 5 + i64::try_from(of_rest.count()).unwrap_or(0)
}

/// How many calendar days `today` is past the due date; 0 on or before it.
pub fn days_late(due: NaiveDate, today: NaiveDate) -> u32 {
    u32::try_from((today - due).num_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
