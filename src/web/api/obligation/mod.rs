//! Obligations and their steps.

pub(super) mod detail;
pub(super) mod filter;
pub(super) mod item;
pub(super) mod obligations;
pub(super) mod reports;
pub(super) mod steps;
