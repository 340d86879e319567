//! A place in a sorted list of obligations, as an address carries it.

use std::str::FromStr;

use crate::db::obligation::ledger::SortedPlace;
use crate::domain::obligation::sorting::Sort;
use crate::domain::paging::NoPlace;
use crate::domain::typed::{Day, UNREADABLE};

/// A place in the list and the sort by which it is one; what it looks like is none of the caller's business. By date, which is the sort
/// where none is asked for, it is only day and key: `2024-06-30_41`; else `status_3_2024-06-30_41`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SortedCursor {
    by: Sort,
    place: SortedPlace,
}

impl SortedCursor {
    /// The place, as one of that sort.
    pub(crate) fn new(by: Sort, place: SortedPlace) -> Self {
        Self { by, place }
    }

    /// The place; `None` where it is one of another sort.
    pub(crate) fn of(self, by: Sort) -> Option<SortedPlace> {
        (self.by == by).then_some(self.place)
    }
}

impl std::fmt::Display for SortedCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let SortedPlace { number, day, id } = self.place;
        match self.by {
            Sort::Due => write!(f, "{day}_{id}"),
            by => write!(f, "{by}_{number}_{day}_{id}"),
        }
    }
}

impl FromStr for SortedCursor {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let parts: Vec<&str> = text.split('_').collect();
        let (by, number, day, id) = match parts.as_slice() {
            [day, id] => (Sort::Due, "0", *day, *id),
            [by, number, day, id] => (by.parse().map_err(|_| NoPlace)?, *number, *day, *id),
            _ => return Err(NoPlace),
        };
        let (number, id) = (number.parse().map_err(|_| NoPlace)?, id.parse().map_err(|_| NoPlace)?);
        Ok(Self { by, place: SortedPlace { number, day: read_day(day)?, id } })
    }
}

/// A day that a row may have: a page may end with what nobody can read, which comes first, or with what is never late, which comes last.
fn read_day(text: &str) -> Result<chrono::NaiveDate, NoPlace> {
    match text.parse::<Day>() {
        Ok(day) => Ok(day.date()),
        Err(_) if text == UNREADABLE.to_string() => Ok(UNREADABLE),
        Err(_) if text == "2201-01-01" => text.parse().map_err(|_| NoPlace),
        Err(_) => Err(NoPlace),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ObligationId;

    #[test]
    fn a_cursor_leads_back_to_its_place_and_anything_else_to_none() {
        for day in ["2024-06-30", "1899-12-31", "2201-01-01"] {
            for by in Sort::ALL.iter().copied() {
                let number = if by == Sort::Due { 0 } else { -1 };
                let place = SortedPlace { number, day: day.parse().unwrap(), id: ObligationId::new(41) };
                let cursor = SortedCursor::new(by, place);
                assert_eq!(cursor.to_string().parse(), Ok(cursor));
                assert_eq!((cursor.of(by), cursor.of(Sort::Plan).is_some()), (Some(place), by == Sort::Plan));
            }
        }
        for other in ["", "41", "2024-06-30", "2024-06-31_4", "2024-06-30_x", "unit_x_2024-06-30_4", "+262142-12-31_4"]
        {
            assert_eq!(other.parse::<SortedCursor>(), Err(NoPlace), "{other}");
        }
    }
}
