//! Obligations and their steps.

pub(super) mod acknowledgement;
pub(super) mod detail;
pub(super) mod filter;
pub(super) mod item;
pub(super) mod not_applicable;
pub(super) mod obligations;
pub(super) mod reopening;
pub(super) mod reports;
pub(super) mod review;
pub(super) mod step;
