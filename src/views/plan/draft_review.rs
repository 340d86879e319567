//! A draft under review: the whole document beside what was read from it, doubts first.

use super::draft_fields::{DraftMeasureView, measure_views};
use super::draft_head::{HeadView, head};
use super::draft_open::{Open, OpenPoint, open};
use super::draft_parts::{parts, weights};
use super::draft_units::{UnknownUnit, unknown_units};
use super::field::FormRow;
use super::source_pieces::{Marked, Piece, pieces};
use crate::actions::{ActionError, DraftRow, blank_columns, leftover_columns, owed_by_plan};
use crate::db::DbConnection;
use crate::db::plan::draft_indicators::{self, ProposedUnit};
use crate::db::plan::draft_measures::{self, Task};
use crate::db::plan::drafts::{self, Problem};
use crate::db::plan::leftovers::{self, Leftover};
use crate::db::plan::plans::{self, Indicator, Plan};
use crate::domain::draft::Span;
use crate::domain::id::PlanId;
use crate::domain::plan::PlanState;

/// So many tasks before and behind the one in front of a stretch of the document can be chosen for it.
const CHOICES: usize = 20;

/// So many of a list are on one page; the others follow when those are settled, or are said to be more.
const PROBLEMS: usize = 150;
const LEFTOVERS: usize = 50;
const INDICATORS: i64 = 300;

/// A draft with everything a coordinator looks at.
pub struct DraftReview {
    /// The plan.
    pub plan: Plan,
    /// Which part of a long draft this is, from 1.
    pub part: usize,
    /// What is still to be looked at in all parts.
    pub open: Open,
    /// The document, cut where what was read begins and ends.
    pub document: Vec<Piece>,
    /// Title and years of the plan, on the first part.
    pub head: Option<HeadView>,
    /// What was doubtful: open ones first, errors before warnings before notes.
    pub problems: Vec<Problem>,
    /// Units that nobody knows.
    pub unknown: Vec<UnknownUnit>,
    /// A unit that is being added.
    pub new_unit: FormRow,
    /// What of the document belongs to no measure, in its order.
    pub leftovers: Vec<DraftLeftoverView>,
    /// The tasks in the order of the document.
    pub tasks: Vec<Task>,
    /// The measures in the order of the document.
    pub measures: Vec<DraftMeasureView>,
    /// Targets of the region and the cities.
    pub indicators: Vec<Indicator>,
    /// Units of measure that are only proposed for these, on the first part.
    pub proposed_units: Vec<ProposedUnit>,
    /// How many standing obligations it would make.
    pub standing: usize,
    /// How many dated ones.
    pub dated: usize,
}

/// A stretch of the document that belongs to no measure.
pub struct DraftLeftoverView {
    /// The stretch.
    pub left: Leftover,
    /// The task whose measure it may be.
    pub form: FormRow,
}

