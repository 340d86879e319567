//! Cells of a task table that say what is to be reached: by a part of the year, or in a figure.

use super::body::Table;
use super::columns;
use super::figures::{apart, op, own_unit};
use super::grid::Line;
use super::holds::Holds;
use super::worded;
use crate::annex::cell::{number, year};
use crate::date;
use crate::note::{Aim, Note};
use crate::parsed::Context;
use crate::text::{Passage, Terms};
use chrono::NaiveDate;
use duban_domain::draft::{DraftIndicator, Value};

/// What the name of a column says of targets that names nothing that is measured.
const OF_TARGETS: &Terms = &Terms::new(&[
    "目标值",
    "指标值",
    "任务数",
    "计划数",
    "任务量",
    "目标数",
    "计划值",
    "预期值",
    "约束值",
    "目标任务",
    "工作目标",
    "目标",
    "指标",
    "任务",
    "计划",
    "标准",
    "要求",
    "内容",
    "措施",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
]);

impl<'t> Table<'t> {
    /// Whether a cell of content is a bare figure: it says how much of what the row names.
    pub(super) fn is_figure(&self, line: &Line<'t>, column: usize, words: Passage<'t>) -> bool {
        let figures = matches!(self.holds(column), Holds::Content | Holds::Stage | Holds::Figure);
        let told = self.holds(column) == Holds::Figure && worded::read(words).is_some(); // 达到40%
        figures && (number(words).is_some() || told) && self.measured(line).is_some()
    }

    /// What a cell says is to be reached; nothing where it is a remark.
    pub(super) fn aim(&self, line: &Line<'t>, column: usize, words: Passage<'t>) -> Option<Aim<'t>> {
        let head = self.columns.get(column)?.head?;
        if self.is_figure(line, column, words) {
            let unit = self.holding(|holds| holds == Holds::Measure).next().and_then(|at| line.own(at));
            return Some(Aim::Figure(if names_itself(head) { head } else { self.measured(line)? }, head, unit));
        }
        match self.holds(column) {
            Holds::Stage => Some(Aim::Stage(head, self.measured(line))),
            Holds::Act => Some(Aim::Act(head)),
            _ => None,
        }
    }

    /// What the row names.
    fn measured(&self, line: &Line<'t>) -> Option<Passage<'t>> {
        let level = |at: &usize| {
            let head = self.columns.get(*at).map(|column| column.name.as_str()).unwrap_or_default();
            self.holds(*at) == Holds::Content && (head.ends_with("级指标") || head == "指标名称")
        };
        let lower = (0..self.columns.len()).filter(level).filter_map(|at| line.own(at)).next_back(); // 二级指标
        if let Some(name) = lower.filter(|name| number(*name).is_none()) {
            return Some(name);
        }
        let at = self.title_column()?;
        line.own(at).or_else(|| self.above.get(at).copied().flatten())
    }
}

/// Whether the head of a column says what is measured, and not only that it is a target: 年度投资, 造林任务（亩）, 资金.
fn names_itself(head: Passage<'_>) -> bool {
    let bare = apart(head).0.to_string();
    let bare = OF_TARGETS.iter().fold(bare, |rest, word| rest.replace(word, ""));
    let measured = !bare.is_empty() && !bare.chars().all(|c| c.is_ascii_digit() || "年度季月上下半全第".contains(c));
    measured && columns::holds(&head.to_string()) != Holds::Stage
}

/// The figures that the cells of a row set.
pub(crate) fn figures(note: Option<&Note<'_>>, context: Context<'_>) -> Vec<DraftIndicator> {
    let remarks = note.into_iter().flat_map(|note| &note.remarks);
    remarks.filter_map(|remark| figure(remark.aim?, &remark.name, remark.words, context)).collect()
}

fn figure(aim: Aim<'_>, column: &str, cell: Passage<'_>, context: Context<'_>) -> Option<DraftIndicator> {
    let Aim::Figure(named, head, measured_in) = aim else { return None };
    let (name, unit) = apart(named);
    let told = worded::read(cell);
    let value = number(cell).or_else(|| told.as_ref().map(|told| told.value))?;
    let bare = number(cell).is_some();
    Some(DraftIndicator {
        name: name.brief(),
        op: told.as_ref().filter(|_| !bare).map_or_else(|| op(cell, name), |told| told.op),
        value: Some(Value::Number(value)),
        unit: told
            .and_then(|told| told.unit)
            .or_else(|| own_unit(cell))
            .or(measured_in.map(Passage::brief))
            .or(unit)
            .or_else(|| apart(head).1),
        qualifier: None,
        baseline: None,
        due: by(head, column, context),
        scope: vec![context.default_owner.to_owned()],
        quote: cell.brief(),
        span: cell.span(),
    })
}

/// Gives the figures of a cell that says what must be there by a time that time, and the name of the row to those that have a verb alone.
pub(crate) fn date_stages(found: &mut [DraftIndicator], note: Option<&Note<'_>>, context: Context<'_>) {
    const VERBS: &Terms =
        &Terms::new(&["完成", "建成", "新建", "实现", "达到", "改造", "开工", "累计完成", "力争完成", "完工"]);
    for remark in note.into_iter().flat_map(|note| &note.remarks) {
        let Some(Aim::Stage(head, row)) = remark.aim else { continue };
        let Some(due) = date::of_head(head, context.years).and_then(|date| date.due.date()) else { continue };
        let cell = remark.words.span();
        for one in found.iter_mut().filter(|one| cell.0 <= one.span.0 && one.span.1 <= cell.1) {
            one.due = one.due.or(Some(due));
            if let Some(row) = row.filter(|_| VERBS.contains(&one.name.as_str())) {
                one.name = format!("{}{}", row.brief(), one.name);
            }
        }
    }
}

/// By when: the part of the year, or the year that the head names.
fn by(head: Passage<'_>, column: &str, context: Context<'_>) -> Option<NaiveDate> {
    let end = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31);
    let named =
        year(head).map(|(year, _)| year).or_else(|| column.get(..4)?.parse().ok().filter(|_| column.contains('年')));
    let part = date::of_head(head, context.years).and_then(|date| date.due.date());
    part.filter(|_| year(head).is_none()).or_else(|| end(named?))
}
