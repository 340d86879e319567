//! The coordinator corrects title, years, kind and the rule for reports of a draft: dates without a year of their own move with the plan's, and the doubt about
//! its year is answered.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde_json::json;

use super::draft_page::{Cells, DraftRow, Faults};
use super::same_plan::same_plan;
use crate::actions::{ActionError, Trace, Tx, chosen, typed_number, typed_or};
use crate::db::DbConnection;
use crate::db::plan::drafts::{self, Head};
use crate::db::plan::measures;
use crate::db::plan::plans::{self, Plan};
use crate::db::plan::rhythm::Rhythm;
use crate::domain::draft::Span;
use crate::domain::plan::redate::Read;
use crate::domain::plan::{PLAN_YEARS, PlanKind};
use crate::domain::round::ReportsOn;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{Title, recognised};
use crate::strings::Message;

/// What the compiler says where it had to guess the year of a plan.
const GUESSED: [&str; 2] = ["没有写年度", "没有写明年度"];

/// The days of a month that a cut-off may be.
const CUTOFF_DAYS: RangeInclusive<i32> = 1..=31;

/// A date that has no year of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BareDate {
    /// The row it stands in.
    pub row: DraftRow,
    /// The time phrase, or the words of the target.
    pub phrase: String,
    /// The date by the plan's year.
    pub due: NaiveDate,
    /// The same by another year.
    pub moved: NaiveDate,
}

/// The dates of a plan that have no year of their own, and what they become in a plan of another year.
pub fn bare_dates(c: &mut DbConnection, plan: &Plan, to: i32) -> Result<Vec<BareDate>, ActionError> {
    let document: Vec<char> = plans::document(c, plan.id)?.chars().collect();
    let milestones = measures::milestones_of_plan(c, plan.id)?.into_iter().filter_map(|one| {
        let (due, clause) = (one.due?, Span::of_columns(one.span_start, one.span_end).cut(&document));
        let moved = Read { phrase: &one.phrase, clause: &clause, due }.moved(plan.year, to)?;
        Some(BareDate { row: DraftRow::Milestone(one.id), phrase: one.phrase, due, moved })
    });
    let indicators = plans::indicators(c, plan.id)?.into_iter().filter_map(|one| {
        let due = one.due?;
        let moved = Read { phrase: &one.quote, clause: "", due }.moved(plan.year, to)?;
        Some(BareDate { row: DraftRow::Indicator(one.id), phrase: one.quote, due, moved })
    });
    Ok(milestones.chain(indicators).collect())
}

/// Changes title, years, kind and the rule for reports; the year, where it is another one.
pub(super) fn edit_plan(
    tx: &mut Tx<'_>,
    (plan, cells): (&Plan, &Cells),
    faults: &mut Faults,
) -> Result<Option<i32>, ActionError> {
    let row = cells.row;
    let title: Option<Title> = match cells.changed("title") {
        Some(text) => faults.of(row, typed_or("title", text, "draft.no_title"))?,
        None => None,
    };
    let year = faults.of(row, year("year", cells.text("year")))?.flatten();
    if year.is_none() && cells.text("year").trim().is_empty() {
        faults.note(row, "year", Message::new("draft.no_year"));
    }
    let year = year.unwrap_or(plan.year);
    let last_year = faults.of(row, year_after(year, cells.text("last_year")))?.flatten();
    let (cutoff_day, reports_on) = rule(plan, cells, faults)?;
    let kind = kind(plan, cells, faults)?;
    let title = title.as_ref().map_or(plan.title.as_str(), Title::as_str);
    let double = if plan.duplicate_of.is_none() { same_plan(tx, (title, year), Some(plan.id))? } else { None };
    match double {
        Some(reason) => faults.note(row, "title", reason),
        None => drafts::change_head(tx.c, plan.id, &Head { title, year, last_year, kind, cutoff_day, reports_on })?,
    }
    if cells.changed("year").is_some() || cells.changed("last_year").is_some() {
        drafts::settle_problems_saying(tx.c, plan.id, &GUESSED, tx.now)?;
    }
    let detail = json!({
        "from": {
            "title": plan.title, "year": plan.year, "last_year": plan.last_year, "kind": plan.kind,
            "cutoff_day": plan.rhythm.cutoff_day, "reports_on": plan.rhythm.reports_on,
        },
        "to": {
            "title": title, "year": year, "last_year": last_year, "kind": kind,
            "cutoff_day": cutoff_day, "reports_on": reports_on,
        },
    });
    tx.trace(&Trace { detail, ..Trace::new(Verb::EditPlan, On::Plan(plan.id)) })?;
    Ok((year != plan.year).then_some(year))
}

