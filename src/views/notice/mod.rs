//! Notices (通知): who is late and was told, who will be told next.

pub(super) mod gap;
pub(super) mod overdue;
pub(super) mod replay;
pub(super) mod rung;
pub(super) mod telling;
