//! How much of a draft is still to be looked at, in all of it and in each of its parts.

use super::draft_fields::DraftMeasureView;
use super::draft_parts::Part;
use crate::db::plan::drafts::Problem;
use crate::db::plan::leftovers::Leftover;
use crate::domain::id::MeasureId;

/// What is still to be looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Open {
    /// Doubts.
    pub problems: usize,
    /// Stretches of the document that belong to no measure.
    pub leftovers: usize,
    /// Units that nobody knows.
    pub units: usize,
    /// Measures that nobody owes over the year, since no unit leads them or is responsible.
    pub nobody: usize,
    /// The first of them: its part and its key.
    pub first_nobody: Option<(usize, MeasureId)>,
    /// The first parts with a doubt and with a stretch.
    pub first_parts: (usize, usize),
    /// Doubts and stretches of this part.
    pub here: (usize, usize),
    /// How many doubts, stretches and targets of this part are not on the page.
    pub unseen: (usize, usize, usize),
}

impl Open {
    /// How much is still to be looked at, all in all.
    pub fn all(&self) -> usize {
        self.problems + self.leftovers + self.units + self.nobody
    }
}

/// What is still to be looked at in the whole draft, and how much of it in each part.
pub(super) fn open(
    problems: &[Problem],
    leftovers: &[Leftover],
    measures: &[DraftMeasureView],
    parts: &[Part],
) -> (Open, Vec<usize>) {
    let holding = |start: i64| parts.iter().position(|part| part.holds(start)).unwrap_or_default();
    let part_of = |at: usize| parts.iter().position(|part| (part.measures.0..part.measures.1).contains(&at));
    let problems: Vec<usize> =
        problems.iter().filter(|one| one.settled_at.is_none()).map(|one| holding(one.span_start)).collect();
    let leftovers: Vec<usize> =
        leftovers.iter().filter(|one| one.settled_at.is_none()).map(|one| holding(one.span_start)).collect();
    let nobody = (0..).zip(measures).filter(|(_, one)| one.is_owed_by_nobody());
    let nobody: Vec<(usize, MeasureId)> =
        nobody.map(|(at, one)| (part_of(at).unwrap_or_default(), one.measure.id)).collect();
    let all: Vec<usize> = problems.iter().chain(&leftovers).copied().chain(nobody.iter().map(|(at, _)| *at)).collect();
    let in_parts = (0..parts.len()).map(|part| all.iter().filter(|at| **at == part).count()).collect();
    let first = |places: &[usize]| places.iter().min().map_or(1, |at| at + 1);
    let open = Open {
        problems: problems.len(),
        leftovers: leftovers.len(),
        nobody: nobody.len(),
        first_nobody: nobody.first().map(|(at, id)| (at + 1, *id)),
        first_parts: (first(&problems), first(&leftovers)),
        ..Open::default()
    };
    (open, in_parts)
}
