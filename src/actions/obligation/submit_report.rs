//! 报送: a unit reports on what it owes, by the fields of the monthly 调度.

use super::lamp_rules::duty_of_row;
use super::lighting::keep_progress;
use super::open_rounds::key_of;
use super::take_step::{Manner, Wish, take_and_tell};
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::obligation::obligations::Obligation;
use crate::db::obligation::reports::{self, NewReport, Report, ReportFields};
use crate::domain::id::{EntryId, ObligationId, RoundId};
use crate::domain::obligation::closing::is_short;
use crate::domain::obligation::due::has_deadline;
use crate::domain::obligation::said::{News, Said};
use crate::domain::obligation::{Status, step};
use crate::domain::period::Period;
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::domain::round::{Asked, Round};
use crate::strings::Message;

/// The wish to report on one obligation.
#[derive(Debug, Clone)]
pub struct SubmitReport {
    /// Which obligation.
    pub obligation_id: ObligationId,
    /// The version the actor saw.
    pub version: Option<i32>,
    /// What is reported.
    pub report: ReportFields,
    /// Whether the evidence of the draft stays: the form did not ask for it.
    pub keeps_evidence: bool,
    /// Hand it in; otherwise it is kept as a draft.
    pub submit: bool,
    /// The month of the round that it answers; `None` where the rule decides.
    pub round: Option<Period>,
}

/// Keeps a draft or hands a report in.
///
/// # Errors
/// [`ActionError::Invalid`] with the field, [`ActionError::Conflict`] where the obligation takes no report.
pub fn submit_report(ctx: &Context, actor: &Actor, wish: &SubmitReport) -> Result<(), ActionError> {
    ctx.write(actor, |tx| report(ctx, tx, wish, None))
}

/// Keeps or hands in one report, with the month whose row of the trail `filing` is.
pub(super) fn report(
    ctx: &Context,
    tx: &mut Tx<'_>,
    wish: &SubmitReport,
    filing: Option<EntryId>,
) -> Result<(), ActionError> {
    let report = &wish.report;
    check(report, wish.submit, filing)?;
    let author = tx.actor.person_id().ok_or(ActionError::Forbidden)?;
    let next = step::Step::of_report(report.stage, wish.submit);
    let on_behalf = is_on_behalf(tx.actor);
    // What is not handed in is nobody's but the unit's own.
    if on_behalf && !wish.submit {
        return Err(ActionError::Forbidden);
    }
    let taken = Wish {
        obligation_id: wish.obligation_id,
        version: wish.version,
        right: if on_behalf { Right::ReportFor } else { Right::Report },
        step: &next,
        remark: None,
    };
    let counts = wish.submit.then_some(Some((report.stage, report.percent())));
    let was = take_and_tell(ctx, tx, &taken, Manner { counts, ..Manner::default() })?;
    let answered = answered(ctx, tx, &was, wish)?;
    let period = answered.map_or_else(|| Period::of(tx.today), |(round, _)| round.period);
    let before = reports::of(tx.c, &[wish.obligation_id])?;
    let mut fields = report.clone();
    if let Some(draft) = before.iter().find(|report| wish.keeps_evidence && report.submitted_at.is_none()) {
        fields.evidence = draft.evidence.clone();
    }
    fields.no_change = no_change(wish, &before)?;
    if wish.submit && wish.report.no_change && was.status == Status::Returned {
        return Err(ActionError::invalid("no_change", Message::new("report.returned_asks_for_more")));
    }
    if wish.submit {
        // What was answered last stays so, whatever is said of a month before; and what answers no round counts for no month.
        let counts_for = Some(period).filter(|_| answered.is_some() || has_deadline(was.kind));
        let latest = Period::stored(was.reported_period.as_deref()).max(counts_for).map(|latest| latest.to_string());
        let said = (fields.stage, fields.percent(), latest.as_deref());
        keep_progress(ctx, tx, wish.obligation_id, Some(said))?;
    }
    let row = NewReport {
        obligation_id: wish.obligation_id,
        period: &period.to_string(),
        fields,
        person_id: author,
        created_at: tx.now,
        submitted_at: wish.submit.then_some(tx.now),
        answers_return: was.status == Status::Returned,
        filing,
        on_behalf,
        round_id: answered.and_then(|(_, key)| key),
    };
    reports::insert(tx.c, &row)?;
    Ok(())
}

