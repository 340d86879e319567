//! Plans (计划): as they were issued and read, and as their review changes them.

pub mod draft_indicators;
pub mod draft_measures;
pub mod drafts;
pub mod leftovers;
pub mod measures;
pub mod plans;
