//! The form of the review, as it was sent, and its way back into the page where it was refused.

use std::collections::HashMap;

use super::issue_day::IssueDay;
use crate::actions::{DraftFault, DraftPage, DraftRow, DraftStep};
use crate::domain::typed::visible;
use crate::strings::Strings;
use crate::views::{DraftReview, drawn, mark};
use crate::web::error::WebError;
use crate::web::labels;

/// The pattern of the address that the form goes to.
const ADDRESS: &str = "/plans/{id}/review";

/// In front of a field and the text that is proposed for it, where the button says so: `take u9.same_as=自治区林业局`.
const TAKE: &str = "take ";

/// What the form has in it.
pub(super) struct Sent {
    /// Its fields, by row and column.
    pub(super) page: DraftPage,
    /// The draft's version when the page was drawn.
    pub(super) version: i32,
    /// Which button was pressed.
    pub(super) step: DraftStep,
    /// Where on the page somebody last typed.
    at: String,
    /// Fields by name, with the marks of what they were drawn with.
    drawn: HashMap<String, String>,
}

/// What was typed into a field that is no longer there.
pub(super) struct Lost {
    /// What the field was called.
    pub(super) label: String,
    /// What was typed.
    pub(super) text: String,
}

impl Sent {
    /// The form, taken apart.
    ///
    /// # Errors
    /// [`WebError::UnreadableForm`] where it is none of ours.
    pub(super) fn of(fields: Vec<(String, String)>) -> Result<Self, WebError> {
        let own: HashMap<&str, &str> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let field = |name: &str| own.get(name).copied().unwrap_or_default();
        let version = field("version").parse().map_err(|_| WebError::UnreadableForm)?;
        let taken = field("then").strip_prefix(TAKE).and_then(|rest| rest.split_once('='));
        let then = if taken.is_some() { "" } else { field("then") };
        let step = then.parse().map_err(|_| WebError::UnreadableForm)?;
        let at = field("at").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let drawn = drawn(field("seen")).map(|(name, mark)| (name.to_owned(), mark.to_owned())).collect();
        let taken = taken.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let mut page = DraftPage::of(fields);
        if taken.is_some_and(|(name, text)| !page.set(&name, text)) {
            return Err(WebError::UnreadableForm);
        }
        Ok(Self { page, version, step, at, drawn })
    }

    /// Where to go on after saving: where somebody last typed, if nothing else was done.
    pub(super) fn place(&self, changed: Option<String>) -> String {
        match self.step {
            DraftStep::Save if !self.at.is_empty() => self.at.clone(),
            _ => changed.unwrap_or_default(),
        }
    }

    /// Puts what was typed back where it was typed, and what is wrong beside it; what can be put nowhere. `older`: the page was
    /// drawn from an older draft, so that fields that nobody touched follow it.
    pub(super) fn keep(
        &self,
        view: &mut DraftReview,
        day: &mut IssueDay,
        (faults, older): (&[DraftFault], bool),
        t: &Strings,
    ) -> Vec<Lost> {
        let mut left: HashMap<String, &str> = self.page.fields().collect();
        for field in view.rows_mut().flat_map(|row| row.fields_mut()).chain(day.fields_mut()) {
            let Some(typed) = left.remove(&field.name) else { continue };
            field.keep(typed, self.drawn.get(&field.name).map(String::as_str).filter(|_| older));
            let own = faults.iter().find(|fault| fault.row.field(fault.column) == field.name);
            field.fault = own.map(|fault| fault.reason.clone());
        }
        named(left.into_iter().filter(|(name, text)| self.drawn.get(name) != Some(&mark(text))), t)
    }

    /// What was typed since the page was drawn, where there is no page any more that it could be put back into.
    pub(super) fn typed(&self, t: &Strings) -> Vec<Lost> {
        let is_typed = |(name, text): &(String, &str)| self.drawn.get(name).is_some_and(|drawn| *drawn != mark(text));
        named(self.page.fields().filter(is_typed), t)
    }
}

/// Texts with what their fields are called; blank ones are nothing that anybody typed.
fn named<'f>(fields: impl Iterator<Item = (String, &'f str)>, t: &Strings) -> Vec<Lost> {
    let written = fields.filter(|(_, text)| !text.trim().is_empty());
    let mut lost: Vec<Lost> =
        written.map(|(name, text)| Lost { label: called(&name, t), text: visible(text) }).collect();
    lost.sort_by(|one, other| (&one.label, &one.text).cmp(&(&other.label, &other.text)));
    lost
}

/// What a field is called on the page.
pub(super) fn called(name: &str, t: &Strings) -> String {
    labels::label(ADDRESS, name).map_or_else(String::new, |(key, _)| t.get(key).to_owned())
}

/// Where on the page the field of a fault is.
pub(super) fn place(fault: &DraftFault) -> String {
    match fault.row {
        DraftRow::Problem(_) => fault.row.place(),
        row => row.field(fault.column).replace('.', "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::RowStep;
    use crate::domain::id::{MilestoneId, UnitId};

    fn sent(fields: &[(&str, &str)]) -> Result<Sent, WebError> {
        Sent::of(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn a_form_says_what_it_was_drawn_from_and_which_button_was_pressed() {
        let form =
            sent(&[("version", "3"), ("then", "d5.remove"), ("d5.due", "2025-06-30"), ("at", "f-d5\"><")]).unwrap();
        let row = DraftRow::Milestone(MilestoneId::new(5));
        assert_eq!((form.version, form.step), (3, DraftStep::Row(row, RowStep::Remove)));
        assert_eq!((form.page.get(row, "due"), form.at.as_str()), (Some("2025-06-30"), "f-d5"));
        for wrong in [&[("then", "save")][..], &[("version", "x")], &[("version", "3"), ("then", "eat")]] {
            assert!(sent(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_proposal_that_is_taken_stands_in_its_field() {
        let form = sent(&[("version", "3"), ("u9.same_as", ""), ("then", "take u9.same_as=甲=乙局")]).unwrap();
        assert_eq!(form.page.get(DraftRow::Unit(UnitId::new(9)), "same_as"), Some("甲=乙局"));
        assert_eq!(form.step, DraftStep::Save);
        assert!(sent(&[("version", "3"), ("then", "take nothing=x")]).is_err());
    }
}
