//! What every step of an obligation has in common: load it, ask the rights table and the status machine, store it
//! at the next version, write its history, tell whoever has to act again.

use chrono::NaiveDateTime;
use serde_json::json;

use super::lighting::relight;
use crate::actions::notice::tell_owner::{Done, tell_owner};
use crate::actions::{ActionError, Actor, Context, Trace, Tx, rights};
use crate::clock;
use crate::db::audit;
use crate::db::obligation::obligations::{self, Obligation, ObligationChange};
use crate::db::obligation::{reports, ties};
use crate::domain::id::ObligationId;
use crate::domain::obligation::due::has_deadline;
use crate::domain::obligation::status::{self, State, lead_reviews};
use crate::domain::obligation::step::{self, Refusal, StepName};
use crate::domain::obligation::{Awaiting, Stage, Status};
use crate::domain::person::Role;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::UNREADABLE_DATE;
use crate::strings::Message;

/// A step that somebody wishes to take.
pub(in crate::actions) struct Wish<'a> {
    /// Which obligation.
    pub obligation_id: ObligationId,
    /// The version the actor saw; `None` where it does not matter.
    pub version: Option<i32>,
    /// The right it takes.
    pub right: Right,
    /// The step.
    pub step: &'a step::Step,
    /// The reason or remark for the history.
    pub remark: Option<&'a str>,
}

/// The steps with which somebody has looked at what is filed: the unit takes it back no more.
const REVIEWS: [StepName; 3] = [StepName::Accept, StepName::Return, StepName::Close];

/// How far the work is by what counts after a step: stage and percent; `None` where nothing does.
pub(in crate::actions) type Counts = Option<(Stage, Option<i32>)>;

/// Takes a step inside a transaction that has begun; the obligation as it was before.
pub(in crate::actions) fn take(ctx: &Context, tx: &mut Tx<'_>, wish: &Wish<'_>) -> Result<Obligation, ActionError> {
    take_and_tell(ctx, tx, wish, Manner::default())
}

/// What a step has besides.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::actions) struct Manner {
    /// By which report the work is so far from now on, where another one counts: the trail says it.
    pub counts: Option<Counts>,
    /// What it tells is mailed at once, and not within working hours.
    pub at_once: bool,
    /// What was handed in first is taken back, and with it that it came late. What somebody has reviewed before is known as late for good.
    pub lateness_goes: bool,
}

/// Whether what is under review came behind the date that counts.
fn is_late_in_review(obligation: &Obligation) -> bool {
    let state = state_of(obligation);
    state.submitted_on.is_some_and(|on| on > state.effective_due())
}

/// The same in a manner of its own.
pub(in crate::actions) fn take_and_tell(
    ctx: &Context,
    tx: &mut Tx<'_>,
    wish: &Wish<'_>,
    manner: Manner,
) -> Result<Obligation, ActionError> {
    let obligation = obligations::find(tx.c, wish.obligation_id)?;
    let ties = ties::of_obligation(tx.c, &obligation)?;
    rights::authorise(tx.actor, wish.right, &ties)?;
    check_in_play(tx, &obligation, wish.version, wish.step.name())?;
    check_version(wish.version, obligation.version)?;
    let context = status::Context {
        today: tx.today,
        lead_reviews: lead_reviews(obligation.unit_id, ties.leads.first().copied(), ties.coordinating),
        reviewer: reviewer(tx.actor),
        own_report: obligation.submitted_by.is_some() && obligation.submitted_by == tx.actor.person_id(),
    };
    let next = status::next(&state_of(&obligation), wish.step, &context).map_err(refused)?;
    let mut change = change(tx, &obligation, &next);
    if manner.lateness_goes && is_late_in_review(&obligation) {
        change.came_late = false;
    }
    if !obligations::update(tx.c, obligation.id, obligation.version, &change)? {
        return Err(ActionError::conflict(Message::new("step.overtaken")));
    }
    if manner.counts.is_none() {
        // Where another report counts from now on, whoever keeps that reckons the lamp with it.
        relight(ctx, tx, obligation.id)?;
    }
    if REVIEWS.contains(&wish.step.name()) {
        reports::mark_reviewed(tx.c, obligation.id)?;
    }
    let verb = verb(wish, manner, &obligation);
    let audit = tx.record(&Trace {
        remark: wish.remark,
        detail: detail(&obligation, &next, wish.step, manner.counts),
        ..Trace::new(verb, On::Obligation(obligation.id))
    })?;
    let done = Done { obligation: &obligation, due_rev: next.due_rev, verb, audit, at_once: manner.at_once };
    tell_owner(ctx, tx, &done)?;
    Ok(obligation)
}

