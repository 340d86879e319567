//! What was typed into the page's forms, as text: shown again as it was when it cannot be used.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::actions::{ActionError, TypedReport, typed_date, typed_or};
use crate::domain::obligation::Stage;
use crate::domain::typed::Reason;
use crate::strings::Message;
use crate::views::ObligationPage;
use crate::web::form::pressed;

/// The fields of every form of the page; each form sends its own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub version: String,
    /// The month of the round that a report answers; empty where the rule decides.
    pub round: String,
    /// What the report's form sends.
    #[serde(flatten)]
    pub report: TypedReport,
    pub then: String,
    pub reason: String,
    pub answer_by: String,
    pub as_empty: Option<String>,
    pub at_once: Option<String>,
    pub spoke_with: String,
    pub phone: String,
    pub answer: String,
    /// Of the page that it was typed on: its call is recorded once.
    pub once_key: String,
    pub remark: String,
    pub choice: String,
}

impl Typed {
    /// What the report's form starts with: the draft, else what was said last.
    pub(super) fn last(view: &ObligationPage) -> Self {
        let last = view.reports.last();
        let blank = || TypedReport::blank(view.item.row.obligation.stage);
        Self { report: last.map_or_else(blank, |last| TypedReport::again(&last.fields)), ..Self::default() }
    }

    /// What is said when it is done: a report that is kept, or that is a note of progress, hands nothing in.
    pub(super) fn done(&self, done: &'static str) -> &'static str {
        match (self.then.as_str(), self.report.stage.parse()) {
            ("save", _) => "saved",
            ("claim", _) => "claim_withdrawn",
            ("submit", Ok(Stage::Done)) => done,
            ("submit", _) => "noted",
            _ => done,
        }
    }

    /// That a button of the form was pressed, and not the one that Enter presses in a box.
    pub(in crate::web) fn pressed(&self) -> Result<(), ActionError> {
        pressed(&self.then)
    }

    /// The version the page was drawn from; a page of ours always sends one.
    pub(super) fn version(&self) -> Result<Option<i32>, ActionError> {
        self.version.parse().map(Some).map_err(|_| ActionError::conflict(Message::new("step.overtaken")))
    }

    /// The date of the answer, where one was given.
    pub(super) fn answer_by(&self) -> Result<Option<NaiveDate>, ActionError> {
        typed_date("answer_by", &self.answer_by)
    }

    /// The reason, which must be given.
    pub(in crate::web) fn reason(&self) -> Result<Reason, ActionError> {
        typed_or("reason", &self.reason, "step.no_reason")
    }
}
