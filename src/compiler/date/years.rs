//! The years that a plan is for, which dates without a year are in.

/// One year, the first and the last of several, or none that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Years {
    /// The first year.
    pub(crate) first: Option<i32>,
    /// The last one: the same where it is only one.
    pub(crate) last: Option<i32>,
    /// The first month of the first and the last of the last, where the plan is for a season over a year's end: 2025年10月—2026年3月.
    pub(crate) season: Option<(u32, u32)>,
}

/// Five-year plans by their numbers, with the first year and the last.
pub(crate) const FIVE_YEARS: &[(&str, i32, i32)] =
    &[("十三五", 2016, 2020), ("十四五", 2021, 2025), ("十五五", 2026, 2030), ("十六五", 2031, 2035)];
/// Years that may be meant where only two digits are written and the plan has none.
const LIKELY: std::ops::RangeInclusive<i32> = 2015..=2045;
/// So many years around the plan's may be meant by two digits.
const NEAR: i32 = 10;

impl From<Option<i32>> for Years {
    fn from(year: Option<i32>) -> Self {
        Years { first: year, last: year, season: None }
    }
}

impl Years {
    /// The year of a date that leaves it out; none where there are several.
    pub(crate) fn only(self) -> Option<i32> {
        self.first.filter(|_| self.first == self.last)
    }

    /// The year in which a season has a month.
    pub(crate) fn in_season(self, month: u32) -> Option<i32> {
        let (from, to) = self.season?;
        if month >= from { self.first } else { self.last.filter(|_| month <= to) }
    }

    /// Whether they are more than one.
    pub(crate) fn are_several(self) -> bool {
        self.first != self.last
    }

    /// Whether a year is over when the plan begins.
    pub(crate) fn begin_after(self, year: i32) -> bool {
        self.first.is_some_and(|first| year < first)
    }

    /// Whether a year is behind the plan's last.
    pub(crate) fn end_before(self, year: i32) -> bool {
        self.last.is_some_and(|last| year > last)
    }

    /// The year that two digits mean: 25 → 2025, where it is near the plan's.
    pub(super) fn by_two_digits(self, digits: u32) -> Option<i32> {
        let year = 2000 + i32::try_from(digits).ok()?;
        let near =
            self.first.zip(self.last).map(|(first, last)| first.saturating_sub(NEAR)..=last.saturating_add(NEAR));
        near.unwrap_or(LIKELY).contains(&year).then_some(year)
    }
}