/// What a step changed, as the trail keeps it: what was and what is.
fn detail(before: &Obligation, next: &State, step: &step::Step, counts: Option<Counts>) -> serde_json::Value {
    let mut detail = json!({
        "from": before.status, "to": next.status, "answer_by": next.answer_by, "due": next.due,
        "as_empty": as_empty(step),
    });
    if let (Some(counts), Some(fields)) = (counts, detail.as_object_mut()) {
        let percent = counts.and_then(|(_, percent)| percent);
        fields.insert("stage".to_owned(), json!([before.stage, counts.map(|(stage, _)| stage)]));
        fields.insert("percent".to_owned(), json!([before.percent, percent]));
    }
    detail
}

/// The history's word for the step; what another files for the unit has one of its own, and so have a draft and a claim that is taken back.
fn verb(wish: &Wish<'_>, manner: Manner, before: &Obligation) -> Verb {
    match (wish.right, wish.step.name()) {
        (Right::Report, StepName::SaveReport) if manner.counts.is_none() => Verb::KeepDraft,
        (_, StepName::Withdraw) if before.claimed_not_applicable => Verb::WithdrawClaim,
        (Right::ReportFor, StepName::Submit) => Verb::SubmitFor,
        (Right::ReportFor, _) => Verb::SaveReportFor,
        (_, step) => step.into(),
    }
}

/// Whether it voids a report (视同未报).
fn as_empty(step: &step::Step) -> bool {
    matches!(step, step::Step::Return { as_empty: true, .. })
}

/// What somebody has closed meanwhile is closed, whatever the actor saw and typed: who has done it is said, and nothing of sending it
/// again.
pub(in crate::actions) fn check_in_play(
    tx: &mut Tx<'_>,
    obligation: &Obligation,
    given: Option<i32>,
    step: StepName,
) -> Result<(), ActionError> {
    let settled = [Status::Closed, Status::NotApplicable, Status::Cancelled].contains(&obligation.status);
    if !settled || status::starts(step, obligation.status) {
        return Ok(());
    }
    let verbs = [Verb::Close, Verb::ConfirmNotApplicable, Verb::Cancel];
    let last = audit::last_of(tx.c, &[obligation.id], &verbs)?.into_values().next();
    let Some(by) = last else { return Ok(()) };
    let reason = Message::new("step.settled")
        .with("who", &by.actor)
        .with("date", clock::to_local(by.at).date())
        .with_word("status", "status", obligation.status.as_str())
        .with_word("step", "step", step.as_str());
    let versions = given.filter(|given| *given != obligation.version).map(|given| (given, obligation.version));
    Err(ActionError::Conflict { reason, versions })
}

/// The actor must have seen what is stored.
pub(in crate::actions) fn check_version(given: Option<i32>, stored: i32) -> Result<(), ActionError> {
    match given {
        Some(given) if given != stored => {
            Err(ActionError::Conflict { reason: Message::new("step.overtaken"), versions: Some((given, stored)) })
        }
        _ => Ok(()),
    }
}

