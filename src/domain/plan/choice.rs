//! Which plans somebody looks at: one, those of the year, or all.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::id::PlanId;

/// Which plans somebody has chosen to look at, as it stands in addresses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PlanChoice {
    /// `all`.
    #[default]
    All,
    /// `year`: those that today's year is one of.
    ThisYear,
    /// The key of one.
    One(PlanId),
}

impl PlanChoice {
    /// Which plans these are on a day.
    pub fn on(self, today: NaiveDate) -> Plans {
        match self {
            Self::All => Plans::All,
            Self::ThisYear => Plans::OfYear(today.year()),
            Self::One(id) => Plans::One(id),
        }
    }
}

/// No choice that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownChoice;

impl FromStr for PlanChoice {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        match text {
            "all" => Ok(Self::All),
            "year" => Ok(Self::ThisYear),
            key => key.parse().map(Self::One).map_err(|_| UnknownChoice),
        }
    }
}

impl fmt::Display for PlanChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::ThisYear => f.write_str("year"),
            Self::One(id) => id.fmt(f),
        }
    }
}

/// The plans that are meant; drafts never are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Plans {
    /// Every one.
    #[default]
    All,
    /// Those that this year is one of.
    OfYear(i32),
    /// This one.
    One(PlanId),
}

impl From<Option<PlanId>> for Plans {
    fn from(id: Option<PlanId>) -> Self {
        id.map_or(Self::All, Self::One)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_choice_is_read_as_it_is_written() {
        for choice in [PlanChoice::All, PlanChoice::ThisYear, PlanChoice::One(PlanId::new(7))] {
            assert_eq!(choice.to_string().parse(), Ok(choice));
        }
        assert_eq!("明年".parse::<PlanChoice>(), Err(UnknownChoice));
    }

    #[test]
    fn this_year_is_that_of_the_day() {
        assert_eq!(PlanChoice::ThisYear.on(day("2025-01-01")), Plans::OfYear(2025));
    }
}
