//! 我的待办: what a unit owes, soonest first; what came back; what it has to review as the lead.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::item::{Item, Sight, items};
use super::month::{Filing, MonthRow, filings, month};
use super::review::awaiting_lead;
use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::audit;
use crate::db::notice::proposals::{self, Proposal};
use crate::db::obligation::ledger::Wanted;
use crate::domain::id::{ObligationId, UnitId};
use crate::domain::obligation::due::clock_runs;
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::obligation::{ObligationKind, Status};
use crate::domain::period::Period;
use crate::domain::trail::Verb;

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
    /// What was said of it and the unit must know: a claim that was declined, a measure that was decided.
    pub heed: Vec<Heed>,
    /// What came back and waits for an answer.
    pub returned: Vec<Item>,
    /// Why it came back, by obligation.
    reasons: HashMap<ObligationId, String>,
    /// What is owed by a date, soonest first.
    pub dated: Vec<Item>,
    /// Closed, found not applicable, due after the year, or locked by a status of another version.
    pub settled: Vec<Item>,
    /// 待年终核定: owed over a year that has ended.
    pub waiting: Vec<Item>,
    /// Other units' submissions that the unit reviews as the first-listed lead.
    pub to_review: Vec<Item>,
}

/// What a unit must know of an obligation that it has in hand.
#[derive(Debug, Clone)]
pub struct Heed {
    /// The obligation.
    pub item: Item,
    /// A measure that was decided about it; `None` where a claim of 不涉及 was declined.
    pub measure: Option<ProposalKind>,
    /// Why, or what was remarked.
    pub remark: Option<String>,
    /// When, in UTC; `None` where that is not known.
    pub at: Option<NaiveDateTime>,
}

impl MyWork {
    /// Why something came back; empty where nobody said.
    pub fn why_returned(&self, item: &Item) -> &str {
        self.reasons.get(&item.row.obligation.id).map_or("", String::as_str)
    }

    /// Whether a row that is to be filled in has what was said last.
    pub fn is_prefilled(&self) -> bool {
        self.month.iter().any(|row| !row.reported && row.last.is_some())
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
        heed: heed(c, &own)?,
        reasons: reasons(c, &returned)?,
        period,
        cut_off: period.cut_off(cutoff_day, &sight.calendar),
        filings: filings(&month),
        month,
        returned,
        dated: own.iter().filter(dated).filter(current).filter(|item| !is(item, Status::Returned)).cloned().collect(),
        settled: own.iter().filter(|item| dated(item) && !current(item)).cloned().collect(),
        waiting: own.iter().filter(|item| item.awaits_year_end()).cloned().collect(),
        to_review: awaiting_lead(c, unit_id, &sight)?,
    })
}

/// After the last of these a claim is declined, or that is no matter any more.
const ANSWERS_TO_A_CLAIM: [Verb; 5] =
    [Verb::DeclineNotApplicable, Verb::ClaimNotApplicable, Verb::Submit, Verb::SubmitFor, Verb::Return];

/// Measures that were decided, and claims that were declined and not made again or answered by a report, the latest first.
fn heed(c: &mut DbConnection, own: &[Item]) -> Result<Vec<Heed>, ActionError> {
    let in_hand: Vec<&Item> = own.iter().filter(|item| clock_runs(item.row.obligation.status)).collect();
    let ids: Vec<ObligationId> = in_hand.iter().map(|item| item.row.obligation.id).collect();
    let of = |id: ObligationId| in_hand.iter().find(|item| item.row.obligation.id == id).copied();
    let mut heed = Vec::new();
    for one in proposals::of(c, &ids)?.into_iter().filter(Proposal::is_decided_upon) {
        let Some(item) = of(one.obligation_id).filter(|item| item.row.obligation.due_rev == one.due_rev) else {
            continue;
        };
        heed.push(Heed { item: item.clone(), measure: one.choice, remark: one.remark, at: one.decided_at });
    }
    let declined = audit::last_of(c, &ids, &ANSWERS_TO_A_CLAIM)?;
    for (id, entry) in declined.into_iter().filter(|(_, entry)| entry.verb == Verb::DeclineNotApplicable) {
        let Some(item) = of(id) else { continue };
        heed.push(Heed { item: item.clone(), measure: None, remark: entry.remark, at: Some(entry.at) });
    }
    heed.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(heed)
}

/// The remark of the step that sent each back: the last one that has a remark.
fn reasons(c: &mut DbConnection, returned: &[Item]) -> Result<HashMap<ObligationId, String>, ActionError> {
    let ids: Vec<ObligationId> = returned.iter().map(|item| item.row.obligation.id).collect();
    let last = audit::last_of(c, &ids, &[Verb::Return, Verb::DeclineNotApplicable, Verb::Reopen])?;
    Ok(last.into_iter().filter_map(|(id, entry)| Some((id, entry.remark?))).collect())
}
