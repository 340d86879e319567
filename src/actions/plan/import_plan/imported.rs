//! What an import has stored.

use crate::actions::FanOut;
use crate::domain::id::PlanId;

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The plan's key.
    pub plan_id: PlanId,
    /// Numbered tasks.
    pub tasks: usize,
    /// Measures.
    pub measures: usize,
    /// Assignments after fan-out to cities.
    pub assignments: usize,
    /// Milestones, undated ones included.
    pub milestones: usize,
    /// Indicators, the annex's rows included.
    pub indicators: usize,
    /// Doubts of the compiler.
    pub problems: usize,
    /// Obligations, where the plan was activated.
    pub fan_out: Option<FanOut>,
}

impl Imported {
    /// Nothing so far, of a plan that has just got its key.
    pub(super) fn nothing_of(plan_id: PlanId) -> Self {
        let (tasks, measures, assignments, milestones) = (0, 0, 0, 0);
        Self { plan_id, tasks, measures, assignments, milestones, indicators: 0, problems: 0, fan_out: None }
    }
}
