//! What bodies do.

use crate::text::Passage;
use crate::verbs::{Tells, verb_at};

/// What the names of departments end with, for that.
const DEPARTMENTS: &str = "厅局委办署府";

/// Whether a verb for what a body does stands at `at`.
pub(super) fn is_verb_at(clause: Passage<'_>, at: usize) -> bool {
    verb_at(clause, at, Tells::OfBodies).is_some()
}

/// Whether one stands behind a name that ends at `at`.
pub(super) fn follows(clause: Passage<'_>, at: usize) -> bool {
    let department = clause.before(at).is_some_and(|c| DEPARTMENTS.contains(c));
    is_verb_at(clause, at) || (department && verb_at(clause, at, Tells::OfDepartments).is_some())
}
