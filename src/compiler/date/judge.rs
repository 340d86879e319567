//! What is looked at to tell whether a date binds: the passage, the years of the plan, and how the date is written.

use std::cell::OnceCell;

use super::place::Place;
use super::point::Form;
use super::years::Years;
use crate::sentence;
use crate::text::Passage;

/// What tells whether the dates of a passage bind.
#[derive(Debug)]
pub(super) struct Judge<'t> {
    /// The passage.
    pub(super) passage: Passage<'t>,
    /// The years of the plan.
    pub(super) years: Years,
    /// The clauses that open with a month, found when they are first asked for.
    months: OnceCell<Vec<Passage<'t>>>,
}

impl<'t> Judge<'t> {
    pub(super) fn new(passage: Passage<'t>, years: Years) -> Self {
        Self { passage, years, months: OnceCell::new() }
    }

    /// The clauses that open with a month: 3月选点，6月立杆.
    pub(super) fn months(&self) -> &[Passage<'t>] {
        let month = |clause: &Passage<'t>| {
            let digits = clause.chars().iter().take_while(|c| c.is_ascii_digit()).count();
            (1..=2).contains(&digits) && clause.at(clause.start() + digits) == Some('月')
        };
        self.months.get_or_init(|| sentence::clauses(self.passage).into_iter().filter(month).collect())
    }
}

/// A date, or a list of them as one: how the last is written, and what stands around.
pub(super) struct Stretch {
    pub(super) form: Form,
    pub(super) lead: Option<&'static str>,
    pub(super) own_year: bool,
    pub(super) begun: bool,
    /// It has a beginning of its own: 1—6月.
    pub(super) ranged: bool,
    pub(super) trailed: bool,
    /// How many dates they are.
    pub(super) count: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Stretch {
    pub(super) fn of(places: &[Place]) -> Option<Self> {
        let (first, last) = (places.first()?, places.last()?);
        Some(Stretch {
            form: last.written.form,
            lead: first.lead,
            own_year: places.iter().any(|place| place.written.year.is_some()),
            begun: last.stretch == Some(true),
            ranged: last.stretch.is_some(),
            trailed: last.trailed,
            count: places.len(),
            start: first.start,
            end: last.end,
        })
    }

    pub(super) fn is_certain(&self) -> bool {
        self.form == Form::End || self.trailed
    }
}