/// Moves the dates without a year of their own to that year, but for those that were typed.
pub(super) fn redate(tx: &mut Tx<'_>, plan: &Plan, to: i32, typed: &HashSet<DraftRow>) -> Result<(), ActionError> {
    let bare = bare_dates(tx.c, plan, to)?;
    let moving = bare.into_iter().filter(|date| !typed.contains(&date.row));
    for BareDate { row, due, moved, phrase } in moving {
        let on = match row {
            DraftRow::Milestone(id) => {
                drafts::redate_milestone(tx.c, id, moved)?;
                On::Milestone(id)
            }
            DraftRow::Indicator(id) => {
                drafts::redate_indicator(tx.c, id, moved)?;
                On::Indicator(id)
            }
            _ => continue,
        };
        let detail = json!({"phrase": phrase, "from": due, "to": moved});
        tx.trace(&Trace { detail, ..Trace::new(Verb::Redate, on) })?;
    }
    Ok(())
}

/// From what kind of source its tasks come.
fn kind(plan: &Plan, cells: &Cells, faults: &mut Faults) -> Result<PlanKind, ActionError> {
    let Some(word) = cells.changed("plan_kind") else { return Ok(plan.kind) };
    let chosen = chosen("plan_kind", word, ("plan_kind", PlanKind::ALL));
    Ok(faults.of(cells.row, chosen)?.unwrap_or(plan.kind))
}

/// By which day, and about which month, reports are asked for.
fn rule(plan: &Plan, cells: &Cells, faults: &mut Faults) -> Result<(i32, ReportsOn), ActionError> {
    let Rhythm { mut cutoff_day, mut reports_on, .. } = plan.rhythm;
    if let Some(text) = cells.changed("cutoff_day") {
        let day = match typed_number("cutoff_day", text) {
            Ok(Some(day)) if CUTOFF_DAYS.contains(&day) => Ok(day),
            Err(error) => Err(error),
            _ => Err(ActionError::invalid("cutoff_day", Message::new("draft.bad_cutoff_day"))),
        };
        cutoff_day = faults.of(cells.row, day)?.unwrap_or(cutoff_day);
    }
    if let Some(word) = cells.changed("reports_on") {
        let chosen = chosen("reports_on", word, ("reports_on", ReportsOn::ALL));
        reports_on = faults.of(cells.row, chosen)?.unwrap_or(reports_on);
    }
    Ok((cutoff_day, reports_on))
}

/// A year that a plan may be for; none where the field is empty.
fn year(field: &'static str, text: &str) -> Result<Option<i32>, ActionError> {
    match typed_number(field, text)? {
        Some(year) if !PLAN_YEARS.contains(&year) => Err(bad_year(field, year)),
        year => Ok(year),
    }
}

/// What is no year that a plan may be for.
pub fn bad_year(field: &'static str, year: impl ToString) -> ActionError {
    let reason = Message::new("plan.bad_year").with("year", recognised(&year.to_string()));
    ActionError::invalid(field, reason.with("first", PLAN_YEARS.start).with("last", PLAN_YEARS.end - 1))
}

/// The last year of a plan, which is none before its first.
fn year_after(first: i32, text: &str) -> Result<Option<i32>, ActionError> {
    match year("last_year", text)? {
        Some(last) if last < first => Err(ActionError::invalid("last_year", Message::new("draft.ends_before"))),
        last => Ok(last.filter(|last| *last > first)),
    }
}
