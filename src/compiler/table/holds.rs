//! What the columns of a task table may hold.

use crate::roles::Role;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// The number of a task.
    Number,
    /// What several tasks belong to: 类别, 领域.
    Chapter,
    /// The name of a task.
    Title,
    /// What is to be done.
    Content,
    /// Units.
    Units(Role),
    /// By when.
    Time,
    /// What must be there by a part of the year that its name tells: 一季度.
    Stage,
    /// When that is done which its name tells: 开工时间, 可研批复.
    Act,
    /// A figure to be reached.
    Figure,
    /// The unit of measure of the figures beside it.
    Measure,
    /// How far it is, in words.
    Progress,
    /// How far it is, in one word: 已完成.
    State,
    /// Persons, telephone numbers, remarks: kept in words.
    Remark,
    /// Nobody knows.
    Unknown,
}

impl Holds {
    /// Whether a name that holds this is that of a column: 开工 may as well stand in a cell.
    pub(crate) fn tells_a_head(self) -> bool {
        !matches!(self, Holds::Unknown | Holds::Act)
    }
}
