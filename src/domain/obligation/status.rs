//! The status machine: which step leads where, and which is refused.
//!
//! `assigned → acknowledged → submitted (awaiting lead | coordinator) → closed`, with `returned`, `not_applicable`,
//! `suspended` and `cancelled` beside it. Who may take a step is [`crate::rights`]; this is about when.

use chrono::{Days, NaiveDate};

use super::due::{clock_status, effective_due};
use super::step::{Refusal, Step, StepName};
use super::{Awaiting, Status};
use crate::calendar::WorkCalendar;
use crate::id::UnitId;
use crate::word::CarriedWord;

/// So many full working days the lead has to review.
pub const LEAD_REVIEW_WORKDAYS: u32 = 5;

/// What the machine knows of an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where it stands.
    pub status: Status,
    /// Whose turn it is; `Some` exactly while submitted.
    pub awaiting: Option<Awaiting>,
    /// The due date with extensions.
    pub due: NaiveDate,
    /// The date a return gave for the answer.
    pub answer_by: Option<NaiveDate>,
    /// Grows whenever the dates are set anew; the ladder then starts anew.
    pub due_rev: i32,
    /// The day that happened; `None` while `due_rev` is 0.
    pub redated_on: Option<NaiveDate>,
    /// The day it was handed in for review; `Some` exactly while submitted.
    pub submitted_on: Option<NaiveDate>,
    /// What is under review is a claim of 不涉及.
    pub claimed_not_applicable: bool,
    /// 牵头单位未反馈: the last submission passed the lead by.
    pub lead_silent: bool,
}

/// What a step depends on besides the obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The local date.
    pub today: NaiveDate,
    /// Whether the first-listed lead reviews before the coordinator; see [`lead_reviews`].
    pub lead_reviews: bool,
    /// In whose name the actor reviews.
    pub reviewer: Awaiting,
    /// Whether the actor is the person who handed in what is under review.
    pub own_report: bool,
}

impl State {
    /// An obligation as it is handed out.
    pub fn assigned(due: NaiveDate) -> Self {
        Self {
            status: Status::Assigned,
            awaiting: None,
            due,
            answer_by: None,
            due_rev: 0,
            redated_on: None,
            submitted_on: None,
            claimed_not_applicable: false,
            lead_silent: false,
        }
    }

    /// The date that counts.
    pub fn effective_due(&self) -> NaiveDate {
        effective_due(self.due, self.answer_by)
    }

    /// Where it stands, as far as the clock is concerned.
    pub fn clock_status(&self) -> Status {
        clock_status(self.status, self.claimed_not_applicable)
    }

    /// The word of another version that locks it: its status, or whose turn it is.
    pub fn unknown_word(&self) -> Option<CarriedWord> {
        match (self.status, self.awaiting) {
            (Status::Unknown(word), _) | (_, Some(Awaiting::Unknown(word))) => Some(word),
            _ => None,
        }
    }

    /// At `status`, out of review.
    fn at(&self, status: Status) -> Self {
        Self { status, awaiting: None, submitted_on: None, claimed_not_applicable: false, ..self.clone() }
    }

    /// In review, `awaiting` whose turn it is.
    fn in_review(&self, awaiting: Awaiting, today: NaiveDate) -> Self {
        let state = self.at(Status::Submitted);
        Self { awaiting: Some(awaiting), submitted_on: Some(today), lead_silent: false, ..state }
    }

    /// With its dates set anew `today`. After the last number there is comes the least: what was told under any of them is not
    /// told again, nor taken for told.
    fn redated(&self, today: NaiveDate) -> Self {
        Self { due_rev: self.due_rev.wrapping_add(1), redated_on: Some(today), ..self.clone() }
    }
}

/// Whether the first-listed lead reviews what `owner` hands in: not its own report, and not where the lead is the
/// coordinating unit, which reviews anyway.
pub fn lead_reviews(owner: UnitId, first_lead: Option<UnitId>, coordinating: Option<UnitId>) -> bool {
    first_lead.is_some_and(|lead| lead != owner && Some(lead) != coordinating)
}

/// Whether the lead has let its working days pass without an answer: the day after the fifth working day.
pub fn lead_review_expired(state: &State, calendar: &WorkCalendar, today: NaiveDate) -> bool {
    lead_review_expires(state, calendar).is_some_and(|on| today >= on)
}

/// The day from which on that is so; `None` where nothing lies with a lead.
pub fn lead_review_expires(state: &State, calendar: &WorkCalendar) -> Option<NaiveDate> {
    let waiting = state.awaiting == Some(Awaiting::Lead);
    let since = state.submitted_on.filter(|_| waiting)?;
    calendar.offset_after(since, LEAD_REVIEW_WORKDAYS).succ_opt()
}

