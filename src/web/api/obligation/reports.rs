//! 报送.

use serde::Deserialize;
use utoipa::ToSchema;

use super::filter::{read, words};
use crate::actions::{ActionError, typed};
use crate::db::obligation::reports::ReportFields;
use crate::domain::obligation::Stage;
use crate::strings::Message;
use crate::web::api::schema;

/// A report, by the fields of the monthly 调度.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct NewReport {
    /// How far the work is.
    #[schema(schema_with = schema::stage)]
    stage: Option<String>,
    /// 本月进展; needed to hand it in, unless there is no change.
    progress: String,
    /// 累计数据.
    figures: String,
    /// Done, where things can be counted.
    done: Option<i32>,
    /// Of so many.
    total: Option<i32>,
    /// 存在问题.
    problems: String,
    /// 需自治区协调事项.
    help_needed: String,
    /// 下一步措施.
    next_steps: String,
    /// 佐证材料.
    evidence: String,
    /// 无新进展.
    no_change: bool,
    /// `true` hands it in, `false` keeps a draft.
    #[schema(value_type = bool)]
    submit: Option<bool>,
    /// The month of the round that it answers: `2024-06`; without it the oldest open one that has no report.
    pub round: Option<String>,
    /// The version the caller saw; not needed with `If-Match`.
    pub version: Option<i32>,
}

/// What is reported, and whether it is handed in.
impl TryFrom<NewReport> for (ReportFields, bool) {
    type Error = ActionError;

    fn try_from(given: NewReport) -> Result<Self, ActionError> {
        let stage = read::<Stage>("stage", given.stage.as_deref(), &words(Stage::ALL))?;
        let report = ReportFields {
            stage: stage.ok_or_else(|| missing("stage"))?,
            progress: typed("progress", &given.progress)?,
            figures: typed("figures", &given.figures)?,
            done_count: given.done,
            total_count: given.total,
            problems: typed("problems", &given.problems)?,
            help_needed: typed("help_needed", &given.help_needed)?,
            next_steps: typed("next_steps", &given.next_steps)?,
            evidence: typed("evidence", &given.evidence)?,
            no_change: given.no_change,
        };
        Ok((report, given.submit.ok_or_else(|| missing("submit"))?))
    }
}

/// A field without which nothing can be done.
pub(crate) fn missing(field: &'static str) -> ActionError {
    ActionError::invalid(field, Message::new("api.missing").with("field", field))
}
