//! A place in a list of obligations, as an address carries it.

use std::str::FromStr;

use crate::db::obligation::ledger::Place;
use crate::domain::paging::{NoPlace, parts};
use crate::domain::typed::{Day, UNREADABLE};

/// A place in the list as callers carry it; what it looks like is none of their business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor(pub Place);

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.0.due, self.0.id)
    }
}

impl FromStr for Cursor {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (due, id) = parts(text)?;
        // A page may end with what nobody can read: it comes first.
        let due = match due.parse::<Day>() {
            Ok(day) => day.date(),
            Err(_) if due == UNREADABLE.to_string() => UNREADABLE,
            Err(_) => return Err(NoPlace),
        };
        Ok(Self(Place { due, id: id.parse().map_err(|_| NoPlace)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ObligationId;

    #[test]
    fn a_cursor_leads_back_to_its_place_and_anything_else_to_none() {
        let place = Place { due: "2024-06-30".parse().unwrap(), id: ObligationId::new(41) };
        let unreadable = Place { due: UNREADABLE, ..place };
        for place in [place, unreadable] {
            assert_eq!(Cursor(place).to_string().parse(), Ok(Cursor(place)));
        }
        for other in ["", "41", "2024-06-30", "2024-06-31_4", "2024-06-30_x", "+262142-12-31_4"] {
            assert_eq!(other.parse::<Cursor>(), Err(NoPlace), "{other}");
        }
    }
}
