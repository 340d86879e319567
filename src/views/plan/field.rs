//! Fields of a form as a page draws them: what is typed beside what is stored.

use crate::actions::{Columns, DraftRow};
use crate::strings::Message;
use crate::views::marks::mark;

/// A field: what it has in it, and what is stored in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name in the form: `d5.due`.
    pub name: String,
    /// What it has in it.
    pub text: String,
    /// What is wrong with that.
    pub fault: Option<Message>,
    /// What is stored.
    saved: String,
    /// Whether somebody else has stored that since the page was drawn on which the text was typed.
    overtaken: bool,
}

impl Field {
    /// A field with what is stored.
    pub fn new(name: String, stored: impl Into<String>) -> Self {
        let saved = stored.into();
        Self { name, text: saved.clone(), saved, ..Self::default() }
    }

    /// By which a page knows it.
    pub fn id(&self) -> String {
        self.name.replace('.', "-")
    }

    /// What is stored.
    pub fn saved(&self) -> &str {
        &self.saved
    }

    /// Whether it has something in it that is not stored.
    pub fn is_unsaved(&self) -> bool {
        self.text.trim() != self.saved.trim()
    }

    /// What is stored by now, where somebody else was faster and it is something else than what was typed.
    pub fn stored(&self) -> Option<&str> {
        (self.overtaken && self.is_unsaved()).then_some(self.saved.as_str())
    }

    /// Whether anything is to be seen of it besides what is stored.
    pub fn is_touched(&self) -> bool {
        self.is_unsaved() || self.fault.is_some()
    }

    /// Puts what was typed into the field. `drawn`: the mark of what was stored when the page was drawn. What nobody has touched
    /// on a page that is older than what is stored follows it.
    pub fn keep(&mut self, typed: &str, drawn: Option<&str>) {
        if drawn == Some(mark(typed).as_str()) {
            return;
        }
        self.overtaken = drawn.is_some_and(|drawn| drawn != mark(&self.saved));
        typed.clone_into(&mut self.text);
    }
}

/// The fields of a row with the marks of what is stored, in one text: what a page sends back of what it was drawn with.
pub fn seen(row: &FormRow) -> String {
    row.fields().map(|field| format!("{}={}", field.name, mark(&field.saved))).collect::<Vec<_>>().join(" ")
}

/// The fields of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// Which row.
    pub row: DraftRow,
    /// Its fields by column.
    fields: Vec<(&'static str, Field)>,
}

impl FormRow {
    /// A row with what is stored.
    pub fn new(row: DraftRow, columns: Columns) -> Self {
        let field = |(column, text): (&'static str, String)| (column, Field::new(row.field(column), text));
        Self { row, fields: columns.into_iter().map(field).collect() }
    }

    /// The field of a column; a blank one where there is no such column.
    pub fn field(&self, column: &str) -> Field {
        self.fields.iter().find(|(name, _)| *name == column).map(|(_, field)| field.clone()).unwrap_or_default()
    }

    /// Whether anything is to be seen in one of these columns besides what is stored.
    pub fn is_touched(&self, columns: &[&str]) -> bool {
        self.fields.iter().any(|(name, field)| columns.contains(name) && field.is_touched())
    }

    /// The same of all its columns.
    pub fn is_touched_anywhere(&self) -> bool {
        self.fields.iter().any(|(_, field)| field.is_touched())
    }

    /// Its fields.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().map(|(_, field)| field)
    }

    /// The same, to put what was typed into them.
    pub fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        self.fields.iter_mut().map(|(_, field)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(stored: &str) -> Field {
        Field::new("m1.lead".to_owned(), stored)
    }

    #[test]
    fn what_was_typed_is_kept_and_marked() {
        let mut kept = field("甲局");
        kept.keep("甲局 ", None);
        assert!(!kept.is_unsaved() && kept.stored().is_none());
        kept.keep("乙局", None);
        assert_eq!((kept.text.as_str(), kept.saved(), kept.is_unsaved(), kept.stored()), ("乙局", "甲局", true, None));
    }

    #[test]
    fn of_an_older_page_what_was_not_touched_follows_and_what_was_stands_beside_what_is_stored() {
        let drawn = mark("甲局\r\n丙局");
        assert_eq!(drawn, mark(" 甲局\n丙局 "), "line ends and what is blank around it do not count");
        let mut untouched = field("丁局");
        untouched.keep("甲局\n丙局", Some(&drawn));
        assert_eq!((untouched.text.as_str(), untouched.stored()), ("丁局", None));
        let mut both = field("丁局");
        both.keep("乙局", Some(&drawn));
        assert_eq!((both.text.as_str(), both.stored()), ("乙局", Some("丁局")));
        let mut mine = field("甲局\n丙局");
        mine.keep("乙局", Some(&drawn));
        assert_eq!((mine.text.as_str(), mine.stored(), mine.is_unsaved()), ("乙局", None, true));
    }
}
