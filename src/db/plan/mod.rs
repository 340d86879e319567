//! Plans (计划): as they were issued and read, and as their review changes them.

pub mod choosing;
pub(crate) mod draft_groups;
pub(crate) mod draft_indicators;
pub mod draft_measures;
pub mod draft_open;
pub(crate) mod draft_weights;
pub(crate) mod drafts;
pub mod identity;
pub(crate) mod leftovers;
pub mod measures;
pub mod plans;
pub mod rhythm;
