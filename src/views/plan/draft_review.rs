//! A draft under review: the whole document beside what was read from it, doubts first.

use super::draft_fields::DraftMeasureView;
use super::draft_head::{HeadView, head};
use super::draft_open::{Open, open};
use super::draft_parts::parts;
use super::draft_rows::DraftRows;
use super::field::FormRow;
use super::source_pieces::{Piece, pieces};
use crate::actions::{
    ActionError, DraftRow, blank_columns, leftover_columns, owed_by_plan, unit_columns, unplaced_units,
};
use crate::db::DbConnection;
use crate::db::people::units::{self, Unit};
use crate::db::plan::draft_measures::{self, Task};
use crate::db::plan::drafts::Problem;
use crate::db::plan::leftovers::Leftover;
use crate::db::plan::plans::{self, Indicator, Plan};
use crate::domain::id::PlanId;
use crate::domain::plan::PlanState;
use crate::domain::unit::nearest;

/// So many tasks before and behind the one in front of a stretch of the document can be chosen for it.
const CHOICES: usize = 20;

/// So many units that nobody knows are on one page; the others follow when those are placed.
const UNKNOWN: usize = 50;

/// A draft with everything a coordinator looks at.
pub struct DraftReview {
    /// The plan.
    pub plan: Plan,
    /// Which part of a long draft this is, from 1.
    pub part: usize,
    /// How much is still to be looked at in each of its parts, but for units: they stand on all of them.
    pub parts: Vec<usize>,
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
    /// How many standing obligations it would make.
    pub standing: usize,
    /// How many dated ones.
    pub dated: usize,
}

/// A unit that nobody knows, and what it may be.
pub struct UnknownUnit {
    /// As the draft names it.
    pub unit: Unit,
    /// Known units that look like it, the best first.
    pub near: Vec<String>,
    /// Which unit it is, or of which class.
    pub form: FormRow,
}

/// A stretch of the document that belongs to no measure.
pub struct DraftLeftoverView {
    /// The stretch.
    pub left: Leftover,
    /// The task whose measure it may be.
    pub form: FormRow,
}

impl DraftReview {
    /// The address of a part.
    pub fn part_address(&self, part: usize) -> String {
        format!("/plans/{}/review?part={part}", self.plan.id)
    }

    /// Where the first doubts are.
    pub fn problems_place(&self) -> String {
        self.place(self.open.first_parts.0, "problems")
    }

    /// Where the first stretches of the document are that belong to no measure.
    pub fn leftovers_place(&self) -> String {
        self.place(self.open.first_parts.1, "leftovers")
    }

    /// Where the first measure is that nobody owes.
    pub fn nobody_place(&self) -> Option<String> {
        self.open.first_nobody.map(|(part, id)| self.place(part, &format!("f-m{id}")))
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
    let mut rows = DraftRows::of(c, plan_id)?;
    let document = plans::document(c, plan_id)?;
    let all = parts(&rows.weights(), document.chars().count());
    let at = part.clamp(1, all.len());
    let Some(here) = all.get(at - 1).copied() else { return Ok(None) };
    let (mut open, open_in_parts) = open(&rows.problems, &rows.leftovers, &rows.measures, &all);
    rows.keep(here);
    open.here = rows.open();
    let (problems, leftovers) = rows.shorten();
    let document = pieces(&document, here.span, &rows.marked());
    open.unseen = (problems, leftovers, rows.keep_targets());
    let (unknown, units) = unknown(c, plan_id)?;
    open.units = units;
    let owed = owed_by_plan(c, &plan)?;
    let dated = owed.iter().filter(|owed| owed.milestone_id.is_some()).count();
    Ok(Some(DraftReview {
        new_unit: FormRow::new(DraftRow::NewUnit, blank_columns(DraftRow::NewUnit)),
        document,
        unknown,
        head: if at == 1 { Some(head(c, &plan)?) } else { None },
        tasks: draft_measures::tasks(c, plan_id)?,
        indicators: rows.indicators,
        part: at,
        parts: open_in_parts,
        open,
        standing: owed.len() - dated,
        dated,
        plan,
        problems: rows.problems,
        leftovers: rows.leftovers.into_iter().map(DraftLeftoverView::from).collect(),
        measures: rows.measures,
    }))
}

/// The first units that nobody knows, and how many there are.
fn unknown(c: &mut DbConnection, plan_id: PlanId) -> Result<(Vec<UnknownUnit>, usize), ActionError> {
    let all = units::all(c)?;
    let known: Vec<&str> = all.iter().filter(|unit| !unit.proposed).map(|unit| unit.name.as_str()).collect();
    let with_near = |unit: Unit| {
        let near: Vec<String> = nearest(&unit.name, known.iter().copied()).into_iter().map(str::to_owned).collect();
        let form = FormRow::new(DraftRow::Unit(unit.id), unit_columns(&unit));
        UnknownUnit { unit, near, form }
    };
    let unplaced = unplaced_units(c, plan_id)?;
    let count = unplaced.len();
    Ok((unplaced.into_iter().take(UNKNOWN).map(with_near).collect(), count))
}
