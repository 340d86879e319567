//! Reports (进展情况): every one that was handed in is kept; a draft is overwritten until it is handed in.

use std::ops::Deref;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::clock::to_local;
use crate::db::schema::{people, reports, rounds};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{EntryId, ObligationId, PersonId, ReportId, RoundId};
use crate::domain::obligation::due::has_deadline;
use crate::domain::obligation::progress::percent_of;
use crate::domain::obligation::said::Said;
use crate::domain::obligation::withdrawal::Filed;
use crate::domain::obligation::{ObligationKind, Stage};
use crate::domain::typed::ReportWords;

/// What a report says, by the fields of the monthly 调度.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable)]
#[diesel(table_name = reports)]
pub struct ReportFields {
    /// How far the work is.
    pub stage: Stage,
    /// 本月进展.
    pub progress: ReportWords,
    /// 累计数据.
    pub figures: ReportWords,
    /// Done, where things can be counted.
    pub done_count: Option<i32>,
    /// Of so many.
    pub total_count: Option<i32>,
    /// 存在问题.
    pub problems: ReportWords,
    /// 需自治区协调事项.
    pub help_needed: ReportWords,
    /// 下一步措施.
    pub next_steps: ReportWords,
    /// 佐证材料.
    pub evidence: ReportWords,
    /// 无新进展.
    pub no_change: bool,
}

impl ReportFields {
    /// A report that says nothing yet but how far the work is.
    pub fn new(stage: Stage) -> Self {
        let nothing = ReportWords::default;
        Self {
            stage,
            progress: nothing(),
            figures: nothing(),
            done_count: None,
            total_count: None,
            problems: nothing(),
            help_needed: nothing(),
            next_steps: nothing(),
            evidence: nothing(),
            no_change: false,
        }
    }

    /// What it says, for comparison with what was said before.
    pub fn said(&self) -> Said<'_> {
        let texts = [&self.progress, &self.figures, &self.problems, &self.help_needed, &self.next_steps];
        Said {
            stage: self.stage,
            texts: texts.map(ReportWords::as_str),
            counts: [self.done_count, self.total_count],
            evidence: Some(self.evidence.as_str()),
        }
    }

    /// The same where no evidence was asked for.
    pub fn said_without_evidence(&self) -> Said<'_> {
        Said { evidence: None, ..self.said() }
    }

    /// Percent only where things were counted, as the domain reckons it.
    pub fn percent(&self) -> Option<i32> {
        let count = |count: i32| u32::try_from(count).ok();
        let percent = percent_of(count(self.done_count?)?, count(self.total_count?)?)?;
        i32::try_from(percent).ok()
    }
}

/// A report to be stored.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = reports)]
pub struct NewReport<'a> {
    /// What it is about.
    pub obligation_id: ObligationId,
    /// The month reported on: `2024-06`.
    pub period: &'a str,
    /// What it says.
    #[diesel(embed)]
    pub fields: ReportFields,
    /// Who wrote it.
    pub person_id: PersonId,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
    /// `None` for a draft.
    pub submitted_at: Option<NaiveDateTime>,
    /// Whether it answers a return.
    pub answers_return: bool,
    /// The row of the trail of the month that it is filed with; `None` where it is filed alone.
    pub filing: Option<EntryId>,
    /// 代填: a coordinator files it for the unit.
    pub on_behalf: bool,
    /// The round that it answers; `None` for a draft, and where it answers none.
    pub round_id: Option<RoundId>,
}

/// A report as stored, with its author's name. It reads as what it says.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Report {
    /// Key.
    pub id: ReportId,
    /// What it is about.
    pub obligation_id: ObligationId,
    /// The month reported on.
    pub period: String,
    /// What it says.
    pub fields: ReportFields,
    /// Who wrote it.
    pub person_id: PersonId,
    /// The author's name.
    pub author: String,
    /// When it was written, in UTC.
    pub created_at: NaiveDateTime,
    /// When it was handed in, in UTC; `None` for a draft.
    pub submitted_at: Option<NaiveDateTime>,
    /// 视同未报, or taken back: since when it counts for nothing, in UTC.
    pub voided_at: Option<NaiveDateTime>,
    /// 撤回: its unit has taken it back.
    pub withdrawn: bool,
    /// Somebody has accepted it, returned it or closed the matter with it.
    pub reviewed: bool,
    /// Whether it answers a return.
    pub answers_return: bool,
    /// The row of the trail of the month that it was filed with.
    pub filing: Option<EntryId>,
    /// 代填: a coordinator filed it for the unit.
    pub on_behalf: bool,
    /// The round that it answers.
    pub round_id: Option<RoundId>,
    /// The cut-off of that round.
    pub cut_off: Option<NaiveDate>,
}

impl Deref for Report {
    type Target = ReportFields;

    fn deref(&self) -> &ReportFields {
        &self.fields
    }
}

impl Report {
    /// Whether it is the report of its month: what is owed over the year is reported on in rounds, and anything between them is a note.
    fn is_of_its_month(&self, kind: ObligationKind) -> bool {
        self.round_id.is_some() || has_deadline(kind)
    }

