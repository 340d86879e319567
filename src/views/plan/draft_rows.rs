//! The rows of a draft, and those of them that one part shows.

use super::draft_fields::{DraftMeasureView, measure_views};
use super::draft_parts::{Part, Weight};
use super::source_pieces::Marked;
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::plan::drafts::{self, Problem};
use crate::db::plan::leftovers::{self, Leftover};
use crate::db::plan::plans::{self, Indicator};
use crate::domain::draft::Span;
use crate::domain::id::PlanId;

/// So many of a list are on one page; the others follow when those are settled, or are said to be more.
const PROBLEMS: usize = 150;
const LEFTOVERS: usize = 50;
const INDICATORS: usize = 300;

/// What stands somewhere in the document of a draft.
pub(super) struct DraftRows {
    /// Open ones first, errors before warnings before notes.
    pub(super) problems: Vec<Problem>,
    /// In the order of the document.
    pub(super) measures: Vec<DraftMeasureView>,
    /// Those of measures too.
    pub(super) indicators: Vec<Indicator>,
    /// In the order of the document.
    pub(super) leftovers: Vec<Leftover>,
}

impl DraftRows {
    /// All of a draft.
    pub(super) fn of(c: &mut DbConnection, plan_id: PlanId) -> Result<Self, ActionError> {
        let mut problems = drafts::problems(c, plan_id)?;
        problems.sort_by_key(|problem| (problem.settled_at.is_some(), problem.severity));
        let indicators = plans::indicators(c, plan_id)?;
        let measures = measure_views(c, plan_id, &indicators)?;
        Ok(Self { problems, measures, indicators, leftovers: leftovers::of_plan(c, plan_id)? })
    }

    /// What each measure is to the parts.
    pub(super) fn weights(&self) -> Vec<Weight> {
        self.measures.iter().map(Weight::from).collect()
    }

    /// Leaves what stands in that part. Its first and its last measure stand between headings, whatever stands on the parts
    /// beside it.
    pub(super) fn keep(&mut self, part: Part) {
        self.measures = self.measures.drain(part.measures.0..part.measures.1).collect();
        if let Some(first) = self.measures.first_mut() {
            (first.opens_section, first.opens_task) = (true, true);
        }
        if let Some(last) = self.measures.last_mut() {
            last.closes_task = true;
        }
        self.problems.retain(|one| part.holds(one.span_start));
        self.leftovers.retain(|one| part.holds(one.span_start));
        let measures = &self.measures;
        self.indicators.retain(|one| {
            one.measure_id.map_or(part.holds(one.span_start), |id| measures.iter().any(|m| m.measure.id == id))
        });
    }

    /// How many doubts, and how many stretches of the document, nobody has decided about yet.
    pub(super) fn open(&self) -> (usize, usize) {
        (
            self.problems.iter().filter(|one| one.settled_at.is_none()).count(),
            self.leftovers.iter().filter(|one| one.settled_at.is_none()).count(),
        )
    }

    /// Shortens the lists of doubts and of stretches, those first that are open; how many are left out.
    pub(super) fn shorten(&mut self) -> (usize, usize) {
        self.leftovers.sort_by_key(|left| left.settled_at.is_some());
        (shorten(&mut self.problems, PROBLEMS), shorten(&mut self.leftovers, LEFTOVERS))
    }

    /// Leaves the targets of region and cities, and not too many of them; how many are left out.
    pub(super) fn keep_targets(&mut self) -> usize {
        self.indicators.retain(|indicator| indicator.measure_id.is_none());
        shorten(&mut self.indicators, INDICATORS)
    }

    /// Everything, with the name of its mark in the document.
    pub(super) fn marked(&self) -> Vec<Marked> {
        let mark = |letter: char, number: i64, (start, end): (i64, i64)| Marked {
            name: format!("{letter}{number}"),
            span: Span::of_columns(start, end),
        };
        let mut all = Vec::new();
        for view in &self.measures {
            all.push(mark('m', view.measure.id.get(), (view.measure.span_start, view.measure.span_end)));
            let own = view.milestones.iter().map(|view| &view.milestone);
            all.extend(own.map(|one| mark('d', one.id.get(), (one.span_start, one.span_end))));
        }
        let left = self.leftovers.iter().filter(|one| one.measure_id.is_none());
        all.extend(left.map(|one| mark('l', one.id.get(), (one.span_start, one.span_end))));
        all.extend(self.indicators.iter().map(|one| mark('i', one.id.get(), (one.span_start, one.span_end))));
        all.extend(self.problems.iter().map(|one| mark('p', one.id.get(), (one.span_start, one.span_end))));
        all
    }
}

/// Shortens a list; how many are left out.
fn shorten<T>(list: &mut Vec<T>, most: usize) -> usize {
    let beyond = list.len().saturating_sub(most);
    list.truncate(most);
    beyond
}
