//! Plans (计划): the page of one, the import, the review of a draft.

pub(super) mod draft;
pub(super) mod file;
pub(super) mod import;
pub(super) mod plans;
pub(super) mod tasks;
