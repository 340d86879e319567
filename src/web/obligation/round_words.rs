//! A round of reporting in the reader's words.

use std::fmt::Display;

use crate::domain::period::Period;
use crate::domain::round::{Cadence, Round};
use crate::views::Item;
use crate::web::page::Page;

impl Page {
    /// That the report of a month before is to be sent first.
    pub(in crate::web) fn month_first(&self, first: &Period) -> String {
        self.t.fill("round.earlier_first", &[("year", &first.year()), ("month", &first.month())])
    }

    /// What a round asks for that a report of the item answers, and its cut-off: 2024年6月调度，截止 2024-06-25（周二），迟报.
    pub(in crate::web) fn round(&self, round: &Round, item: &Item) -> String {
        let (year, month) = (round.period.year(), round.period.month());
        let of_year = |part: String| self.t.fill("round.of_year", &[("year", &year), ("part", &part)]);
        let name = match item.row.obligation.cadence {
            Cadence::Quarter => of_year(self.fill("round.quarter", "n", month.div_ceil(3))),
            Cadence::HalfYear if month > 6 => of_year(self.s("round.second_half").to_owned()),
            Cadence::HalfYear => of_year(self.s("round.first_half").to_owned()),
            Cadence::Year => of_year(String::new()),
            Cadence::Month | Cadence::Unknown(_) => self.month(&round.period),
        };
        let key = if item.is_late_for(round) { "round.late" } else { "round.open" };
        let gaps: [(&str, &dyn Display); 2] = [("round", &name), ("date", &self.date(&round.cut_off))];
        self.t.fill(key, &gaps)
    }
}
