//! What is stored of a draft, as the page shows it: read once, before anything of the page is saved.

use std::collections::HashMap;

use super::columns::{
    Columns, blank_columns, indicator_columns, leftover_columns, measure_columns, milestone_columns, plan_columns,
    task_columns, unit_columns,
};
use super::row::DraftRow;
use crate::actions::ActionError;
use crate::actions::plan::unplaced::unplaced_units;
use crate::db::DbConnection;
use crate::db::people::units::Unit;
use crate::db::plan::draft_measures::{self, Assigned, Task};
use crate::db::plan::leftovers::{self, Leftover};
use crate::db::plan::measures::{self, Measure, Milestone};
use crate::db::plan::plans::{self, Indicator, Plan};
use crate::domain::grouped::grouped;
use crate::domain::id::{IndicatorId, LeftoverId, MeasureId, MilestoneId, TaskId, UnitId};

/// The rows of a draft by their keys. A key of another plan is [`ActionError::NotFound`].
pub(in crate::actions) struct Stored {
    plan: Plan,
    tasks: HashMap<TaskId, Task>,
    measures: HashMap<MeasureId, Measure>,
    assigned: HashMap<MeasureId, Vec<Assigned>>,
    milestones: HashMap<MilestoneId, Milestone>,
    indicators: HashMap<IndicatorId, Indicator>,
    units: HashMap<UnitId, Unit>,
    leftovers: HashMap<LeftoverId, Leftover>,
}

impl Stored {
    /// Everything of a plan that the page may show.
    pub(in crate::actions) fn of(c: &mut DbConnection, plan: &Plan) -> Result<Self, ActionError> {
        let plan_id = plan.id;
        Ok(Self {
            plan: plan.clone(),
            tasks: draft_measures::tasks(c, plan_id)?.into_iter().map(|one| (one.id, one)).collect(),
            measures: measures::of_plan(c, plan_id)?.into_iter().map(|one| (one.id, one)).collect(),
            assigned: grouped(draft_measures::assigned(c, plan_id)?, |row| row.measure_id),
            milestones: measures::milestones_of_plan(c, plan_id)?.into_iter().map(|one| (one.id, one)).collect(),
            indicators: plans::indicators(c, plan_id)?.into_iter().map(|one| (one.id, one)).collect(),
            units: unplaced_units(c, plan_id)?.into_iter().map(|one| (one.id, one)).collect(),
            leftovers: leftovers::of_plan(c, plan_id)?.into_iter().map(|one| (one.id, one)).collect(),
        })
    }

    /// What a row shows; `None` where the draft has no such row.
    pub(in crate::actions) fn columns(&self, row: DraftRow) -> Option<Columns> {
        match row {
            DraftRow::Task(id) => self.tasks.get(&id).map(task_columns),
            DraftRow::Measure(id) => self.measures.get(&id).map(|one| measure_columns(one, self.assigned(id))),
            DraftRow::Milestone(id) => self.milestones.get(&id).map(milestone_columns),
            DraftRow::Indicator(id) => self.indicators.get(&id).map(indicator_columns),
            DraftRow::Unit(id) => self.units.get(&id).map(unit_columns),
            DraftRow::Leftover(id) => self.leftovers.get(&id).map(leftover_columns),
            DraftRow::NewMilestone(id) | DraftRow::NewIndicator(id) => {
                self.measures.get(&id).map(|_| blank_columns(row))
            }
            DraftRow::NewMeasure(id) => self.tasks.get(&id).map(|_| blank_columns(row)),
            DraftRow::Plan => Some(plan_columns(&self.plan)),
            DraftRow::NewUnit => Some(blank_columns(row)),
            DraftRow::Problem(_) => Some(Vec::new()),
        }
    }

    /// The measure that a row belongs to.
    pub(in crate::actions) fn measure_of(&self, row: DraftRow) -> Option<MeasureId> {
        match row {
            DraftRow::Measure(id) | DraftRow::NewMilestone(id) | DraftRow::NewIndicator(id) => Some(id),
            DraftRow::Milestone(id) => self.milestones.get(&id).map(|one| one.measure_id),
            DraftRow::Indicator(id) => self.indicators.get(&id).and_then(|one| one.measure_id),
            _ => None,
        }
    }

    /// A measure of the plan.
    pub(in crate::actions) fn measure(&self, id: MeasureId) -> Result<&Measure, ActionError> {
        self.measures.get(&id).ok_or(ActionError::NotFound)
    }

    /// Who is on a measure.
    pub(in crate::actions) fn assigned(&self, id: MeasureId) -> &[Assigned] {
        self.assigned.get(&id).map_or(&[], Vec::as_slice)
    }

    /// A task of the plan.
    pub(in crate::actions) fn task(&self, id: TaskId) -> Result<&Task, ActionError> {
        self.tasks.get(&id).ok_or(ActionError::NotFound)
    }

    /// A milestone of the plan.
    pub(in crate::actions) fn milestone(&self, id: MilestoneId) -> Result<&Milestone, ActionError> {
        self.milestones.get(&id).ok_or(ActionError::NotFound)
    }

    /// An indicator of the plan.
    pub(in crate::actions) fn indicator(&self, id: IndicatorId) -> Result<&Indicator, ActionError> {
        self.indicators.get(&id).ok_or(ActionError::NotFound)
    }

    /// A unit that the plan names and that nobody knows.
    pub(in crate::actions) fn unit(&self, id: UnitId) -> Result<&Unit, ActionError> {
        self.units.get(&id).ok_or(ActionError::NotFound)
    }
}