/// The state after a step.
///
/// # Errors
/// The first [`Refusal`] that applies; the state is then as it was.
pub fn next(state: &State, step: &Step, context: &Context) -> Result<State, Refusal> {
    check(state, step.name(), context)?;
    let today = context.today;
    Ok(match step {
        Step::Acknowledge => state.at(Status::Acknowledged),
        Step::SaveReport if state.status == Status::Assigned => state.at(Status::Acknowledged),
        Step::SaveReport => state.clone(),
        Step::Submit if context.lead_reviews => state.in_review(Awaiting::Lead, today),
        Step::Submit => state.in_review(Awaiting::Coordinator, today),
        // What was only kept leaves the matter where it is.
        Step::Withdraw { .. } if state.status != Status::Submitted => state.clone(),
        Step::Withdraw { answers_return: true } => state.at(Status::Returned),
        Step::Withdraw { answers_return: false } => state.at(Status::Acknowledged),
        Step::Accept => State { awaiting: Some(Awaiting::Coordinator), ..state.clone() },
        Step::PassOn => State { awaiting: Some(Awaiting::Coordinator), lead_silent: true, ..state.clone() },
        Step::Return { as_empty: true, .. } => state.at(Status::Returned),
        Step::Return { answer_by, .. } => answer_wanted(state.at(Status::Returned), *answer_by, today)?,
        Step::Close => state.at(Status::Closed),
        Step::ClaimNotApplicable(_) => {
            State { claimed_not_applicable: true, ..state.in_review(Awaiting::Coordinator, today) }
        }
        Step::ConfirmNotApplicable => state.at(Status::NotApplicable),
        Step::DeclineNotApplicable(_) => state.at(Status::Acknowledged),
        Step::Extend { due, requested_on } => extended(state, *due, *requested_on, today)?,
        Step::Suspend(_) => state.at(Status::Suspended),
        Step::Resume => state.at(Status::Assigned),
        Step::Cancel(_) => state.at(Status::Cancelled),
        Step::Reopen { answer_by: None, .. } => state.at(Status::Acknowledged),
        Step::Reopen { answer_by: Some(date), .. } => answer_wanted(state.at(Status::Acknowledged), *date, today)?,
    })
}

/// Whether a step of this name starts from this state, dates aside: for buttons that would only be refused.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn check(state: &State, step: StepName, context: &Context) -> Result<(), Refusal> {
    if let Some(word) = state.unknown_word() {
        return Err(Refusal::NotUnderstood { word });
    }
    if !starts_from(step).contains(&state.status) {
        return Err(Refusal::WrongStatus { status: state.status, step });
    }
    match step {
        StepName::Accept | StepName::Return | StepName::Close => check_review(state, step, context),
        StepName::ConfirmNotApplicable | StepName::DeclineNotApplicable => check_claim(state, step, context),
        StepName::PassOn if state.awaiting != Some(Awaiting::Lead) => {
            Err(Refusal::NotYourTurn { awaiting: Awaiting::Coordinator })
        }
        _ => Ok(()),
    }
}

/// Whether a step of this name starts from this status at all.
pub fn starts(step: StepName, status: Status) -> bool {
    starts_from(step).contains(&status)
}

/// From which status a step starts.
fn starts_from(step: StepName) -> &'static [Status] {
    use Status::*;
    match step {
        StepName::Acknowledge => &[Assigned],
        StepName::SaveReport | StepName::Submit | StepName::ClaimNotApplicable | StepName::Extend => {
            &[Assigned, Acknowledged, Returned]
        }
        StepName::Withdraw => &[Acknowledged, Submitted, Returned],
        StepName::Accept
        | StepName::PassOn
        | StepName::Return
        | StepName::Close
        | StepName::ConfirmNotApplicable
        | StepName::DeclineNotApplicable => &[Submitted],
        StepName::Suspend => &[Assigned, Acknowledged, Submitted, Returned],
        StepName::Resume => &[Suspended],
        StepName::Cancel => &[Assigned, Acknowledged, Submitted, Returned, Suspended, NotApplicable],
        StepName::Reopen => &[Closed, NotApplicable, Cancelled],
    }
}

/// A report is reviewed by others than its author, each reviewer in turn; only the coordinator may return it early.
fn check_review(state: &State, step: StepName, context: &Context) -> Result<(), Refusal> {
    if state.claimed_not_applicable {
        return Err(Refusal::ClaimPending);
    }
    let awaiting = state.awaiting.unwrap_or(Awaiting::Coordinator);
    let early_return = step == StepName::Return && context.reviewer == Awaiting::Coordinator;
    if context.reviewer != awaiting && !early_return {
        return Err(Refusal::NotYourTurn { awaiting });
    }
    match (step, awaiting) {
        (StepName::Accept, Awaiting::Coordinator) => Err(Refusal::NotYourTurn { awaiting }),
        (StepName::Close, Awaiting::Lead) => Err(Refusal::NotYourTurn { awaiting }),
        (StepName::Accept | StepName::Close, _) if context.own_report => Err(Refusal::OwnReport),
        _ => Ok(()),
    }
}

/// A claim is decided by others than its author.
fn check_claim(state: &State, step: StepName, context: &Context) -> Result<(), Refusal> {
    match step {
        _ if !state.claimed_not_applicable => Err(Refusal::NoClaim),
        StepName::ConfirmNotApplicable if context.own_report => Err(Refusal::OwnReport),
        _ => Ok(()),
    }
}

/// Until then nothing is overdue, so a mistyped year would hide it: so many days at most.
const MOST_TIME_TO_ANSWER: Days = Days::new(183);

fn answer_wanted(state: State, answer_by: NaiveDate, today: NaiveDate) -> Result<State, Refusal> {
    if answer_by < today {
        return Err(Refusal::AnswerByInThePast { answer_by, today });
    }
    let latest = today + MOST_TIME_TO_ANSWER;
    if answer_by > latest {
        return Err(Refusal::AnswerByTooFar { answer_by, latest });
    }
    Ok(State { answer_by: Some(answer_by), ..state.redated(today) })
}

fn extended(state: &State, due: NaiveDate, requested_on: NaiveDate, today: NaiveDate) -> Result<State, Refusal> {
    let effective_due = state.effective_due();
    if requested_on > effective_due {
        return Err(Refusal::AskedTooLate { requested_on, effective_due });
    }
    if due <= effective_due {
        return Err(Refusal::NotLater { due, effective_due });
    }
    Ok(State { due, ..state.redated(today) })
}

#[cfg(test)]
mod tests;
