//! Who is late, and who was telephoned.

pub(super) mod calls;
pub(super) mod overdue;
pub(super) mod proposals;
