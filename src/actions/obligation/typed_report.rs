//! A report as text, as the fields of a form hold it: what was said last to begin with, what was typed when it is refused.

use serde::Deserialize;

use crate::actions::{ActionError, chosen, typed, typed_number};
use crate::db::obligation::reports::ReportFields;
use crate::domain::obligation::Stage;
use crate::domain::period::Period;
use crate::strings::Message;

/// The fields of the monthly 调度 as typed; a field that is not sent is blank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TypedReport {
    /// How far the work is, in the domain's word.
    pub stage: String,
    /// 本月进展.
    pub progress: String,
    /// 累计数据.
    pub figures: String,
    /// Done, where things can be counted.
    pub done: String,
    /// Of so many.
    pub total: String,
    /// 存在问题.
    pub problems: String,
    /// 需自治区协调事项.
    pub help_needed: String,
    /// 下一步措施.
    pub next_steps: String,
    /// 佐证材料.
    pub evidence: String,
    /// 无新进展: anything where it was ticked.
    pub no_change: Option<String>,
}

impl TypedReport {
    /// What a form starts with where nothing was said yet; a stage that nobody can choose here is not offered.
    pub fn blank(stage: Option<Stage>) -> Self {
        let stage = stage.filter(|stage| stage.is_known()).unwrap_or(Stage::InProgress);
        Self { stage: stage.as_str().to_owned(), ..Self::default() }
    }

    /// What a form starts with where something was said: the same again, but never that nothing changed.
    pub fn again(last: &ReportFields) -> Self {
        let count = |count: Option<i32>| count.map(|count| count.to_string()).unwrap_or_default();
        Self {
            progress: last.progress.to_string(),
            figures: last.figures.to_string(),
            done: count(last.done_count),
            total: count(last.total_count),
            problems: last.problems.to_string(),
            help_needed: last.help_needed.to_string(),
            next_steps: last.next_steps.to_string(),
            evidence: last.evidence.to_string(),
            ..Self::blank(Some(last.stage))
        }
    }

    /// The text of a field, as the form names it; nothing where there is no such field.
    pub fn field(&self, name: &str) -> &str {
        match name {
            "stage" => &self.stage,
            "progress" => &self.progress,
            "figures" => &self.figures,
            "done" => &self.done,
            "total" => &self.total,
            "problems" => &self.problems,
            "help_needed" => &self.help_needed,
            "next_steps" => &self.next_steps,
            "evidence" => &self.evidence,
            _ => "",
        }
    }

    /// The fields of the month's table, with the names that its form gives them.
    pub fn columns_mut(&mut self) -> [(&'static str, &mut String); 8] {
        [
            ("stage", &mut self.stage),
            ("progress", &mut self.progress),
            ("figures", &mut self.figures),
            ("done", &mut self.done),
            ("total", &mut self.total),
            ("problems", &mut self.problems),
            ("help_needed", &mut self.help_needed),
            ("next_steps", &mut self.next_steps),
        ]
    }

    /// What it says.
    ///
    /// # Errors
    /// [`ActionError::Invalid`] with the field that cannot be used.
    pub fn read(&self) -> Result<ReportFields, ActionError> {
        Ok(ReportFields {
            stage: match self.stage.as_str() {
                "" => return Err(ActionError::invalid("stage", Message::new("report.no_stage"))),
                stage => chosen("stage", stage, ("stage", Stage::ALL))?,
            },
            progress: typed("progress", &self.progress)?,
            figures: typed("figures", &self.figures)?,
            done_count: typed_number("done", &self.done)?,
            total_count: typed_number("total", &self.total)?,
            problems: typed("problems", &self.problems)?,
            help_needed: typed("help_needed", &self.help_needed)?,
            next_steps: typed("next_steps", &self.next_steps)?,
            evidence: typed("evidence", &self.evidence)?,
            no_change: self.no_change.is_some(),
        })
    }
}

/// The round that was chosen, as a form sends it: its month; nothing where the rule decides.
///
/// # Errors
/// [`ActionError::Invalid`] for a text that is no month.
pub fn typed_round(text: &str) -> Result<Option<Period>, ActionError> {
    match text.trim() {
        "" => Ok(None),
        month => {
            let read = month.parse::<Period>().map(Some);
            read.map_err(|_| ActionError::invalid("round", Message::new("round.not_open")))
        }
    }
}
