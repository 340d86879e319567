//! How much of a draft is still to be looked at, in all of it and in each of its parts, and where the first of each kind is.

use std::collections::HashMap;

use super::draft_parts::Part;
use crate::actions::{ActionError, StillOpen, still_open};
use crate::db::DbConnection;
use crate::db::plan::draft_open;
use crate::db::plan::plans::Plan;
use crate::domain::id::MeasureId;

/// What is still to be looked at in a draft that is shown in parts.
pub struct Open {
    /// In all of it.
    pub all: StillOpen,
    /// In each part, but for units and other proposals: they stand on all of them, or on the first.
    pub in_parts: Vec<usize>,
    /// Doubts and stretches of this part.
    pub here: (usize, usize),
    /// How many doubts, stretches and targets of this part are not on the page.
    pub unseen: (usize, usize, usize),
    parts: Vec<Part>,
    /// Which measure each is.
    measures: HashMap<MeasureId, usize>,
}

/// What is still to be looked at in the whole draft, and how much of it in each part. `measures`: all of them, in order.
pub(super) fn open(
    c: &mut DbConnection,
    plan: &Plan,
    parts: Vec<Part>,
    measures: Vec<MeasureId>,
) -> Result<Open, ActionError> {
    let all = still_open(c, plan)?;
    let measures = measures.into_iter().zip(0..).collect();
    let mut open = Open { all, in_parts: Vec::new(), here: (0, 0), unseen: (0, 0, 0), parts, measures };
    if open.parts.len() > 1 {
        let places = draft_open::places(c, plan.id)?;
        let of_measures = draft_open::of_measures(c, plan.id)?;
        let places = places.into_iter().map(|start| open.part_of_place(start));
        let holding: Vec<usize> = places.chain(of_measures.into_iter().map(|id| open.part_of(id))).collect();
        open.in_parts = (1..=open.parts.len()).map(|part| holding.iter().filter(|at| **at == part).count()).collect();
    } else {
        open.in_parts = vec![0; open.parts.len()];
    }
    Ok(open)
}

impl Open {
    /// The part, from 1, in which something stands that starts there in the document.
    fn part_of_place(&self, start: i64) -> usize {
        self.parts.iter().position(|part| part.holds(start)).unwrap_or_default() + 1
    }

    /// The part, from 1, in which a measure stands.
    fn part_of(&self, id: MeasureId) -> usize {
        let at = self.measures.get(&id).copied().unwrap_or_default();
        self.parts.iter().position(|part| (part.measures.0..part.measures.1).contains(&at)).unwrap_or_default() + 1
    }

    /// Everything that is open, kind by kind in the order of the page, with the way to the first of each.
    pub(super) fn points(&self, address: impl Fn(usize, &str) -> String) -> Vec<OpenPoint> {
        let (all, first) = (&self.all, 1);
        let of_measure = |id: MeasureId| address(self.part_of(id), &format!("f-m{id}"));
        let of_place = |start: i64, place: &str| address(self.part_of_place(start), place);
        let units = (all.units > 0).then(|| "#units".to_owned());
        let guess = if all.whole > 0 { "plan" } else { "targets" };
        let date = |(id, measure)| address(self.part_of(measure), &format!("f-d{id}"));
        let points = [
            ("draft.open_problems", all.doubts.count, all.doubts.first.map(|start| of_place(start, "problems"))),
            (
                "draft.open_leftovers",
                all.stretches.count,
                all.stretches.first.map(|start| of_place(start, "leftovers")),
            ),
            ("draft.open_units", all.units, units),
            ("draft.open_proposals", all.proposals.count, all.proposals.first.map(of_measure)),
            ("draft.open_guesses", all.whole + all.guesses, Some(address(first, guess))),
            ("draft.open_nobody", all.unowed.count, all.unowed.first.map(of_measure)),
            ("draft.open_dates", all.dates.count, all.dates.first.map(date)),
            ("draft.open_outside", all.outside.count, all.outside.first.map(date)),
        ];
        let shown = |(key, count, address): (&'static str, usize, Option<String>)| {
            Some(OpenPoint { key, count, address: address.filter(|_| count > 0)? })
        };
        points.into_iter().filter_map(shown).collect()
    }
}

/// Something that is open: what, how many, and the way to the first.
pub struct OpenPoint {
    /// The key of what it is called.
    pub key: &'static str,
    /// How many.
    pub count: usize,
    /// Where the first is.
    pub address: String,
}
