//! What the tests of the rules share: dates, the real calendar and reproducible chance.

use super::id::{ObligationId, PlanId, UnitId};
use chrono::{Days, NaiveDate};

use super::calendar::{CalendarDay, DayKind, WorkCalendar, parse_calendar};
use super::notice::due::WatchedPlan;
use super::obligation::due::Duty;
use super::obligation::escalation::Watched;
use super::obligation::ladder::Ladder;
use super::obligation::{ObligationKind, Status};
use super::round::{Cadence, ReportsOn, RoundRule, Rounds};
use super::unit::UnitClass;

/// A date out of `2024-06-30`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The announced calendar of Guangxi.
pub(crate) fn guangxi() -> WorkCalendar {
    WorkCalendar::new("CN-GX", parse_calendar(include_str!("../../seeds/calendar/workdays.csv")).unwrap())
}

/// A linear congruential generator (Knuth's MMIX constants): the same seed gives the same cases everywhere.
pub(crate) struct Lcg(u64);

impl Lcg {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A day of 2024.
    pub(crate) fn date(&mut self) -> NaiveDate {
        day("2024-01-01") + Days::new(self.below(366))
    }

    /// A calendar with up to 80 odd days, make-up weekends and holidays in the week alike.
    pub(crate) fn calendar(&mut self) -> WorkCalendar {
        let days = (0..self.below(80)).map(|_| self.odd_day()).collect::<Vec<_>>();
        WorkCalendar::new("CN-GX", days)
    }

    fn odd_day(&mut self) -> CalendarDay {
        CalendarDay {
            date: self.date(),
            region: self.pick(&["CN", "CN-GX"]).to_owned(),
            kind: self.pick(&[DayKind::Off, DayKind::Work]),
            name: String::new(),
            source: String::new(),
        }
    }
}

/// The rules as shipped.
pub(crate) fn ladder() -> Ladder {
    toml::from_str(include_str!("../../config/escalation.toml")).unwrap()
}

/// Rounds that are due by the 25th of their month, none of which has opened.
pub(crate) fn rounds() -> Rounds {
    Rounds::new(RoundRule { day: 25, on: ReportsOn::ThisMonth, late_workdays: 10 }, day("2024-01-01"), [])
}

/// An open obligation of a city, handed out on 1 January 2024.
pub(crate) fn watched(due: &str) -> Watched {
    Watched {
        id: ObligationId::new(1),
        unit: UnitId::new(10),
        class: UnitClass::City,
        lead: Some(UnitId::new(20)),
        coordinating: Some(UnitId::new(30)),
        due_rev: 0,
        redated_on: None,
        duty: Duty {
            kind: ObligationKind::Dated,
            status: Status::Assigned,
            assigned_on: day("2024-01-01"),
            effective_due: day(due),
            reported: None,
            cadence: Cadence::Month,
        },
    }
}

/// A plan handed out on 1 January 2024, with its leaders at unit 30.
pub(crate) fn plan(obligations: Vec<Watched>) -> WatchedPlan {
    WatchedPlan {
        id: PlanId::new(1),
        assigned_on: day("2024-01-01"),
        rounds: rounds(),
        leaders: vec![UnitId::new(30)],
        obligations,
    }
}
