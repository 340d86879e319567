//! The month's table (月度调度): one row a standing obligation of a unit, prefilled with what was said last.

use super::item::{Item, Sight};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::obligation::reports::{self, Report, ReportFields};
use crate::domain::id::ObligationId;
use crate::domain::obligation::Stage;
use crate::domain::period::Period;

/// A row of the month's table.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The standing obligation.
    pub item: Item,
    /// What was written last: this month's draft, else the last report.
    pub last: Option<ReportFields>,
    /// Whether this month's report is in.
    pub reported: bool,
    /// What a refused form held beside the texts: counts as typed, and whether 无新进展 was ticked.
    pub typed: Option<TypedRow>,
    /// Whether it is the one for which the form was refused.
    pub refused: bool,
}

/// What a refused row held beside its texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedRow {
    /// Done, as typed.
    pub done: String,
    /// Of so many, as typed.
    pub total: String,
    /// 无新进展.
    pub no_change: bool,
    /// Left for another time.
    pub leave_out: bool,
}

/// The month's table of one unit's items; those that take no report now are left out. Drafts are for those who may hand
/// them in.
pub fn month(
    c: &mut DbConnection,
    items: &[Item],
    sight: &Sight,
    sees_drafts: bool,
) -> Result<Vec<MonthRow>, ActionError> {
    let period = Period::of(sight.today);
    let standing: Vec<&Item> = items.iter().filter(|item| item.is_standing() && item.reports_in(period)).collect();
    let ids: Vec<ObligationId> = standing.iter().map(|item| item.row.obligation.id).collect();
    let reports = reports::of(c, &ids)?;
    let shown = |report: &&Report, item: &Item| {
        report.obligation_id == item.row.obligation.id && (report.submitted_at.is_some() || sees_drafts)
    };
    Ok(standing
        .into_iter()
        .map(|item| MonthRow {
            last: reports.iter().rfind(|report| shown(report, item)).map(|report| report.fields.clone()),
            reported: item.duty().reported >= Some(period),
            typed: None,
            refused: false,
            item: item.clone(),
        })
        .collect())
}

/// What the fields of the row's form start with.
impl MonthRow {
    /// The stage said last; 推进中 before anything was said, and for a word that nobody can choose here.
    pub fn stage(&self) -> Stage {
        self.last.as_ref().map(|report| report.stage).filter(|stage| stage.is_known()).unwrap_or(Stage::InProgress)
    }

    /// 本月进展 said last.
    pub fn progress(&self) -> &str {
        self.said(|report| &report.progress)
    }

    /// Done, where things were counted last.
    pub fn done(&self) -> String {
        self.typed.as_ref().map_or_else(|| self.counted(|report| report.done_count), |typed| typed.done.clone())
    }

    /// Of so many.
    pub fn total(&self) -> String {
        self.typed.as_ref().map_or_else(|| self.counted(|report| report.total_count), |typed| typed.total.clone())
    }

    fn counted(&self, field: impl Fn(&ReportFields) -> Option<i32>) -> String {
        self.last.as_ref().and_then(field).map(|count| count.to_string()).unwrap_or_default()
    }

    /// Whether 无新进展 was ticked in a refused form.
    pub fn is_ticked(&self) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.no_change)
    }

    /// Whether the row was left out of a refused form.
    pub fn is_left_out(&self) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.leave_out)
    }

    /// 累计数据 said last.
    pub fn figures(&self) -> &str {
        self.said(|report| &report.figures)
    }

    /// 存在问题 said last.
    pub fn problems(&self) -> &str {
        self.said(|report| &report.problems)
    }

    /// 需自治区协调事项 said last.
    pub fn help_needed(&self) -> &str {
        self.said(|report| &report.help_needed)
    }

    /// 下一步措施 said last.
    pub fn next_steps(&self) -> &str {
        self.said(|report| &report.next_steps)
    }

    fn said(&self, field: impl Fn(&ReportFields) -> &String) -> &str {
        self.last.as_ref().map_or("", |report| field(report))
    }
}
