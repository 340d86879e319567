//! A plan as it was read: tasks with measures, who is assigned, what is due.

use std::collections::HashMap;

use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::people::units;
use crate::db::plan::measures::{Measure, Milestone};
use crate::db::plan::plans::Indicator;
use crate::db::plan::{measures, plans};
use crate::domain::grouped::grouped;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::plan::{AssignmentRole, heading};

/// A task with its measures.
#[derive(Debug, Clone)]
pub struct TaskView {
    /// `（二）`.
    pub section: String,
    /// The section's heading.
    pub section_title: String,
    /// `1`.
    pub number: String,
    /// The task's title.
    pub title: String,
    /// Whether it is the first task of its section.
    pub opens_section: bool,
    /// Its measures.
    pub measures: Vec<MeasureView>,
}

impl TaskView {
    /// The section with its number: `（二）深化治理`.
    pub fn section_heading(&self) -> String {
        heading(&self.section, &self.section_title)
    }

    /// The task with its number: `1. 编制名录`.
    pub fn heading(&self) -> String {
        heading(&self.number, &self.title)
    }
}

/// A measure with who is assigned and what is due.
#[derive(Debug, Clone)]
pub struct MeasureView {
    /// The measure.
    pub measure: Measure,
    /// Role, the unit's full name, and the name it is written by, in the order of the note.
    pub assigned: Vec<(AssignmentRole, String, String)>,
    /// What is due, undated ones included.
    pub milestones: Vec<Milestone>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
}

impl MeasureView {
    /// The roles of its units, in order.
    pub fn roles(&self) -> Vec<AssignmentRole> {
        AssignmentRole::in_order(self.assigned.iter().map(|(role, _, _)| *role))
    }

    /// The names as the note has them, each once.
    pub fn written(&self, role: &AssignmentRole) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (_, _, written) in self.assigned.iter().filter(|(assigned, _, _)| assigned == role) {
            if !names.contains(&written.as_str()) {
                names.push(written);
            }
        }
        names
    }
}

/// Every task of a plan in the order of the document.
pub fn plan_tasks(c: &mut DbConnection, plan_id: PlanId) -> Result<Vec<TaskView>, ActionError> {
    let names: HashMap<UnitId, String> = units::all(c)?.into_iter().map(|unit| (unit.id, unit.name)).collect();
    let name = |id: UnitId| names.get(&id).cloned().unwrap_or_default();
    let mut assignments = grouped(measures::assignments_of_plan(c, plan_id)?, |row| row.measure_id);
    let mut milestones = grouped(measures::milestones_of_plan(c, plan_id)?, |row| row.measure_id);
    let mut indicators = grouped(plans::indicators(c, plan_id)?, |row| row.measure_id);
    let mut tasks: Vec<TaskView> = Vec::new();
    for measure in measures::of_plan(c, plan_id)? {
        let view = MeasureView {
            assigned: assignments
                .remove(&measure.id)
                .unwrap_or_default()
                .into_iter()
                .map(|row| (row.role, name(row.unit_id), row.written_as))
                .collect(),
            milestones: milestones.remove(&measure.id).unwrap_or_default(),
            indicators: indicators.remove(&Some(measure.id)).unwrap_or_default(),
            measure,
        };
        push(&mut tasks, view);
    }
    Ok(tasks)
}

fn push(tasks: &mut Vec<TaskView>, view: MeasureView) {
    let measure = &view.measure;
    let opens_section = tasks.last().is_none_or(|task| task.section != measure.section);
    match tasks.last_mut() {
        Some(task) if task.section == measure.section && task.number == measure.task_number => task.measures.push(view),
        _ => tasks.push(TaskView {
            section: measure.section.clone(),
            section_title: measure.section_title.clone(),
            number: measure.task_number.clone(),
            title: measure.task_title.clone(),
            opens_section,
            measures: vec![view],
        }),
    }
}
