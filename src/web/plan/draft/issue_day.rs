//! The field for the day from which on the plan is tracked, and the question about one that is long ago.

use chrono::NaiveDate;

use crate::actions::{DraftRow, long_ago};
use crate::db::plan::plans::Plan;
use crate::domain::typed::Day;
use crate::strings::Message;
use crate::views::Field;

/// The day, and whether it is meant.
pub(super) struct IssueDay {
    /// The day as it was typed; today until then.
    pub(super) field: Field,
    /// The day that was confirmed by itself.
    pub(super) meant: Field,
    /// What there is to say of the day; none where nothing is asked.
    pub(super) question: Option<Message>,
}

impl IssueDay {
    /// Today, until another day is typed.
    pub(super) fn today(today: NaiveDate) -> Self {
        let field = |column: &str, text: String| Field::new(DraftRow::Plan.field(column), text);
        Self {
            field: field("assigned_on", today.to_string()),
            meant: field("day_meant", String::new()),
            question: None,
        }
    }

    /// Looks at the day beside the plan.
    pub(super) fn asked_of(mut self, plan: &Plan, today: NaiveDate) -> Self {
        let day = self.field.text.parse::<Day>().ok().map(Day::date);
        self.question = day.and_then(|day| long_ago(plan, day, today).ok().flatten());
        if let Some(day) = day {
            self.field.text = day.to_string();
        }
        self
    }

    /// Whether this very day was confirmed.
    pub(super) fn is_meant(&self) -> bool {
        self.meant.text == self.field.text
    }

    /// Both fields, to put what was typed into them.
    pub(super) fn fields_mut(&mut self) -> [&mut Field; 2] {
        [&mut self.field, &mut self.meant]
    }
}
