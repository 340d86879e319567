//! A row of the page as it was sent: what was typed in each of its columns beside what is stored.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::row::DraftRow;

/// A row, and what was changed in it.
pub(in crate::actions) struct Cells {
    /// Which row.
    pub(in crate::actions) row: DraftRow,
    /// Each column with its text, and whether that is another one than what is stored.
    cells: Vec<(&'static str, String, bool)>,
}

impl Cells {
    /// The columns of a row; one that was not sent stays as it is.
    pub(in crate::actions) fn new(row: DraftRow, stored: Columns, typed: &BTreeMap<String, String>) -> Self {
        let cell = |(column, stored): (&'static str, String)| match typed.get(column) {
            Some(text) if text.trim() != stored.trim() => (column, text.clone(), true),
            _ => (column, stored, false),
        };
        Self { row, cells: stored.into_iter().map(cell).collect() }
    }

    /// What was typed in a column, where that is something else than what is stored.
    pub(in crate::actions) fn changed(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _, changed)| *name == column && *changed).map(|(_, text, _)| text.as_str())
    }

    /// Whether the row has a column.
    pub(in crate::actions) fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|(name, ..)| *name == column)
    }

    /// What a column says.
    pub(in crate::actions) fn text(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, ..)| *name == column).map_or("", |(_, text, _)| text.as_str())
    }

    /// Whether anything was changed.
    pub(in crate::actions) fn is_changed(&self) -> bool {
        self.cells.iter().any(|(.., changed)| *changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_sent_or_not_touched_is_no_change() {
        let stored =
            vec![("due", "2025-06-30".to_owned()), ("owed_by", "甲局".to_owned()), ("what", " 名录 ".to_owned())];
        let typed = [("due", "2025-07-31"), ("what", "名录")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        let cells = Cells::new(DraftRow::Plan, stored, &BTreeMap::from(typed));
        assert_eq!(
            (cells.changed("due"), cells.changed("owed_by"), cells.changed("what")),
            (Some("2025-07-31"), None, None)
        );
        assert_eq!((cells.text("owed_by"), cells.text("other")), ("甲局", ""));
        assert!(cells.is_changed());
    }
}
