//! Notices (通知): the overdue list.

pub(super) mod overdue;
