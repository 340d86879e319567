//! What the units of a list do, and what a label says of it.

/// What the units of a list do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// 牵头.
    Lead,
    /// 主责: leads, unless somebody else does.
    Main,
    /// 配合, 参与.
    Support,
    /// 责任单位, 负责, 落实.
    Responsible,
    /// 指导.
    Guide,
    /// A list with a word that nobody knows.
    Unknown,
    /// A list without any word: a convention of the document says who leads.
    Bare,
}

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// A list of units.
    Units(Role),
    /// A deadline.
    Time,
    /// Persons, telephone numbers, remarks.
    Other,
}
