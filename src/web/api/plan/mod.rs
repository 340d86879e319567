//! Plans and what stands in them.

pub(super) mod plans;
pub(super) mod tasks;
