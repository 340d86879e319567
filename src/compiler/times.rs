//! The year of dates without one in the notes and rows of a document that names no year: that of all the others there.

use chrono::{Datelike, NaiveDate};

use super::date::{self, DatePhrase, Due, Years};
use super::doubt::Doubts;
use super::head;
use super::tasks::Task;
use super::text::Passage;
use duban_domain::draft::{DraftTask, Open};

/// The plan's years; where it has none, the only year in which its notes and rows set a time.
pub(super) fn years(plan: Years, tasks: &[Task<'_>], doubts: &mut Doubts) -> Years {
    let notes = tasks.iter().flat_map(|task| &task.blocks).filter_map(|block| block.note.as_ref());
    let times = notes.flat_map(|note| &note.times);
    if plan.first.is_some() {
        return plan;
    }
    let (mut year, mut first) = (None, None);
    for time in times {
        for date in date::in_column(*time, plan) {
            match date.due {
                Due::On(day) if year.is_some_and(|year| year != day.year()) => return plan,
                Due::On(day) => year = Some(day.year()),
                _ => first = first.or(open(&date, *time)),
            }
        }
    }
    if let Some((year, first)) = year.zip(first) {
        doubts.open(
            first,
            Open::Year,
            format!("没有写明年度，这里和其他未写年份的时限按同类时限的 {year} 年读，请核对"),
        );
    }
    year.map_or(plan, |year| Some(year).into())
}

/// The years of each task that has its own: those of a further plan or sheet in the document, or the one of several that its section
/// names. Where they are not the plan's, that is said.
pub(super) fn of_tasks(plan: Years, tasks: &[Task<'_>], doubts: &mut Doubts) -> Vec<Option<Years>> {
    let mut told: Option<usize> = None;
    let within = |years: &Years| {
        let year = years.only().filter(|_| plan.are_several());
        year.is_some_and(|year| !plan.begin_after(year) && !plan.end_before(year))
    };
    let mut years = |task: &Task<'_>| {
        let over = task.over.section.into_iter().chain(task.heading.filter(is_year)); // （一）2025年
        let section = over.filter(|_| plan.are_several()).find_map(|over| head::years_over(over).filter(within));
        let (title, other) = match task.over.plan.and_then(|title| Some((title, head::years_over(title)?))) {
            Some((title, other)) if !within(&other) => (title, other),
            Some((_, other)) => return section.or(Some(other)),
            None => return section,
        };
        if other == plan || plan.first.is_none() {
            return section;
        }
        if told.replace(title.start()) != Some(title.start()) {
            let year = other.first.unwrap_or_default();
            let message = format!("像是另一份计划，其中未写年份的时限按 {year} 年读，请核对，或拆成几个文件分别导入");
            doubts.open(title, Open::Year, message);
        }
        Some(other)
    };
    tasks.iter().map(&mut years).collect()
}

/// Targets below 2026年 of a plan for several years are those of that year, where nothing else says by when.
pub(super) fn of_year(task: Option<&mut DraftTask>, own: Option<Years>, plan: Years) {
    let year = own.and_then(|own| own.only()).filter(|_| plan.are_several());
    let Some(end) = year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)) else { return };
    let measures = task.into_iter().flat_map(|task| &mut task.measures);
    let open = measures.flat_map(|measure| &mut measure.indicators).filter(|indicator| indicator.due.is_none());
    open.for_each(|indicator| indicator.due = Some(end));
}

/// A heading that is a year: 2025年, 2026年任务.
fn is_year(heading: &Passage<'_>) -> bool {
    const LONGEST: usize = 10;
    heading.len() <= LONGEST && heading.strip_prefix(&["20"]).is_some() && heading.contains("年")
}

/// The words of a date without a year.
fn open<'t>(date: &DatePhrase, time: Passage<'t>) -> Option<Passage<'t>> {
    matches!(date.due, Due::YearUnknown).then(|| time.cut(date.start, date.end))
}
