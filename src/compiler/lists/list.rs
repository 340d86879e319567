//! A list of units, as a note has it.

use crate::roles::Role;
use crate::text::Passage;

/// A list of units with its role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List<'t> {
    /// What they do.
    pub(crate) role: Role,
    /// Their names, as written.
    pub(crate) names: Passage<'t>,
    /// The words behind them: 按职责负责.
    pub(crate) duty: Option<Passage<'t>>,
}
