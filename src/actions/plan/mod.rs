//! Plans (计划): imported, corrected while nobody tracks them, and confirmed.

pub(super) mod activate_plan;
mod add_measure;
mod add_unit;
mod answer_guess;
pub(super) mod appoint_office;
mod assign_units;
mod confirm_unit;
pub(super) mod discard_draft;
pub(super) mod draft_page;
mod edit_indicator;
mod edit_milestone;
pub(super) mod edit_plan;
mod edit_words;
mod expand_group;
pub(super) mod handed_out;
pub(super) mod import_plan;
mod in_draft;
mod known_names;
mod place_unit;
mod remove_measure;
mod same_plan;
pub(super) mod save_draft;
mod settle_leftover;
mod settle_problem;
pub(super) mod still_open;
pub(super) mod unit_names;
pub(super) mod unplaced;
