//! Plans (计划) as they were read, and drafts as they can be corrected.

pub(super) mod draft_fields;
pub(super) mod draft_head;
pub(super) mod draft_open;
pub(super) mod draft_parts;
pub(super) mod draft_review;
pub(super) mod draft_units;
pub(super) mod field;
pub(super) mod plans;
pub(super) mod source_pieces;
pub(super) mod tasks;
