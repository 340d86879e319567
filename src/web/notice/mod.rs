//! Notices (通知): the overdue list, and what the coordinator does about it: decides, telephones.

pub(super) mod call;
pub(super) mod decision;
pub(super) mod overdue;
