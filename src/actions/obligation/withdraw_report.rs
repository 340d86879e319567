//! 撤回: a unit takes back what it has filed, until it is reviewed: one report, or all of a month's filing. What was before
//! holds again, and what was written is the draft to go on with.

use serde_json::json;

use super::lighting::keep_progress;
use super::not_applicable::withdraw_claim;
use super::take_step::{Manner, Wish, take_and_tell};
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::obligation::obligations;
use crate::db::obligation::reports::{self, NewReport, Report, ReportFields};
use crate::domain::id::{EntryId, ObligationId};
use crate::domain::obligation::Status;
use crate::domain::obligation::step::Step;
use crate::domain::obligation::withdrawal::{NotWithdrawn, may_withdraw};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// What became of a filing that was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawn {
    /// So many reports.
    pub taken_back: usize,
    /// So many stay, since they are reviewed or a later one counts; what was taken back before is none of them.
    pub stay: usize,
}

/// Takes back the last report that counts, or the claim of 不涉及 that waits for a decision.
///
/// # Errors
/// [`ActionError::Conflict`] where it is reviewed, its month is over, or there is none.
pub fn withdraw_report(
    ctx: &Context,
    actor: &Actor,
    obligation_id: ObligationId,
    version: Option<i32>,
) -> Result<(), ActionError> {
    ctx.write(actor, |tx| match obligations::find(tx.c, obligation_id)?.claimed_not_applicable {
        true => withdraw_claim(ctx, tx, obligation_id, version),
        false => one(ctx, tx, obligation_id, (version, None)),
    })
}

/// Takes back every report of one filing that can be taken back; one that cannot stays and stops no other.
///
/// # Errors
/// [`ActionError::NotFound`] where the actor's unit has no such filing, [`ActionError::Conflict`] where all of it stays.
pub fn withdraw_filing(ctx: &Context, actor: &Actor, filing: EntryId) -> Result<Withdrawn, ActionError> {
    let Actor::Person { post, .. } = actor else { return Err(ActionError::Forbidden) };
    ctx.write(actor, |tx| {
        let ids = reports::obligations_of_filing(tx.c, filing)?;
        let mut done = Withdrawn { taken_back: 0, stay: 0 };
        for id in &ids {
            match tx.apart(|tx| one(ctx, tx, *id, (None, Some(filing)))) {
                Ok(()) => done.taken_back += 1,
                Err(ActionError::Conflict { .. }) if is_back(tx, *id, filing)? => {}
                Err(ActionError::Conflict { .. }) => done.stay += 1,
                Err(error) => return Err(error),
            }
        }
        match done {
            Withdrawn { taken_back: 0, stay: 0 } if ids.is_empty() => Err(ActionError::NotFound),
            Withdrawn { taken_back: 0, stay: 0 } => Err(refused(NotWithdrawn::NothingFiled)),
            Withdrawn { taken_back: 0, .. } => Err(ActionError::conflict(Message::new("withdrawal.all_stay"))),
            done => {
                let detail = json!({"filing": filing, "taken_back": done.taken_back, "stay": done.stay});
                tx.trace(&Trace { detail, ..Trace::new(Verb::WithdrawMonth, On::Unit(post.unit_id)) })?;
                Ok(done)
            }
        }
    })
}

/// Whether what was filed of it with that filing was taken back before.
fn is_back(tx: &mut Tx<'_>, id: ObligationId, filing: EntryId) -> Result<bool, ActionError> {
    Ok(reports::of(tx.c, &[id])?.iter().any(|report| report.filing == Some(filing) && report.withdrawn))
}

/// Takes one back; of a filing only what was filed with it.
fn one(
    ctx: &Context,
    tx: &mut Tx<'_>,
    obligation_id: ObligationId,
    (version, filing): (Option<i32>, Option<EntryId>),
) -> Result<(), ActionError> {
    // Reports are read before the row is taken: whatever is done to it in between is not overlooked.
    let version = Some(version.map_or_else(|| obligations::find(tx.c, obligation_id).map(|row| row.version), Ok)?);
    let before = reports::of(tx.c, &[obligation_id])?;
    let last = before.iter().rfind(|report| report.counts());
    let answers_return = last.is_some_and(|last| last.answers_return);
    let (right, step) = (Right::Report, &Step::Withdraw { answers_return });
    let still: Vec<&Report> =
        before.iter().filter(|report| report.counts() && last.is_some_and(|last| report.id != last.id)).collect();
    let counts = still.last().map(|still| (still.stage, still.percent()));
    let wish = Wish { obligation_id, version, right, step, remark: None };
    let lateness_goes = !answers_return && !before.iter().any(|report| report.reviewed);
    let was = take_and_tell(ctx, tx, &wish, Manner { counts: Some(counts), lateness_goes, ..Manner::default() })?;
    if was.claimed_not_applicable {
        // With a filing of reports no claim goes.
        return Err(refused(NotWithdrawn::Claimed));
    }
    may_withdraw(last.map(Report::filed), was.status == Status::Submitted, tx.today).map_err(refused)?;
    // Others are looked at only by whom they are shown to: first the right, then the reason.
    let last = last.filter(|last| filing.is_none() || last.filing == filing).ok_or_else(|| refused(NOT_OF_IT))?;
    reports::withdraw(tx.c, last.id, tx.now)?;
    keep_progress(ctx, tx, obligation_id, reports::progress(still, was.kind))?;
    match before.iter().any(|report| report.submitted_at.is_none()) {
        // What was written since goes before what is taken back.
        true => Ok(()),
        false => Ok(reports::insert(tx.c, &draft(tx, last))?),
    }
}

/// A later report counts than that of the filing.
const NOT_OF_IT: NotWithdrawn = NotWithdrawn::NothingFiled;

/// What was taken back, to go on with.
fn draft<'a>(tx: &Tx<'_>, last: &'a Report) -> NewReport<'a> {
    NewReport {
        obligation_id: last.obligation_id,
        period: &last.period,
        fields: ReportFields { no_change: false, ..last.fields.clone() },
        person_id: tx.actor.person_id().unwrap_or(last.person_id),
        created_at: tx.now,
        submitted_at: None,
        answers_return: false,
        filing: None,
        on_behalf: false,
        round_id: None,
    }
}

fn refused(why: NotWithdrawn) -> ActionError {
    ActionError::conflict(Message::new(match why {
        NotWithdrawn::NothingFiled => "withdrawal.nothing_filed",
        NotWithdrawn::Reviewed => "withdrawal.reviewed",
        NotWithdrawn::Claimed => "withdrawal.claimed",
        NotWithdrawn::MonthOver => "withdrawal.month_over",
    }))
}