/// The round that a report answers, and its key where it is handed in; `None` where it answers none.
fn answered(
    ctx: &Context,
    tx: &mut Tx<'_>,
    row: &Obligation,
    wish: &SubmitReport,
) -> Result<Option<(Round, Option<RoundId>)>, ActionError> {
    let (rhythm, rounds) = tx.rhythm(ctx, row.plan_id)?;
    let asked = rounds.asked(row.cadence, tx.today, &tx.lighting(ctx)?.calendar);
    let duty = duty_of_row(row, rhythm.assigned_on);
    let open = duty.answerable(&asked);
    let round = match wish.round {
        None => duty.answers(&open),
        Some(period) => {
            let chosen = open.iter().find(|round| round.period == period);
            Some(*chosen.ok_or_else(|| ActionError::invalid("round", not_answerable(&asked, &open, period)))?)
        }
    };
    let Some(round) = round else { return Ok(None) };
    let key = if wish.submit { key_of(tx, (row.plan_id, row.cadence), &round)? } else { None };
    Ok(Some((round, key)))
}

/// Why a round cannot be answered: one before it lacks its report, or it is not open.
fn not_answerable(asked: &Asked, open: &[Round], period: Period) -> Message {
    let first = open.first().filter(|first| first.period < period);
    match first.filter(|_| asked.open.iter().any(|round| round.period == period)) {
        Some(first) => {
            Message::new("round.earlier_first").with("year", first.period.year()).with("month", first.period.month())
        }
        None => Message::new("round.not_open"),
    }
}

/// 代填: a coordinator files what the unit sent by mail or telephone.
fn is_on_behalf(actor: &Actor) -> bool {
    matches!(actor, Actor::Person { post, .. } if post.role == Role::Coordinator)
}

/// What a report is compared with: the last one that counts and what was voided since; never what was taken back.
fn said_before(before: &[Report]) -> Vec<Said<'_>> {
    let since = before.iter().rposition(Report::counts).unwrap_or_default();
    let filed = before.iter().skip(since).filter(|report| report.submitted_at.is_some() && !report.withdrawn);
    filed.map(|report| report.said()).collect()
}

/// What a wish says, with the evidence of the draft where its form does not ask for any.
fn said<'a>(wish: &'a SubmitReport, before: &'a [Report]) -> Said<'a> {
    let draft = before.iter().find(|report| report.submitted_at.is_none() && !report.evidence.is_empty());
    match wish.keeps_evidence {
        true => Said { evidence: draft.map(|draft| draft.evidence.as_str()), ..wish.report.said() },
        false => wish.report.said(),
    }
}

/// Whether a report has anything to say that was not said before.
pub(super) fn news(wish: &SubmitReport, before: &[Report]) -> News {
    said(wish, before).news(&said_before(before))
}

/// 无新进展: ticked, or a prefilled report that is sent as it was. A draft may say both at once; it is nobody's word yet.
fn no_change(wish: &SubmitReport, before: &[Report]) -> Result<bool, ActionError> {
    let (said, before) = (said(wish, before), said_before(before));
    if wish.submit && wish.report.no_change && said.contradicts_no_change(&before) {
        return Err(ActionError::invalid("no_change", Message::new("report.news_beside_no_change")));
    }
    Ok(wish.report.no_change || said.news(&before) == News::Same)
}

/// What a report must say. Where it comes with a month, the page behind the table asks what is 无新进展.
fn check(report: &ReportFields, submit: bool, filing: Option<EntryId>) -> Result<(), ActionError> {
    if submit && !report.no_change && report.progress.is_empty() {
        let reason = if filing.is_some() { "report.no_progress_in_month" } else { "report.no_progress" };
        return Err(ActionError::invalid("progress", Message::new(reason)));
    }
    if submit && report.problems.is_empty() && is_short(report.stage, report.done_count, report.total_count) {
        return Err(ActionError::invalid("problems", Message::new("report.short_of_total")));
    }
    match (report.done_count, report.total_count) {
        (None, None) => Ok(()),
        (Some(done), Some(total)) if (0..=total).contains(&done) && total > 0 => Ok(()),
        (Some(_), Some(_)) => Err(ActionError::invalid("done", Message::new("report.done_of_total"))),
        _ => Err(ActionError::invalid("total", Message::new("report.done_and_total"))),
    }
}
