//! The monthly reports of the story: every unit's table, filled in as people write.

use anyhow::Context as _;
use chrono::{Datelike, NaiveDate, TimeDelta};

use super::cast::Cast;
use super::deed::{Act, Deed, clock_time};
use super::refusal::refusal;
use super::seed::Monthly;
use crate::actions::{self, ActionError, Context, FileRow, SubmitReport, typed};
use crate::db::obligation::ledger::{self, LedgerRow, Wanted};
use crate::db::obligation::reports::ReportFields;
use crate::domain::id::UnitId;
use crate::domain::obligation::{ObligationKind, Stage};
use crate::domain::person::Role;
use crate::domain::unit::UnitClass;

/// Who reports when: every month until the last, in which only some have reported so far.
pub(super) fn deeds<'a>(monthly: &'a Monthly, cast: &'a Cast, deeds: &mut Vec<Deed<'a>>) -> anyhow::Result<()> {
    let last = monthly.months.last().context("seeds/demo/story.toml：monthly.months")?;
    for month in &monthly.months {
        let first: NaiveDate =
            format!("{month}-01").parse().with_context(|| format!("seeds/demo/story.toml：{month}"))?;
        for (nth, unit) in cast.units.iter().enumerate() {
            let named = |names: &Vec<String>| names.iter().any(|name| *name == unit.name || *name == unit.short_name);
            let reports = match month == last {
                true => named(&monthly.last_reported),
                false => !monthly.missed.get(month).is_some_and(named),
            };
            let day = monthly.days.get(nth % monthly.days.len().max(1)).and_then(|day| first.with_day(*day));
            let day = weekday(day.context("seeds/demo/story.toml：monthly.days")?);
            if reports && cast.has(unit.id, Role::Liaison) {
                let city = (unit.class == UnitClass::City).then_some(unit.short_name.as_str());
                deeds.push(Deed {
                    at: clock_time(day, 10, nth),
                    act: Act::Month { unit: unit.id, city, month: first.month() },
                });
            }
        }
    }
    Ok(())
}

/// The day itself, or the Friday before a weekend.
fn weekday(day: NaiveDate) -> NaiveDate {
    let over = i64::from(day.weekday().num_days_from_monday()) - 4;
    day - TimeDelta::days(over.max(0))
}

/// Fills in a unit's table.
pub(super) struct Reports<'a>(pub &'a Monthly);

impl Reports<'_> {
    /// Hands in every standing report of a unit for a month.
    pub(super) fn submit(
        &self,
        ctx: &Context,
        cast: &Cast,
        unit: UnitId,
        city: Option<&str>,
        month: u32,
    ) -> anyhow::Result<()> {
        let wanted = Wanted { unit_id: Some(unit), kind: Some(ObligationKind::Standing), ..Wanted::default() };
        let rows = ctx.db.read(|c| ledger::rows(c, &wanted))?;
        if rows.is_empty() {
            return Ok(()); // it supports others, and owes no report of its own
        }
        let is_last = self.0.months.last().is_some_and(|last| last.ends_with(&format!("-{month:02}")));
        let is_unchanged = |row: &LedgerRow| is_last && self.0.unchanged.iter().any(|one| one.is(city, &row.task()));
        let wish = |(nth, row): (usize, &LedgerRow)| {
            let seed = nth + usize::try_from(unit.get()).unwrap_or_default();
            // What was said the month before once more is 无新进展.
            let said_in = if is_unchanged(row) { month - 1 } else { month };
            let report = self.report(row, city.is_some(), said_in, seed)?;
            let obligation_id = row.obligation.id;
            let report =
                SubmitReport { obligation_id, version: None, report, keeps_evidence: true, submit: true, round: None };
            Ok(FileRow { report, even_unchanged: true })
        };
        let wishes: Result<Vec<FileRow>, _> = rows.iter().enumerate().map(wish).collect();
        let wishes = wishes.map_err(refusal)?;
        let liaison = cast.of(unit, Role::Liaison)?;
        actions::file_month(ctx, &liaison, &wishes).map(drop).map_err(|(_, error)| refusal(error))
    }

    /// What a unit writes: `seed` varies it from unit to unit, the month makes the figures grow.
    fn report(&self, row: &LedgerRow, city: bool, month: u32, seed: usize) -> Result<ReportFields, ActionError> {
        let total = i32::try_from(seed * 13 % 60 + 24).unwrap_or(24);
        let done = total * i32::try_from(month).unwrap_or(1) / 12 + i32::try_from(seed % 3).unwrap_or(0);
        let turn = seed + usize::try_from(month).unwrap_or_default();
        let pick = |texts: &[String]| texts.get(turn % texts.len().max(1)).cloned().unwrap_or_default();
        let phrase = self.0.city.get(&row.task()).filter(|_| city);
        let text = phrase.map_or_else(|| pick(&self.0.office), |phrase| phrase.text.clone());
        let counted = phrase.is_some_and(|phrase| phrase.counted);
        let text = text.replace("{month}", &month.to_string());
        let text = text.replace("{cities}", &(turn % 9 + 3).to_string());
        let text = text.replace("{n}", &done.to_string()).replace("{m}", &total.to_string());
        Ok(ReportFields {
            progress: typed("progress", &text)?,
            done_count: counted.then_some(done),
            total_count: counted.then_some(total),
            problems: typed("problems", &pick(&self.0.problems))?,
            help_needed: typed("help_needed", &pick(&self.0.help_needed))?,
            next_steps: typed("next_steps", &pick(&self.0.next_steps))?,
            ..ReportFields::new(Stage::InProgress)
        })
    }
}