/// The obligation as the status machine sees it.
pub fn state_of(obligation: &Obligation) -> State {
    State {
        status: obligation.status,
        awaiting: obligation.awaiting,
        due: obligation.due,
        answer_by: obligation.answer_by,
        due_rev: obligation.due_rev,
        redated_on: obligation.redated_on,
        submitted_on: obligation.submitted_at.map(|at| clock::to_local(at).date()),
        claimed_not_applicable: obligation.claimed_not_applicable,
        lead_silent: obligation.lead_silent,
    }
}

/// In whose name somebody reviews.
pub fn reviewer(actor: &Actor) -> Awaiting {
    match actor {
        Actor::Person { post, .. } if post.role != Role::Coordinator => Awaiting::Lead,
        _ => Awaiting::Coordinator,
    }
}

fn change(tx: &Tx<'_>, before: &Obligation, next: &State) -> ObligationChange {
    let submits = next.status == Status::Submitted;
    let newly = submits && before.status != Status::Submitted;
    let is_late = has_deadline(before.kind) && tx.today > state_of(before).effective_due();
    ObligationChange {
        status: next.status,
        awaiting: next.awaiting,
        due: next.due,
        answer_by: next.answer_by,
        due_rev: next.due_rev,
        redated_on: next.redated_on,
        claimed_not_applicable: next.claimed_not_applicable,
        lead_silent: next.lead_silent,
        acknowledged_at: acknowledged_at(tx, before, next.status),
        submitted_at: if newly { Some(tx.now) } else { before.submitted_at.filter(|_| submits) },
        submitted_by: if newly { tx.actor.person_id() } else { before.submitted_by },
        closed_at: (next.status == Status::Closed).then(|| before.closed_at.unwrap_or(tx.now)),
        // A version is only compared: after the last one comes 0.
        version: before.version.checked_add(1).unwrap_or_default(),
        // Who claims has handed nothing in.
        came_late: before.came_late || (newly && is_late && !next.claimed_not_applicable),
    }
}

/// When the unit took note: with its first step, whichever it is. What is handed out anew is to be noted anew.
fn acknowledged_at(tx: &Tx<'_>, before: &Obligation, next: Status) -> Option<NaiveDateTime> {
    match (before.status, next) {
        (_, Status::Assigned) => None,
        (Status::Assigned, Status::Acknowledged | Status::Submitted) => Some(tx.now),
        _ => before.acknowledged_at,
    }
}

/// A refusal of the status machine in the reader's words.
fn refused(refusal: Refusal) -> ActionError {
    match refusal {
        Refusal::WrongStatus { status, step } => ActionError::conflict(
            Message::new("step.wrong_status").with_word("status", "status", status.as_str()).with_word(
                "step",
                "step",
                step.as_str(),
            ),
        ),
        Refusal::NotUnderstood { word } if word.as_str() == UNREADABLE_DATE => {
            ActionError::conflict(Message::new("error.no_date"))
        }
        Refusal::NotUnderstood { word } => {
            ActionError::conflict(Message::new("step.not_understood").with("word", word.as_str()))
        }
        Refusal::NotYourTurn { awaiting } => ActionError::conflict(Message::new("step.not_your_turn").with_word(
            "awaiting",
            "awaiting",
            awaiting.as_str(),
        )),
        Refusal::OwnReport => ActionError::conflict(Message::new("step.own_report")),
        Refusal::ClaimPending => ActionError::conflict(Message::new("step.claim_pending")),
        Refusal::NoClaim => ActionError::conflict(Message::new("step.no_claim")),
        Refusal::AnswerByInThePast { answer_by, .. } => {
            ActionError::invalid("answer_by", Message::new("step.answer_by_past").with("date", answer_by))
        }
        Refusal::AnswerByTooFar { latest, .. } => {
            ActionError::invalid("answer_by", Message::new("step.answer_by_far").with("date", latest))
        }
        Refusal::NotLater { effective_due, .. } => {
            ActionError::invalid("due", Message::new("step.not_later").with("date", effective_due))
        }
        Refusal::AskedTooLate { effective_due, .. } => {
            ActionError::conflict(Message::new("step.asked_too_late").with("date", effective_due))
        }
    }
}
