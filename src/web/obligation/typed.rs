//! What was typed into the page's forms, as text: shown again as it was when it cannot be used.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::actions::{ActionError, ReportForm, typed, typed_date, typed_number, typed_or};
use crate::domain::obligation::Stage;
use crate::domain::typed::Reason;
use crate::strings::Message;
use crate::views::ObligationPage;

/// The fields of every form of the page; each form sends its own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: String,
    pub stage: String,
    pub progress: String,
    pub figures: String,
    pub done: String,
    pub total: String,
    pub problems: String,
    pub help_needed: String,
    pub next_steps: String,
    pub evidence: String,
    pub no_change: Option<String>,
    pub then: String,
    pub reason: String,
    pub answer_by: String,
    pub as_empty: Option<String>,
    pub spoke_with: String,
    pub phone: String,
    pub answer: String,
    pub remark: String,
}

impl Typed {
    /// What the report's form starts with: the draft, else what was said last.
    pub fn last(view: &ObligationPage) -> Self {
        // What nobody can choose here is not offered.
        let offered = |stage: Option<Stage>| stage.filter(|stage| stage.is_known()).unwrap_or(Stage::InProgress);
        let stage = offered(view.item.row.obligation.stage).as_str().to_owned();
        let Some(last) = view.reports.last() else { return Self { stage, ..Self::default() } };
        let count = |count: Option<i32>| count.map(|count| count.to_string()).unwrap_or_default();
        Self {
            stage: offered(Some(last.stage)).as_str().to_owned(),
            progress: last.progress.clone(),
            figures: last.figures.clone(),
            done: count(last.done_count),
            total: count(last.total_count),
            problems: last.problems.clone(),
            help_needed: last.help_needed.clone(),
            next_steps: last.next_steps.clone(),
            evidence: last.evidence.clone(),
            ..Self::default()
        }
    }

    /// The version the page was drawn from; a page of ours always sends one.
    pub fn version(&self) -> Result<Option<i32>, ActionError> {
        self.version.parse().map(Some).map_err(|_| ActionError::conflict(Message::new("step.overtaken")))
    }

    /// The date of the answer, where one was given.
    pub fn answer_by(&self) -> Result<Option<NaiveDate>, ActionError> {
        typed_date("answer_by", &self.answer_by)
    }

    /// The reason, which must be given.
    pub fn reason(&self) -> Result<Reason, ActionError> {
        typed_or("reason", &self.reason, "step.no_reason")
    }
}

impl TryFrom<&Typed> for ReportForm {
    type Error = ActionError;

    fn try_from(form: &Typed) -> Result<Self, ActionError> {
        Ok(Self {
            stage: form.stage.parse().map_err(|_| ActionError::invalid("stage", Message::new("report.bad_stage")))?,
            progress: typed("progress", &form.progress)?,
            figures: typed("figures", &form.figures)?,
            done: typed_number("done", &form.done)?,
            total: typed_number("total", &form.total)?,
            problems: typed("problems", &form.problems)?,
            help_needed: typed("help_needed", &form.help_needed)?,
            next_steps: typed("next_steps", &form.next_steps)?,
            evidence: Some(typed("evidence", &form.evidence)?),
            no_change: form.no_change.is_some(),
        })
    }
}