    /// Whether it was handed in and is good for something.
    pub fn counts(&self) -> bool {
        self.submitted_at.is_some() && self.voided_at.is_none()
    }

    /// As far as taking it back depends on it.
    pub fn filed(&self) -> Filed {
        Filed { reviewed: self.reviewed, filed_on: self.filed_on(), cut_off: self.cut_off }
    }

    /// 迟报: it came behind the cut-off of its round.
    pub fn is_late(&self) -> bool {
        self.cut_off.is_some_and(|cut_off| self.filed_on() > Some(cut_off))
    }

    /// The local day on which it was handed in.
    fn filed_on(&self) -> Option<NaiveDate> {
        self.submitted_at.map(|at| to_local(at).date())
    }
}

/// How far things are by the reports that count, in their order, as it stands on the obligation: stage and percent of the last one, and the
/// latest month that was reported on; `None` where none counts.
pub fn progress<'r>(
    counting: impl IntoIterator<Item = &'r Report>,
    kind: ObligationKind,
) -> Option<(Stage, Option<i32>, Option<&'r str>)> {
    let (mut last, mut month) = (None, None);
    for report in counting {
        last = Some(report);
        // Months are stored so that the later one is the greater text.
        month = month.max(Some(report.period.as_str()).filter(|_| report.is_of_its_month(kind)));
    }
    last.map(|last| (last.stage, last.percent(), month))
}

/// Stores a report in place of the draft there may be; the draft of a unit for which another files stays.
pub fn insert(connection: &mut DbConnection, report: &NewReport<'_>) -> DbResult<()> {
    if !report.on_behalf {
        let drafts =
            reports::table.filter(reports::obligation_id.eq(report.obligation_id).and(reports::submitted_at.is_null()));
        diesel::delete(drafts).execute(connection)?;
    }
    diesel::insert_into(reports::table).values(report).execute(connection)?;
    Ok(())
}

/// 视同未报: the report stays and counts for nothing.
pub fn void(connection: &mut DbConnection, id: ReportId, now: NaiveDateTime) -> DbResult<()> {
    diesel::update(reports::table.find(id)).set(reports::voided_at.eq(now)).execute(connection)?;
    Ok(())
}

/// 撤回: the report stays as one that was taken back.
pub fn withdraw(connection: &mut DbConnection, id: ReportId, now: NaiveDateTime) -> DbResult<()> {
    let taken_back = (reports::withdrawn.eq(true), reports::voided_at.eq(now));
    diesel::update(reports::table.find(id)).set(taken_back).execute(connection)?;
    Ok(())
}

/// Somebody has looked at what is filed of an obligation: it is not taken back any more.
pub fn mark_reviewed(connection: &mut DbConnection, id: ObligationId) -> DbResult<()> {
    let filed = reports::table.filter(reports::obligation_id.eq(id).and(reports::submitted_at.is_not_null()));
    diesel::update(filed).set(reports::reviewed.eq(true)).execute(connection)?;
    Ok(())
}

/// The obligations that one filing of a month has reports of, in their order.
pub fn obligations_of_filing(connection: &mut DbConnection, filing: EntryId) -> DbResult<Vec<ObligationId>> {
    let filed = reports::table.filter(reports::filing.eq(filing)).order(reports::obligation_id);
    Ok(filed.select(reports::obligation_id).distinct().load(connection)?)
}

/// Every report of some obligations, those of each the oldest first; a draft comes last.
pub fn of(connection: &mut DbConnection, obligation_ids: &[ObligationId]) -> DbResult<Vec<Report>> {
    in_parts(obligation_ids, |ids| {
        reports::table
            .inner_join(people::table)
            .left_join(rounds::table)
            .filter(reports::obligation_id.eq_any(ids.to_vec()))
            .order(reports::id)
            .select((
                reports::id,
                reports::obligation_id,
                reports::period,
                (
                    reports::stage,
                    reports::progress,
                    reports::figures,
                    reports::done_count,
                    reports::total_count,
                    reports::problems,
                    reports::help_needed,
                    reports::next_steps,
                    reports::evidence,
                    reports::no_change,
                ),
                reports::person_id,
                people::name,
                reports::created_at,
                reports::submitted_at,
                reports::voided_at,
                reports::withdrawn,
                reports::reviewed,
                reports::answers_return,
                reports::filing,
                reports::on_behalf,
                reports::round_id,
                rounds::cut_off.nullable(),
            ))
            .load(connection)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_a_percentage_only_by_the_rule_of_all_and_only_of_a_total() {
        let counted = |done_count, total_count| {
            let fields = ReportFields { done_count, total_count, ..ReportFields::new(Stage::InProgress) };
            fields.percent()
        };
        assert_eq!(counted(Some(31), Some(126)), Some(24));
        assert_eq!(counted(Some(7), Some(5)), Some(100), "more than was to be done is all of it");
        assert_eq!(counted(Some(5), Some(0)), None, "of nothing there is no share");
        assert_eq!((counted(Some(5), None), counted(None, Some(5)), counted(Some(-1), Some(5))), (None, None, None));
    }
}