impl DraftReview {
    /// The keys of the doubts that the page shows and nobody has looked at.
    pub fn open_doubts(&self) -> String {
        let open = self.problems.iter().filter(|problem| problem.settled_at.is_none());
        open.map(|problem| problem.id.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The address of a part.
    pub fn part_address(&self, part: usize) -> String {
        format!("/plans/{}/review?part={part}", self.plan.id)
    }

    /// What is open, kind by kind, with the way to the first of each.
    pub fn open_points(&self) -> Vec<OpenPoint> {
        self.open.points(|part, place| self.place(part, place))
    }

    /// A place on this page, or on that of another part.
    fn place(&self, part: usize, place: &str) -> String {
        if part == self.part { format!("#{place}") } else { format!("{}#{place}", self.part_address(part)) }
    }

    /// The stretches of the part that nobody has decided about yet.
    pub fn open_leftovers(&self) -> Vec<&DraftLeftoverView> {
        self.leftovers.iter().filter(|one| one.left.settled_at.is_none()).collect()
    }

    /// Those that have been decided about.
    pub fn settled_leftovers(&self) -> Vec<&DraftLeftoverView> {
        self.leftovers.iter().filter(|one| one.left.settled_at.is_some()).collect()
    }

    /// The rows of fields that the page has.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut FormRow> {
        let open = self.leftovers.iter_mut().filter(|one| one.left.settled_at.is_none()).map(|one| &mut one.form);
        let units = self.unknown.iter_mut().map(|one| &mut one.form);
        let head = self.head.iter_mut().map(|head| &mut head.form);
        head.chain([&mut self.new_unit])
            .chain(units)
            .chain(open)
            .chain(self.measures.iter_mut().flat_map(DraftMeasureView::rows_mut))
    }

    /// The tasks whose measure a stretch may be: those around it.
    pub fn choices(&self, left: &Leftover) -> &[Task] {
        let at = self.tasks.iter().position(|task| Some(task.id) == left.task_id).unwrap_or_default();
        let to = self.tasks.len().min(at + CHOICES + 1);
        self.tasks.get(at.saturating_sub(CHOICES)..to).unwrap_or_default()
    }
}

impl From<Leftover> for DraftLeftoverView {
    fn from(left: Leftover) -> Self {
        Self { form: FormRow::new(DraftRow::Leftover(left.id), leftover_columns(&left)), left }
    }
}

/// A part of a draft under review, from 1; `None` where the plan is tracked already.
///
/// # Errors
/// [`ActionError::NotFound`] where there is no such plan.
pub fn draft_review(c: &mut DbConnection, plan_id: PlanId, part: usize) -> Result<Option<DraftReview>, ActionError> {
    let plan = plans::find(c, plan_id)?;
    if plan.state != PlanState::Draft {
        return Ok(None);
    }
    let document = plans::document(c, plan_id)?;
    let (keys, weights) = weights(c, plan_id)?;
    let all = parts(&weights, document.chars().count());
    let at = part.clamp(1, all.len());
    let Some(here) = all.get(at - 1).copied() else { return Ok(None) };
    let mut open = open(c, &plan, all, keys)?;
    let mut measures = measure_views(c, plan_id, here.measures)?;
    frame(&mut measures);
    let mut problems = drafts::problems_from_to(c, plan_id, here.starts())?;
    problems.sort_by_key(|problem| (problem.settled_at.is_some(), problem.severity));
    let mut leftovers = leftovers::from_to(c, plan_id, here.starts())?;
    leftovers.sort_by_key(|left| left.settled_at.is_some());
    let (indicators, targets) = draft_indicators::of_none(c, plan_id, here.starts(), INDICATORS)?;
    open.here = (
        problems.iter().filter(|one| one.settled_at.is_none()).count(),
        leftovers.iter().filter(|one| one.settled_at.is_none()).count(),
    );
    open.unseen =
        (cut(&mut problems, PROBLEMS), cut(&mut leftovers, LEFTOVERS), targets.saturating_sub(indicators.len()));
    let marked = marked(&measures, &indicators, &problems, &leftovers);
    let owed = owed_by_plan(c, &plan)?;
    let dated = owed.iter().filter(|owed| owed.milestone_id.is_some()).count();
    Ok(Some(DraftReview {
        new_unit: FormRow::new(DraftRow::NewUnit, blank_columns(DraftRow::NewUnit)),
        document: pieces(&document, Span(here.span.0, here.span.1), &marked),
        unknown: unknown_units(c, plan_id)?,
        head: if at == 1 { Some(head(c, &plan)?) } else { None },
        proposed_units: if at == 1 { draft_indicators::proposed_units(c, plan_id)? } else { Vec::new() },
        tasks: if leftovers.is_empty() { Vec::new() } else { draft_measures::tasks(c, plan_id)? },
        indicators,
        part: at,
        open,
        standing: owed.len() - dated,
        dated,
        plan,
        problems,
        leftovers: leftovers.into_iter().map(DraftLeftoverView::from).collect(),
        measures,
    }))
}

/// The first and the last measure of a part stand between headings, whatever stands on the parts beside it.
fn frame(measures: &mut [DraftMeasureView]) {
    if let Some(first) = measures.first_mut() {
        (first.opens_section, first.opens_task) = (true, true);
    }
    if let Some(last) = measures.last_mut() {
        last.closes_task = true;
    }
}

/// Shortens a list; how many are left out.
fn cut<T>(list: &mut Vec<T>, most: usize) -> usize {
    let beyond = list.len().saturating_sub(most);
    list.truncate(most);
    beyond
}

/// Everything that stands somewhere in the document, with the name of its mark.
fn marked(
    measures: &[DraftMeasureView],
    indicators: &[Indicator],
    problems: &[Problem],
    leftovers: &[Leftover],
) -> Vec<Marked> {
    let mark = |letter: char, number: i64, (start, end): (i64, i64)| Marked {
        name: format!("{letter}{number}"),
        span: Span::of_columns(start, end),
    };
    let mut all = Vec::new();
    for view in measures {
        all.push(mark('m', view.measure.id.get(), (view.measure.span_start, view.measure.span_end)));
        let own = view.milestones.iter().map(|view| &view.milestone);
        all.extend(own.map(|one| mark('d', one.id.get(), (one.span_start, one.span_end))));
    }
    let left = leftovers.iter().filter(|one| one.measure_id.is_none());
    all.extend(left.map(|one| mark('l', one.id.get(), (one.span_start, one.span_end))));
    let own = measures.iter().flat_map(|view| &view.indicators).map(|view| &view.indicator);
    all.extend(own.chain(indicators).map(|one| mark('i', one.id.get(), (one.span_start, one.span_end))));
    all.extend(problems.iter().map(|one| mark('p', one.id.get(), (one.span_start, one.span_end))));
    all
}
