//! What the form of the page has in it.

use std::collections::BTreeMap;

use super::row::DraftRow;
use crate::domain::id::ProblemId;

/// The fields of a page by row and column, as they were typed. Each is read as a value of its type where its row is saved, so that
/// all that is wrong can be said at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftPage {
    rows: BTreeMap<DraftRow, BTreeMap<String, String>>,
    doubts: Vec<ProblemId>,
}

/// The field that names the doubts which the page shows and nobody has looked at.
const DOUBTS: &str = "doubts";

impl DraftPage {
    /// The fields of a form whose names are those of rows: `d5.due`; others are passed over.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut page = Self::default();
        for (name, text) in fields {
            if name == DOUBTS {
                page.doubts = text.split(' ').filter_map(|id| id.parse().ok()).map(ProblemId::new).collect();
            } else {
                page.set(&name, text);
            }
        }
        page
    }

    /// Puts a text into a field; false where the name is that of no field.
    pub fn set(&mut self, name: &str, text: impl Into<String>) -> bool {
        let Some((row, column)) = name.split_once('.') else { return false };
        let Ok(row) = row.parse() else { return false };
        // Browsers send line ends as CR LF.
        let text = text.into().replace("\r\n", "\n");
        self.rows.entry(row).or_default().insert(column.to_owned(), text);
        true
    }

    /// What a field has in it, where the page has the field.
    pub fn get(&self, row: DraftRow, column: &str) -> Option<&str> {
        self.rows.get(&row)?.get(column).map(String::as_str)
    }

    /// Every field: its name and what it has in it.
    pub fn fields(&self) -> impl Iterator<Item = (String, &str)> {
        self.rows.iter().flat_map(|(row, cells)| cells.iter().map(|(column, text)| (row.field(column), text.as_str())))
    }

    /// The doubts that the page shows and nobody has looked at.
    pub(in crate::actions) fn doubts(&self) -> &[ProblemId] {
        &self.doubts
    }

    /// The rows of the page, in the order in which they are saved.
    pub(in crate::actions) fn rows(&self) -> impl Iterator<Item = (DraftRow, &BTreeMap<String, String>)> {
        self.rows.iter().map(|(row, cells)| (*row, cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::MilestoneId;

    #[test]
    fn fields_are_found_by_row_and_column_and_others_are_passed_over() {
        let fields = [("form_secret", "x"), ("d5.deliverable", "甲\r\n乙"), ("d5.due", ""), ("then", "d5.remove")];
        let page = DraftPage::of(fields.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let row = DraftRow::Milestone(MilestoneId::new(5));
        assert_eq!((page.get(row, "deliverable"), page.get(row, "due")), (Some("甲\n乙"), Some("")));
        assert_eq!((page.get(row, "owed_by"), page.get(DraftRow::Plan, "title")), (None, None));
        assert_eq!(page.fields().count(), 2);
    }
}
