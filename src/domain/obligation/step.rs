//! The steps people take on an obligation, and why one may be refused.

use std::fmt;

use chrono::NaiveDate;

use super::{Awaiting, Stage, Status};
use crate::typed::Reason;
use crate::vocabulary::vocabulary;
use crate::word::CarriedWord;

vocabulary! {
    /// The name of a step, as the history and the pages know it.
    StepName {
        /// 签收.
        Acknowledge = "acknowledge",
        /// 填报: a report is kept, nothing is handed in for review.
        SaveReport = "save_report",
        /// 报送: handed in for review.
        Submit = "submit",
        /// 撤回: the unit takes back what it has filed.
        Withdraw = "withdraw",
        /// 牵头审核.
        Accept = "accept",
        /// 牵头单位未反馈: the lead did not answer in time.
        PassOn = "pass_on",
        /// 退回补充.
        Return = "return",
        /// 办结.
        Close = "close",
        /// 申请不涉及.
        ClaimNotApplicable = "claim_not_applicable",
        /// 确认不涉及.
        ConfirmNotApplicable = "confirm_not_applicable",
        /// 不同意不涉及.
        DeclineNotApplicable = "decline_not_applicable",
        /// 延期.
        Extend = "extend",
        /// 暂缓.
        Suspend = "suspend",
        /// 恢复.
        Resume = "resume",
        /// 取消.
        Cancel = "cancel",
        /// 重新办理.
        Reopen = "reopen",
    }
}

/// A step, with the reason or the date it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The unit takes note of what it owes.
    Acknowledge,
    /// The unit keeps a report; that acknowledges too.
    SaveReport,
    /// The unit hands a report in for review.
    Submit,
    /// The unit takes back what it has filed; [`super::withdrawal`] says until when.
    Withdraw {
        /// It was the answer to a return, which is owed again.
        answers_return: bool,
    },
    /// The first-listed lead finds it good.
    Accept,
    /// The lead's time is over; the coordinator reviews alone.
    PassOn,
    /// A reviewer wants more.
    Return {
        /// What is missing.
        reason: Reason,
        /// Until when, that day included.
        answer_by: NaiveDate,
        /// 视同未报: there was nothing in it, so the clock never stopped and the date stays what it was.
        as_empty: bool,
    },
    /// The coordinator closes it.
    Close,
    /// The unit says that it does not concern it (不涉及).
    ClaimNotApplicable(Reason),
    /// The coordinator agrees.
    ConfirmNotApplicable,
    /// The coordinator does not.
    DeclineNotApplicable(Reason),
    /// The coordinator grants an extension (延期).
    Extend {
        /// The new due date.
        due: NaiveDate,
        /// The day the unit asked.
        requested_on: NaiveDate,
    },
    /// The coordinator puts it off without a date.
    Suspend(Reason),
    /// The coordinator takes it up again.
    Resume,
    /// The coordinator strikes it.
    Cancel(Reason),
    /// The coordinator opens what was closed, struck or found not applicable.
    Reopen {
        /// Why.
        reason: Reason,
        /// A new date for the answer; without one the old date holds.
        answer_by: Option<NaiveDate>,
    },
}

impl Step {
    /// The step's name.
    pub fn name(&self) -> StepName {
        match self {
            Step::Acknowledge => StepName::Acknowledge,
            Step::SaveReport => StepName::SaveReport,
            Step::Submit => StepName::Submit,
            Step::Withdraw { .. } => StepName::Withdraw,
            Step::Accept => StepName::Accept,
            Step::PassOn => StepName::PassOn,
            Step::Return { .. } => StepName::Return,
            Step::Close => StepName::Close,
            Step::ClaimNotApplicable(_) => StepName::ClaimNotApplicable,
            Step::ConfirmNotApplicable => StepName::ConfirmNotApplicable,
            Step::DeclineNotApplicable(_) => StepName::DeclineNotApplicable,
            Step::Extend { .. } => StepName::Extend,
            Step::Suspend(_) => StepName::Suspend,
            Step::Resume => StepName::Resume,
            Step::Cancel(_) => StepName::Cancel,
            Step::Reopen { .. } => StepName::Reopen,
        }
    }

    /// The step that handing in a report takes, of either kind: only what says 已完成 is what was owed. It asks for review and
    /// stops the clock; any other stage is a note of the progress, and neither status nor dates hear of it.
    pub fn of_report(stage: Stage, submit: bool) -> Self {
        if submit && stage == Stage::Done { Step::Submit } else { Step::SaveReport }
    }
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The step does not start from this status.
    WrongStatus {
        /// Where the obligation stands.
        status: Status,
        /// The step that was wished.
        step: StepName,
    },
    /// Another version wrote where it stands: no step starts from there here.
    NotUnderstood {
        /// Its word.
        word: CarriedWord,
    },
    /// It is another reviewer's turn.
    NotYourTurn {
        /// Whose.
        awaiting: Awaiting,
    },
    /// Whoever reported may not review or close.
    OwnReport,
    /// A claim (不涉及) is confirmed or declined, nothing else.
    ClaimPending,
    /// There is no claim to confirm or decline.
    NoClaim,
    /// The date for the answer is over already.
    AnswerByInThePast {
        /// The date that was wished.
        answer_by: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The date for the answer is so far away that it is a mistake.
    AnswerByTooFar {
        /// The date that was wished.
        answer_by: NaiveDate,
        /// The last one that is taken.
        latest: NaiveDate,
    },
    /// An extension must give a later date.
    NotLater {
        /// The date that was wished.
        due: NaiveDate,
        /// The effective due date.
        effective_due: NaiveDate,
    },
    /// An extension is asked for before expiry.
    AskedTooLate {
        /// The day the unit asked.
        requested_on: NaiveDate,
        /// The effective due date.
        effective_due: NaiveDate,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::WrongStatus { status, step } => write!(f, "{step} does not start from {status}"),
            Refusal::NotUnderstood { word } => write!(f, "{word:?} is a word of another version"),
            Refusal::NotYourTurn { awaiting } => write!(f, "it is the {awaiting}'s turn"),
            Refusal::OwnReport => f.write_str("whoever reported may not review or close"),
            Refusal::ClaimPending => f.write_str("a claim is pending: confirm or decline it"),
            Refusal::NoClaim => f.write_str("there is no claim to decide"),
            Refusal::AnswerByInThePast { answer_by, today } => write!(f, "{answer_by} is before today, {today}"),
            Refusal::AnswerByTooFar { answer_by, latest } => write!(f, "{answer_by} is after {latest}"),
            Refusal::NotLater { due, effective_due } => write!(f, "{due} is not later than {effective_due}"),
            Refusal::AskedTooLate { requested_on, effective_due } => {
                write!(f, "asked on {requested_on}, after {effective_due}")
            }
        }
    }
}

impl std::error::Error for Refusal {}
