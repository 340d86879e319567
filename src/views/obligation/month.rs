//! The month's table (月度调度): one row a standing obligation of a unit, prefilled with what was said last.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::item::{Item, Sight};
use crate::actions::{ActionError, TypedReport};
use crate::db::DbConnection;
use crate::db::obligation::reports::{self, Report};
use crate::domain::id::{EntryId, ObligationId};
use crate::domain::obligation::closing::is_short;
use crate::domain::obligation::withdrawal::may_withdraw;
use crate::domain::obligation::{Stage, Status};
use crate::domain::period::Period;
use crate::domain::round::Round;
use crate::views::marks::{drawn, mark};

/// A row of the month's table.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The standing obligation.
    pub item: Item,
    /// What its fields hold: what is in, else this month's draft, else the last report; what was typed where the form was refused.
    pub report: TypedReport,
    /// What the last report that counts says.
    pub last: Option<TypedReport>,
    /// What is stored.
    saved: TypedReport,
    /// Whether the fields hold something that is not stored.
    is_unsaved: bool,
    /// Fields in which somebody else was faster than whoever typed.
    contested: Vec<&'static str>,
    /// The round of the table's month, where what is filed now may answer it.
    pub round: Option<Round>,
    /// The month before whose report is to be sent first, where that lacks it.
    pub first: Option<Period>,
    /// Whether the month's report is in.
    pub reported: bool,
    /// Whether what is in says 无新进展.
    pub no_change: bool,
    /// Whether what is in may still be taken back.
    pub withdrawable: bool,
    /// With which filing it came in, and when; `None` where it came alone.
    pub filing: Option<(EntryId, NaiveDateTime)>,
    /// Whether it was ticked to be left for another time.
    pub left_out: bool,
    /// Whether it is the one for which the form was refused.
    pub refused: bool,
}

impl MonthRow {
    fn of(item: &Item, own: &[&Report], (month, today): (Period, NaiveDate), sees_drafts: bool) -> Self {
        let last = own.iter().rfind(|report| report.counts()).map(|report| report.id);
        // What was said of later months belongs to their tables.
        let own: Vec<&Report> =
            own.iter().filter(|own| Period::stored(Some(&own.period)) <= Some(month)).copied().collect();
        let in_force = own.iter().rfind(|report| report.counts()).copied();
        let reported = item.is_reported(month);
        let shown = |report: &&&Report| report.submitted_at.is_some() || sees_drafts;
        let shown = in_force.filter(|_| reported).or(own.iter().rfind(shown).copied());
        let under_review = item.row.obligation.status == Status::Submitted;
        let again = |report: &Report| TypedReport::again(&report.fields);
        let saved = shown.map_or_else(|| TypedReport::blank(None), again);
        Self {
            report: saved.clone(),
            saved,
            is_unsaved: false,
            contested: Vec::new(),
            last: in_force.map(again),
            round: item.round_of(month),
            first: item.open.first().map(|round| round.period).filter(|first| *first < month && !reported),
            reported,
            no_change: reported && in_force.is_some_and(|report| report.no_change),
            withdrawable: reported
                && !item.is_claimed()
                && last == in_force.map(|report| report.id)
                && may_withdraw(in_force.map(Report::filed), under_review, today).is_ok(),
            filing: in_force.filter(|_| reported).and_then(|report| report.filing.zip(report.submitted_at)),
            left_out: false,
            refused: false,
            item: item.clone(),
        }
    }

    /// Whether a field says something else than the last report that counts. `field`: as the form names it.
    pub fn is_changed(&self, field: &str) -> bool {
        let blank = TypedReport::blank(None);
        self.report.field(field) != self.last.as_ref().unwrap_or(&blank).field(field)
    }

    /// Whether it says 已完成 although fewer are done than there are.
    pub fn is_short(&self) -> bool {
        let TypedReport { stage, done, total, .. } = &self.report;
        is_short(Stage::stored(stage), done.trim().parse().ok(), total.trim().parse().ok())
    }

    /// Whether it is only read: its report is in or none is taken (of what is claimed to be 不涉及, or lacks the report of a month before), and
    /// nothing else was typed.
    pub fn is_settled(&self) -> bool {
        (self.reported || self.item.is_claimed() || self.first.is_some()) && !self.is_unsaved
    }

    /// What is stored in a field by now, where somebody else was faster than whoever typed something else.
    pub fn stored_beside(&self, field: &str) -> Option<&str> {
        self.contested.contains(&field).then(|| self.saved.field(field))
    }

    /// What the row is drawn with, in marks, for the page to send back.
    pub fn prefilled(&self) -> String {
        let marks = self.saved.clone().columns_mut().map(|(name, saved)| format!("{name}={}", mark(saved)));
        marks.join(" ")
    }

    /// Puts what was typed into the row. What nobody has touched on a page that is older than what is stored follows it.
    /// `prefilled`: the marks of what that page was drawn with; `is_overtaken`: whether it shows an older version, by which a page
    /// without marks is judged.
    pub fn keep(&mut self, typed: &TypedReport, prefilled: &str, is_overtaken: bool) {
        let drawn: BTreeMap<&str, &str> = drawn(prefilled).collect();
        self.report = typed.clone();
        for (name, text) in self.report.columns_mut() {
            let saved = self.saved.field(name);
            let (before, now, stored) = (drawn.get(name).copied(), mark(text), mark(saved));
            if before == Some(now.as_str()) || now == stored {
                saved.clone_into(text);
                continue;
            }
            self.is_unsaved = true;
            if before.map_or(is_overtaken, |before| before != stored) {
                self.contested.push(name);
            }
        }
    }
}

/// A filing of the month that can be taken back at one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filing {
    /// The row of the trail.
    pub id: EntryId,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// So many of its reports can be taken back.
    pub reports: usize,
}

/// The table of a month of one unit's items; those that have no place in it are left out. Drafts are for those who may hand
/// them in.
pub fn month(
    c: &mut DbConnection,
    items: &[Item],
    (month, sight): (Period, &Sight),
    sees_drafts: bool,
) -> Result<Vec<MonthRow>, ActionError> {
    let standing: Vec<&Item> = items.iter().filter(|item| item.is_standing() && item.stands_in(month)).collect();
    let ids: Vec<ObligationId> = standing.iter().map(|item| item.row.obligation.id).collect();
    let mut reports: BTreeMap<ObligationId, Vec<&Report>> = BTreeMap::new();
    let all = reports::of(c, &ids)?;
    all.iter().for_each(|report| reports.entry(report.obligation_id).or_default().push(report));
    let own = |item: &Item| reports.get(&item.row.obligation.id).map_or(&[][..], Vec::as_slice);
    Ok(standing.into_iter().map(|item| MonthRow::of(item, own(item), (month, sight.today), sees_drafts)).collect())
}

/// The filings that these rows came in with, as far as they can be taken back; the first of them first.
pub(super) fn filings(rows: &[MonthRow]) -> Vec<Filing> {
    let mut filings: BTreeMap<EntryId, Filing> = BTreeMap::new();
    for (id, at) in rows.iter().filter(|row| row.withdrawable).filter_map(|row| row.filing) {
        filings.entry(id).or_insert(Filing { id, at, reports: 0 }).reports += 1;
    }
    filings.into_values().collect()
}
