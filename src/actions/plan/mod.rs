//! Plans (计划): imported, corrected while nobody tracks them, and confirmed.

pub(super) mod activate_plan;
pub(super) mod add_measure;
pub(super) mod assign_units;
pub(super) mod discard_draft;
pub(super) mod draft_step;
pub(super) mod edit_indicator;
pub(super) mod edit_milestone;
pub(super) mod edit_words;
pub(super) mod import_plan;
pub(super) mod place_unit;
pub(super) mod remove_measure;
pub(super) mod settle_leftover;
pub(super) mod settle_problem;
pub(super) mod unplaced;
