//! A draft as an outline for people.

use std::fmt::{self, Display, Write};

use crate::domain::draft::{
    CityTarget, Draft, DraftIndicator, DraftMeasure, DraftMilestone, DraftTask, Leftover, Problem, Value, body,
};
use crate::domain::plan::{Comparator, MilestoneKind, Severity};

/// So much of a leftover is shown.
const LEFTOVER: usize = 60;

/// The draft in Chinese: tasks with units, milestones and indicators, city targets, problems, counts.
pub(super) fn render(draft: &Draft) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write_draft(&mut out, draft);
    out
}

fn write_draft(out: &mut String, draft: &Draft) -> fmt::Result {
    let year = draft.plan.year.map_or_else(|| "不明".to_owned(), |y| y.to_string());
    let year = draft.plan.last_year.map_or(year.clone(), |last| format!("{year}—{last}"));
    writeln!(out, "{}", or_dash(&draft.plan.title))?;
    writeln!(out, "年度：{year}　地区：{}", draft.plan.region.as_deref().unwrap_or("不明"))?;
    draft.plan.indicators.iter().try_for_each(|i| writeln!(out, "总目标：{}", indicator(i)))?;
    draft.tasks.iter().try_for_each(|task| write_task(out, task))?;
    write_city_targets(out, &draft.city_targets)?;
    write_problems(out, &draft.problems)?;
    write_leftovers(out, &draft.leftovers)?;
    write_counts(out, draft)
}

/// What is in doubt and what is left over.
pub(super) fn rest(draft: &Draft) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write_problems(&mut out, &draft.problems).and_then(|()| write_leftovers(&mut out, &draft.leftovers));
    out
}

fn write_task(out: &mut String, task: &DraftTask) -> fmt::Result {
    let under = if task.section_title.is_empty() { String::new() } else { format!("〔{}〕", task.section_title) };
    writeln!(out, "\n{}{}{}　{}", task.section, under, task.number, or_dash(&task.title))?;
    task.measures.iter().try_for_each(|measure| write_measure(out, &task.title, measure))
}

fn write_measure(out: &mut String, title: &str, measure: &DraftMeasure) -> fmt::Result {
    let opening = || format!("{}…", first_characters(body(&measure.text, title), 24));
    let heading = measure.subtitle.clone().unwrap_or_else(opening);
    writeln!(out, "  措施{}　{heading}", measure.index)?;
    for (role, units) in [("牵头", &measure.lead), ("配合", &measure.support), ("责任", &measure.responsible)] {
        if !units.is_empty() {
            writeln!(out, "    {role}：{}", units.join("、"))?;
        }
    }
    if !measure.guide.is_empty() {
        writeln!(out, "    指导：{}", measure.guide.join("、"))?;
    }
    if !measure.proposed.is_empty() {
        writeln!(out, "    待确认的市：{}", measure.proposed.join("、"))?;
    }
    if !measure.notes.is_empty() {
        writeln!(out, "    说明：{}", measure.notes)?;
    }
    measure.milestones.iter().try_for_each(|m| writeln!(out, "    节点：{}", milestone(m)))?;
    measure.indicators.iter().try_for_each(|i| writeln!(out, "    指标：{}", indicator(i)))
}

fn milestone(milestone: &DraftMilestone) -> String {
    let due = milestone.due.map_or_else(|| "日期待定".to_owned(), |d| d.to_string());
    let kind = match milestone.kind {
        MilestoneKind::Deliverable => "交付",
        MilestoneKind::Target => "达标",
        MilestoneKind::Ongoing => "常年",
        MilestoneKind::Conditional => "视条件",
        MilestoneKind::Unknown(word) => word.as_str(),
    };
    let owed = milestone.owed_by.join("、");
    format!("{due}（{}，{kind}）{owed}：{}", milestone.phrase, milestone.deliverable)
}

fn indicator(indicator: &DraftIndicator) -> String {
    let sign = match indicator.op {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::Equal => "＝",
        Comparator::Above => "＞",
        Comparator::Below => "＜",
        Comparator::Up => "↑",
        Comparator::Down => "↓",
        Comparator::Unknown(word) => word.as_str(),
    };
    let value = match indicator.value {
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::Range(from, to)) => format!("{from}—{to}"),
        None => String::new(),
    };
    let extra: Vec<String> =
        [indicator.qualifier.clone(), indicator.baseline.clone(), indicator.due.map(|d| d.to_string())]
            .into_iter()
            .flatten()
            .collect();
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let extra = if extra.is_empty() { String::new() } else { format!("（{}）", extra.join("，")) };
    format!("{} {sign}{value}{unit}{extra}〔{}〕", indicator.name, indicator.scope.join("、"))
}

fn write_city_targets(out: &mut String, rows: &[CityTarget]) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n各市目标")?;
    for row in rows {
        let targets: Vec<String> = row.targets.iter().map(|(name, value)| format!("{name} {value}")).collect();
        writeln!(out, "  {}：{}", row.city, targets.join("，"))?;
    }
    Ok(())
}

fn write_problems(out: &mut String, problems: &[Problem]) -> fmt::Result {
    if problems.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n问题")?;
    for problem in problems {
        let severity = match problem.severity {
            Severity::Error => "错误",
            Severity::Warning => "存疑",
            Severity::Note => "说明",
            Severity::Unknown(word) => word.as_str(),
        };
        let quote = first_characters(&problem.quote, 24);
        writeln!(out, "  [{severity}] 第{}字 “{quote}”：{}", problem.span.0 + 1, problem.message)?;
    }
    Ok(())
}

/// What nothing was read from.
fn write_leftovers(out: &mut String, leftovers: &[Leftover]) -> fmt::Result {
    if leftovers.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n未列入的文字")?;
    leftovers.iter().try_for_each(|left| {
        let words = left.quote.replace(['\n', '\t'], " ");
        let more = if words.chars().count() > LEFTOVER { "…" } else { "" };
        writeln!(out, "  第{}字 “{}{more}”", left.span.0 + 1, first_characters(&words, LEFTOVER))
    })
}

fn write_counts(out: &mut String, draft: &Draft) -> fmt::Result {
    let measures: Vec<&DraftMeasure> = draft.tasks.iter().flat_map(|t| &t.measures).collect();
    let assigned = |units: fn(&DraftMeasure) -> usize| measures.iter().map(|m| units(m)).sum::<usize>();
    let milestones = measures.iter().flat_map(|m| &m.milestones);
    let (dated, undated): (Vec<_>, Vec<_>) = milestones.partition(|m| m.due.is_some());
    let indicators: usize = measures.iter().map(|m| m.indicators.len()).sum();
    writeln!(
        out,
        "\n共 {} 项任务，{} 条措施；牵头 {}、配合 {}、责任 {} 家次；有日期的节点 {} 个、待定 {} 个；指标 {} 个；各市目标 {} 行；单位 {} 家；问题 {} 条；未列入 {} 段",
        draft.tasks.len(),
        measures.len(),
        assigned(|m| m.lead.len()),
        assigned(|m| m.support.len()),
        assigned(|m| m.responsible.len()),
        dated.len(),
        undated.len(),
        indicators,
        draft.city_targets.len(),
        draft.units.len(),
        draft.problems.len(),
        draft.leftovers.len(),
    )
}

/// The beginning of a text.
pub(super) fn first_characters(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn or_dash(text: &str) -> impl Display + '_ {
    if text.is_empty() { "（无标题）" } else { text }
}
