//! 我的待办: what a unit owes, soonest first; what came back; what it has to review as the lead.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDateTime;

use super::item::{Item, Sight, first_items, items};
use super::month::{self, Filing, MonthRow, filings};
use super::review::{Reviewer, submissions};
use super::turnout::{ByUnit, Owing};
use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::audit;
use crate::db::counted::Counted;
use crate::db::notice::proposals;
use crate::db::obligation::ledger::{self, Order, Part as InUnit, Place, Wanted};
use crate::db::obligation::tally::Within;
use crate::domain::id::ObligationId;
use crate::domain::obligation::Status;
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::paging::{beside, one_more, page_of};
use crate::domain::period::Period;
use crate::domain::round::Round;
use crate::domain::trail::Verb;

/// So many rows of each list stand on the page; the ledger has the others.
const ROWS: usize = 100;

/// So many decisions, and so many claims that were declined, are shown, the latest first.
const HEEDED: i64 = 100;

/// Some rows of a list, and how many it has.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// The first rows.
    pub items: Vec<Item>,
    /// How many there are.
    pub all: Counted,
}

impl Part {
    /// How many more there are than are shown.
    pub fn more(&self) -> i64 {
        beside(self.all.rows, self.items.len())
    }
}

/// Everything on the liaison's first page.
#[derive(Debug, Clone)]
pub struct MyWork {
    /// How many are not acknowledged yet.
    pub new: i64,
    /// The months that have a table, the oldest first: the current one, and those before that late reports still answer.
    pub months: Vec<MonthStand>,
    /// Which of them is shown.
    pub month_shown: MonthStand,
    /// The month's table, or a page of it.
    pub month: Vec<MonthRow>,
    /// Where its next page begins; `None` at the end.
    pub next_rows: Option<Place>,
    /// What was filed of it and can be taken back at one go.
    pub filings: Vec<Filing>,
    /// What was said of it and the unit must know: a claim that was declined, a measure that was decided.
    pub heed: Vec<Heed>,
    /// What came back and waits for an answer.
    pub returned: Part,
    /// Why it came back, by obligation.
    reasons: HashMap<ObligationId, String>,
    /// What is owed by a date, soonest first.
    pub dated: Part,
    /// Closed, found not applicable, due after the year, or locked by a status of another version.
    pub settled: Part,
    /// 待年终核定: owed over a year that has ended.
    pub waiting: Part,
    /// Other units' submissions that the unit reviews as the first-listed lead.
    pub to_review: Part,
}

/// A month that has a table, and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthStand {
    /// The round of the month; of several plans the one with the first cut-off.
    pub round: Round,
    /// Reports in, on all pages of its table.
    pub reported: i64,
    /// Reports owed.
    pub owed: i64,
    /// Whether what comes in now comes late (迟报).
    pub is_late: bool,
}

impl MonthStand {
    fn of((round, by_unit): (Round, ByUnit), sight: &Sight) -> Self {
        let (reported, owed) = by_unit.into_values().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        Self { round, reported, owed, is_late: sight.today > round.cut_off }
    }

    /// Whether everything owed is in.
    pub fn is_complete(&self) -> bool {
        self.reported == self.owed
    }
}

/// The months that have a table, and which is shown: the one that is asked for; else the oldest that lacks reports; else the current one.
fn months(owing: &Owing, current: Round, asked: Option<Period>, sight: &Sight) -> (Vec<MonthStand>, MonthStand) {
    let mut months: Vec<MonthStand> =
        owing.tables(sight).into_iter().map(|table| MonthStand::of(table, sight)).collect();
    let nothing_owed = MonthStand::of((current, ByUnit::new()), sight);
    if !months.iter().any(|month| month.round.period == current.period) {
        months.push(nothing_owed);
        months.sort_by_key(|month| month.round.period);
    }
    let of = |period: Period| months.iter().find(|month| month.round.period == period);
    let lacking = || months.iter().find(|month| !month.is_complete());
    let shown = asked.and_then(of).or_else(lacking).or_else(|| of(current.period)).copied();
    let shown = shown.unwrap_or(nothing_owed);
    (months, shown)
}

/// The month whose table is wanted, where one is asked for, and which of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthWanted {
    /// The month.
    pub month: Option<Period>,
    /// The rows.
    pub rows: MonthRows,
}

/// Which rows of the month's table are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MonthRows {
    /// A page of it, behind a place.
    Behind(Option<Place>),
    /// These, as a form has sent them.
    These(Vec<ObligationId>),
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
}

