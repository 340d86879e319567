//! Obligations (责任事项): the steps that a unit and its reviewers take.

pub(super) mod acknowledge;
pub(super) mod file_month;
pub(super) mod lamp_rules;
pub(super) mod lighting;
pub(super) mod not_applicable;
pub(super) mod open_rounds;
pub(super) mod reopen_obligation;
pub(super) mod review_report;
pub(super) mod rounds_of;
pub(super) mod submit_report;
pub(super) mod take_step;
pub(super) mod typed_report;
pub(super) mod withdraw_report;
pub(super) mod wording;
