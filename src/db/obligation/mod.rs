//! Obligations (责任事项): what is owed, what was reported, the table of everything.

pub(crate) mod clocked;
pub mod counts;
pub mod lamps;
pub mod ledger;
pub mod obligations;
pub(crate) mod owing;
pub mod reports;
pub mod rounds;
pub(in crate::db) mod running;
pub mod search;
pub mod sorting;
pub mod tally;
pub(crate) mod texts;
pub mod ties;
pub(crate) mod wanted;
