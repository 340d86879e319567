//! Governments where they stand in a clause, without those whom a bracket behind them leaves out.

use super::subject::Subject;
use super::{area, except, government};
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// A government, or all of them, at `at`; without those whom a bracket behind it leaves out.
pub(crate) fn government_at(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let government = government::plain_at(clause, at, registry);
    government.map(|subject| except::in_bracket(subject, clause, registry)).or_else(|| area::at(clause, at, registry))
}
