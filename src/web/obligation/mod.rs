//! Obligations (责任事项): the page of one with its steps, and the pages of those who work with them.

pub(super) mod brief;
pub(in crate::web) mod cursor;
pub(super) mod desk;
pub(super) mod ledger;
pub(super) mod month;
mod month_form;
pub(super) mod my_work;
pub(super) mod review;
mod round_words;
pub(in crate::web) mod sorted_cursor;
pub(super) mod steps;
pub(super) mod typed;
pub(super) mod unit_month;
pub(super) mod whole;
