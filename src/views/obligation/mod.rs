//! Obligations (责任事项) as they stand today: one, a list, the month, the first pages of who works with them.

pub(super) mod brief;
pub(super) mod desk;
pub(super) mod item;
pub(super) mod listing;
pub(super) mod month;
pub(super) mod my_work;
pub(super) mod progress;
pub(super) mod review;
pub(super) mod turnout;
pub(super) mod unit_month;
pub(super) mod whole;
