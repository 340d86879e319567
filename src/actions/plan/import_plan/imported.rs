//! What an import has stored.

use crate::actions::FanOut;

/// What was stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The plan's key.
    pub plan_id: i64,
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
