//! 报送: a unit reports on what it owes, by the fields of the monthly 调度.

use super::take_step::{Wish, take};
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::obligation::obligations;
use crate::db::obligation::reports::{self, NewReport, Report, ReportFields};
use crate::domain::id::ObligationId;
use crate::domain::obligation::{Stage, step};
use crate::domain::period::Period;
use crate::domain::rights::Right;
use crate::domain::typed::ReportWords;
use crate::strings::Message;

/// A report as it was typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportForm {
    /// How far the work is.
    pub stage: Stage,
    /// 本月进展.
    pub progress: ReportWords,
    /// 累计数据.
    pub figures: ReportWords,
    /// Done, where things can be counted.
    pub done: Option<i32>,
    /// Of so many.
    pub total: Option<i32>,
    /// 存在问题.
    pub problems: ReportWords,
    /// 需自治区协调事项.
    pub help_needed: ReportWords,
    /// 下一步措施.
    pub next_steps: ReportWords,
    /// 佐证材料; `None` where the form does not ask for it: what a draft says stays.
    pub evidence: Option<ReportWords>,
    /// 无新进展.
    pub no_change: bool,
}

/// The wish to report on one obligation.
#[derive(Debug, Clone)]
pub struct SubmitReport {
    /// Which obligation.
    pub obligation_id: ObligationId,
    /// The version the actor saw.
    pub version: Option<i32>,
    /// What is reported.
    pub report: ReportForm,
    /// Hand it in; otherwise it is kept as a draft.
    pub submit: bool,
}

/// Keeps a draft or hands a report in.
///
/// # Errors
/// [`ActionError::Invalid`] with the field, [`ActionError::Conflict`] where the obligation takes no report.
pub fn submit_report(ctx: &Context, actor: &Actor, wish: &SubmitReport) -> Result<(), ActionError> {
    ctx.write(actor, |tx| one(ctx, tx, wish))
}

/// Hands in the month's table, all of it or nothing; on an error with the obligation that cannot be used.
///
/// # Errors
/// As [`submit_report`].
pub fn submit_month(
    ctx: &Context,
    actor: &Actor,
    wishes: &[SubmitReport],
) -> Result<usize, (Option<ObligationId>, ActionError)> {
    let mut place = None;
    let run = ctx.write(actor, |tx| {
        for wish in wishes {
            place = Some(wish.obligation_id);
            one(ctx, tx, wish)?;
        }
        Ok(wishes.len())
    });
    run.map_err(|error| (place, error))
}

fn one(ctx: &Context, tx: &mut Tx<'_>, wish: &SubmitReport) -> Result<(), ActionError> {
    let report = &wish.report;
    check(report, wish.submit)?;
    let author = tx.actor.person_id().ok_or(ActionError::Forbidden)?;
    let kind = obligations::find(tx.c, wish.obligation_id)?.kind;
    let next = step::Step::of_report(kind, report.stage, wish.submit);
    let taken = Wish {
        obligation_id: wish.obligation_id,
        version: wish.version,
        right: Right::Report,
        step: &next,
        remark: None,
    };
    take(ctx, tx, &taken)?;
    let period = Period::of(tx.today).to_string();
    let before = reports::of(tx.c, &[wish.obligation_id])?;
    let kept = before.iter().find(|report| report.submitted_at.is_none()).map(|draft| draft.evidence.as_str());
    let evidence = report.evidence.as_ref().map(ReportWords::as_str);
    let mut fields = report.fields(evidence.or(kept).unwrap_or_default());
    fields.no_change |= says_the_same(&fields, &before);
    if wish.submit {
        obligations::set_progress(tx.c, wish.obligation_id, fields.stage, fields.percent(), &period)?;
    }
    let row = NewReport {
        obligation_id: wish.obligation_id,
        period: &period,
        fields,
        person_id: author,
        created_at: tx.now,
        submitted_at: wish.submit.then_some(tx.now),
    };
    reports::insert(tx.c, &row)?;
    Ok(())
}

/// A prefilled report that is sent as it was is no progress (无新进展): neither against the last one that counts nor
/// against what was voided since.
fn says_the_same(said: &ReportFields, before: &[Report]) -> bool {
    let since = before.iter().rposition(Report::counts).unwrap_or_default();
    before.iter().skip(since).filter(|report| report.submitted_at.is_some()).any(|last| {
        last.stage == said.stage
            && last.progress == said.progress
            && last.figures == said.figures
            && (last.done_count, last.total_count) == (said.done_count, said.total_count)
    })
}

impl ReportForm {
    /// What is stored of it, with that evidence.
    fn fields(&self, evidence: &str) -> ReportFields {
        let words = |words: &ReportWords| words.as_str().to_owned();
        ReportFields {
            stage: self.stage,
            progress: words(&self.progress),
            figures: words(&self.figures),
            done_count: self.done,
            total_count: self.total,
            problems: words(&self.problems),
            help_needed: words(&self.help_needed),
            next_steps: words(&self.next_steps),
            evidence: evidence.to_owned(),
            no_change: self.no_change,
        }
    }
}

fn check(report: &ReportForm, submit: bool) -> Result<(), ActionError> {
    if submit && !report.no_change && report.progress.is_empty() {
        return Err(ActionError::invalid("progress", Message::new("report.no_progress")));
    }
    match (report.done, report.total) {
        (None, None) => Ok(()),
        (Some(done), Some(total)) if (0..=total).contains(&done) && total > 0 => Ok(()),
        (Some(_), Some(_)) => Err(ActionError::invalid("done", Message::new("report.done_of_total"))),
        _ => Err(ActionError::invalid("total", Message::new("report.done_and_total"))),
    }
}
