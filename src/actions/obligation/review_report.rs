//! What reviewers do with what was handed in: accept, return, close.

use chrono::NaiveDate;

use super::lighting::keep_progress;
use super::take_step::{Manner, Wish, state_of, take, take_and_tell};
use crate::actions::{ActionError, Actor, Context, Tx};
use crate::db::obligation::obligations::Obligation;
use crate::db::obligation::reports::{self, Report};
use crate::domain::id::ObligationId;
use crate::domain::obligation::closing::{self, Doubt};
use crate::domain::obligation::step::Step;
use crate::domain::rights::Right;
use crate::domain::typed::Reason;
use crate::strings::Message;

/// 牵头审核: the first-listed lead finds it good; the coordinator is next.
///
/// # Errors
/// [`ActionError::Conflict`] where it is not the lead's turn.
pub fn accept_report(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
) -> Result<(), ActionError> {
    let wish = Wish { obligation_id, version, right: Right::Accept, step: &Step::Accept, remark: None };
    ctx.write(actor, |tx| take(ctx, tx, &wish).map(drop))
}

/// 办结: the coordinator closes it; the reason stands in its history.
///
/// # Errors
/// [`ActionError::Conflict`] where it is not the coordinator's turn, or the report is the actor's own; [`ActionError::Invalid`]
/// without a reason where [`closing::doubt`] asks for one.
pub fn close_obligation(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
    why: Option<&Reason>,
) -> Result<(), ActionError> {
    let remark = why.map(Reason::as_str);
    let wish = Wish { obligation_id, version, right: Right::Close, step: &Step::Close, remark };
    ctx.write(actor, |tx| {
        let before = take(ctx, tx, &wish)?;
        let early = ctx.settings.plan.close_early_days;
        let doubt = closing::doubt((before.stage, before.percent), date_of(&before), tx.today, early);
        match doubt.filter(|_| why.is_none()) {
            None => Ok(()),
            Some(Doubt::NotDone { .. }) => Err(ActionError::invalid("reason", Message::new("step.close_not_done"))),
            Some(Doubt::Short { percent }) => {
                Err(ActionError::invalid("reason", Message::new("step.close_short").with("n", percent)))
            }
            Some(Doubt::Early { days }) => {
                Err(ActionError::invalid("reason", Message::new("step.close_early").with("n", days)))
            }
        }
    })
}

/// By which date a closing is early: what came late is measured by its own, whatever day was given for its answer.
fn date_of(row: &Obligation) -> NaiveDate {
    if row.came_late { row.due } else { state_of(row).effective_due() }
}

/// The wish to return what was handed in.
#[derive(Debug, Clone)]
pub struct ReturnReport {
    /// Which obligation.
    pub obligation_id: ObligationId,
    /// The version the actor saw.
    pub version: Option<i32>,
    /// What is missing.
    pub reason: Reason,
    /// Until when; none where it counts as empty.
    pub answer_by: Option<NaiveDate>,
    /// 视同未报: the clock never stopped.
    pub as_empty: bool,
    /// 立即发送: the mail does not wait for working hours.
    pub at_once: bool,
}

/// 退回补充: what was handed in goes back with a reason and a date.
///
/// # Errors
/// [`ActionError::Invalid`] without a date to come, or with one where it counts as not reported.
pub fn return_report(ctx: &Context, actor: &Actor, wish: &ReturnReport) -> Result<(), ActionError> {
    let as_empty = wish.as_empty;
    ctx.write(actor, |tx| {
        let answer_by = wish.answer_by.unwrap_or(tx.today);
        let step = Step::Return { reason: wish.reason.clone(), answer_by, as_empty };
        let taken = Wish {
            obligation_id: wish.obligation_id,
            version: wish.version,
            right: Right::Return,
            step: &step,
            remark: Some(wish.reason.as_str()),
        };
        let was = take_and_tell(ctx, tx, &taken, Manner { at_once: wish.at_once, ..Manner::default() })?;
        // That a colleague was faster is said before what is wrong with the date: then no date helps.
        match wish.answer_by {
            // The date that there was holds: another one would be dropped without a word.
            Some(_) if as_empty => Err(ActionError::invalid("answer_by", Message::new("step.empty_with_date"))),
            None if !as_empty => Err(ActionError::invalid("answer_by", Message::new("step.no_answer_by"))),
            _ => Ok(()),
        }?;
        if as_empty { take_back_progress(ctx, tx, &was) } else { Ok(()) }
    })
}

/// 视同未报: what the last report said does not count, now or ever; of the others the last one that does holds.
fn take_back_progress(ctx: &Context, tx: &mut Tx<'_>, was: &Obligation) -> Result<(), ActionError> {
    let mut counting: Vec<_> = reports::of(tx.c, &[was.id])?.into_iter().filter(Report::counts).collect();
    if let Some(last) = counting.pop() {
        reports::void(tx.c, last.id, tx.now)?;
    }
    keep_progress(ctx, tx, was.id, reports::progress(&counting, was.kind))
}
