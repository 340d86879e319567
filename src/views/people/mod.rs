//! People (人员): accounts as their administrator sees them.

pub(super) mod accounts;
pub(super) mod locks;
