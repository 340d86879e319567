//! The month's table (月度调度): one row a standing obligation of a unit, prefilled with what was said last.

use super::item::{Item, Sight};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::reports::{self, Report};
use crate::domain::obligation::Stage;
use crate::domain::period::Period;

/// A row of the month's table.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The standing obligation.
    pub item: Item,
    /// What was written last: this month's draft, else the last report.
    pub last: Option<Report>,
    /// Whether this month's report is in.
    pub reported: bool,
}

/// The month's table of one unit's items; those that take no report now are left out.
///
/// # Errors
/// A database that does not answer.
pub fn month(c: &mut DbConnection, items: &[Item], sight: &Sight) -> Result<Vec<MonthRow>, ActionError> {
    let standing: Vec<&Item> = items.iter().filter(|item| item.is_standing() && item.is_open()).collect();
    let ids: Vec<i64> = standing.iter().map(|item| item.row.obligation.id).collect();
    let reports = reports::of(c, &ids)?;
    let period = Period::of(sight.today);
    Ok(standing
        .into_iter()
        .map(|item| MonthRow {
            last: reports.iter().rfind(|report| report.obligation_id == item.row.obligation.id).cloned(),
            reported: item.duty().reported >= Some(period),
            item: item.clone(),
        })
        .collect())
}

/// What the fields of the row's form start with.
impl MonthRow {
    /// The stage said last; 推进中 before anything was said.
    pub fn stage(&self) -> Stage {
        self.last.as_ref().map_or(Stage::InProgress, |report| report.stage)
    }

    /// 本月进展 said last.
    pub fn progress(&self) -> &str {
        self.said(|report| &report.progress)
    }

    /// Done, where things were counted last.
    pub fn done(&self) -> String {
        self.counted(|report| report.done_count)
    }

    /// Of so many.
    pub fn total(&self) -> String {
        self.counted(|report| report.total_count)
    }

    fn counted(&self, field: impl Fn(&Report) -> Option<i32>) -> String {
        self.last.as_ref().and_then(field).map(|count| count.to_string()).unwrap_or_default()
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

    fn said(&self, field: impl Fn(&Report) -> &String) -> &str {
        self.last.as_ref().map_or("", |report| field(report))
    }
}