/// What a unit owes today of some plans. `sees_drafts`: whether what was kept and not filed is shown.
pub fn my_work(
    ctx: &Context,
    c: &mut DbConnection,
    within: Within,
    (wanted, sees_drafts): (&MonthWanted, bool),
) -> Result<MyWork, ActionError> {
    let sight = Sight::load(ctx, c)?;
    let Within { plans, unit_id } = within;
    let own = Wanted { plans, unit_id, ..Wanted::default() };
    let of = |part| Wanted { part: Some(part), ..own.clone() };
    let owing = Owing::load(c, within, &sight)?;
    let (months, month_shown) = months(&owing, owing.current(&ctx.settings.plan, &sight), wanted.month, &sight);
    let (month, next_rows) = month_page(c, &of(InUnit::Monthly), &wanted.rows, &sight)?;
    let month = month::month(c, &month, (month_shown.round.period, &sight), sees_drafts)?;
    let returned = part(c, Wanted { status: Some(Status::Returned), ..own.clone() }, &sight)?;
    let lead = unit_id.map_or(Reviewer::Other, Reviewer::Lead);
    let to_review = submissions(c, (plans, lead), (None, ROWS), &sight)?;
    Ok(MyWork {
        new: ledger::total(c, &Wanted { status: Some(Status::Assigned), ..own.clone() })?.rows,
        heed: heed(c, within, &sight)?,
        reasons: reasons(c, &returned.items)?,
        months,
        month_shown,
        filings: filings(&month),
        month,
        next_rows,
        returned,
        dated: part(c, of(InUnit::Dated), &sight)?,
        settled: part(c, of(InUnit::Settled), &sight)?,
        waiting: part(c, of(InUnit::AwaitingYearEnd(sight.today)), &sight)?,
        to_review: Part { items: to_review.items, all: to_review.total },
    })
}

/// The first rows of a list.
fn part(c: &mut DbConnection, wanted: Wanted, sight: &Sight) -> Result<Part, ActionError> {
    let (items, all) = first_items(c, wanted, ROWS, sight)?;
    Ok(Part { items, all })
}

/// A page of the month's table, and where the next one begins.
fn month_page(
    c: &mut DbConnection,
    monthly: &Wanted,
    rows: &MonthRows,
    sight: &Sight,
) -> Result<(Vec<Item>, Option<Place>), ActionError> {
    let behind = match rows {
        MonthRows::These(ids) => {
            return Ok((items(c, &Wanted { ids: Some(ids.clone()), ..monthly.clone() }, sight)?, None));
        }
        MonthRows::Behind(place) => *place,
    };
    let page = Wanted { order: Order::Due(behind), limit: Some(one_more(ROWS)), ..monthly.clone() };
    let (found, more) = page_of(items(c, &page, sight)?, ROWS);
    let place = |item: &Item| Place { due: item.row.obligation.due, id: item.row.obligation.id };
    let next = found.last().filter(|_| more).map(place);
    Ok((found, next))
}

/// After the last of these a claim is declined, or that is no matter any more.
const ANSWERS_TO_A_CLAIM: [Verb; 5] =
    [Verb::DeclineNotApplicable, Verb::ClaimNotApplicable, Verb::Submit, Verb::SubmitFor, Verb::Return];

/// Measures that were decided, and claims that were declined and not made again or answered by a report, the latest first.
fn heed(c: &mut DbConnection, within: Within, sight: &Sight) -> Result<Vec<Heed>, ActionError> {
    let decided = proposals::taken_up(c, within, HEEDED)?;
    let declined = audit::last_step_of_unit(c, within, (Verb::DeclineNotApplicable, &ANSWERS_TO_A_CLAIM), HEEDED)?;
    let about = decided.iter().map(|one| one.obligation_id).chain(declined.iter().map(|(id, _)| *id));
    let about: BTreeSet<ObligationId> = about.collect();
    let wanted = Wanted { ids: Some(about.into_iter().collect()), ..Wanted::default() };
    let of: HashMap<ObligationId, Item> =
        items(c, &wanted, sight)?.into_iter().map(|item| (item.row.obligation.id, item)).collect();
    let decided = decided.into_iter().map(|one| (one.obligation_id, one.choice, one.remark, one.decided_at));
    let declined = declined.into_iter().map(|(id, entry)| (id, None, entry.remark, Some(entry.at)));
    let with = |(id, measure, remark, at)| Some(Heed { item: of.get(&id)?.clone(), measure, remark, at });
    let mut heed: Vec<Heed> = decided.chain(declined).filter_map(with).collect();
    heed.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(heed)
}

/// The remark of the step that sent each back: the last one that has a remark.
///
/// # Errors
/// A database that does not answer.
pub(crate) fn reasons(c: &mut DbConnection, returned: &[Item]) -> Result<HashMap<ObligationId, String>, ActionError> {
    let ids: Vec<ObligationId> = returned.iter().map(|item| item.row.obligation.id).collect();
    let last = audit::last_of(c, &ids, &[Verb::Return, Verb::DeclineNotApplicable, Verb::Reopen])?;
    Ok(last.into_iter().filter_map(|(id, entry)| Some((id, entry.remark?))).collect())
}
