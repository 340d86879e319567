//! 我的待办: what a unit owes, soonest first; what came back; what it has to review as the lead.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::item::{Item, Sight, items};
use super::month::{Filing, MonthRow, filings, month};
use super::review::awaiting_lead;
use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::audit::{self, Entry};
use crate::db::obligation::ledger::Wanted;
use crate::domain::id::{ObligationId, UnitId};
use crate::domain::obligation::{ObligationKind, Status};
use crate::domain::period::Period;

/// Everything on the liaison's first page.
#[derive(Debug, Clone)]
pub struct MyWork {
    /// How many are not acknowledged yet.
    pub new: usize,
    /// The month of the table.
    pub period: Period,
    /// Its cut-off.
    pub cut_off: NaiveDate,
    /// The month's table.
    pub month: Vec<MonthRow>,
    /// What was filed of it and can be taken back at one go.
    pub filings: Vec<Filing>,
    /// What came back and waits for an answer.
    pub returned: Vec<Item>,
    /// Why it came back, by obligation.
    reasons: HashMap<ObligationId, String>,
    /// What is owed by a date, soonest first.
    pub dated: Vec<Item>,
    /// Closed, found not applicable, due after the year, or locked by a status of another version.
    pub settled: Vec<Item>,
    /// Other units' submissions that the unit reviews as the first-listed lead.
    pub to_review: Vec<Item>,
}

impl MyWork {
    /// Why something came back; empty where nobody said.
    pub fn why_returned(&self, item: &Item) -> &str {
        self.reasons.get(&item.row.obligation.id).map_or("", String::as_str)
    }

    /// How many reports of the month are in.
    pub fn reported(&self) -> usize {
        self.month.iter().filter(|row| row.reported).count()
    }
}

/// What a unit owes today.
pub fn my_work(ctx: &Context, c: &mut DbConnection, unit_id: UnitId, sees_drafts: bool) -> Result<MyWork, ActionError> {
    let sight = Sight::load(ctx, c)?;
    let own = items(c, &Wanted { unit_id: Some(unit_id), ..Wanted::default() }, &sight)?;
    let month = month(c, &own, &sight, sees_drafts)?;
    let period = Period::of(sight.today);
    let cutoff_day = own.first().map_or(ctx.settings.plan.cutoff_day, |item| item.row.cutoff_day);
    let is = |item: &Item, status| item.row.obligation.status == status;
    let new = own.iter().filter(|item| is(item, Status::Assigned)).count();
    // One of another version's kind has a date too; one that is locked is shown wherever it belongs.
    let dated =
        |item: &&Item| item.row.obligation.kind != ObligationKind::Standing || !item.row.obligation.status.is_known();
    let current = |item: &&Item| item.is_open() && !item.row.obligation.long_range;
    let returned: Vec<Item> = own.iter().filter(|item| is(item, Status::Returned)).cloned().collect();
    Ok(MyWork {
        new,
        reasons: reasons(c, &returned)?,
        period,
        cut_off: period.cut_off(cutoff_day, &sight.calendar),
        filings: filings(&month),
        month,
        returned,
        dated: own.iter().filter(dated).filter(current).filter(|item| !is(item, Status::Returned)).cloned().collect(),
        settled: own.iter().filter(|item| dated(item) && !current(item)).cloned().collect(),
        to_review: awaiting_lead(c, unit_id, &sight)?,
    })
}

/// The remark of the step that sent each back: the last one that has a remark.
fn reasons(c: &mut DbConnection, returned: &[Item]) -> Result<HashMap<ObligationId, String>, ActionError> {
    let mut reasons = HashMap::new();
    for id in returned.iter().map(|item| item.row.obligation.id) {
        let sends_back = |entry: &Entry| ["return", "decline_not_applicable", "reopen"].contains(&entry.verb.as_str());
        let history = audit::of_obligation(c, id)?;
        let reason = history.into_iter().rfind(sends_back).and_then(|entry| entry.remark);
        reasons.extend(reason.map(|reason| (id, reason)));
    }
    Ok(reasons)
}
