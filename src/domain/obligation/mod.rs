//! Obligations (责任事项): what one unit owes, with its own status: the thing that is tracked.

pub mod closing;
pub mod due;
pub mod escalation;
pub mod fan_out;
pub mod ladder;
pub mod lamp;
pub mod lamp_days;
pub mod progress;
pub mod said;
pub mod sorting;
pub mod status;
pub mod step;
pub mod withdrawal;

use super::vocabulary::vocabulary;
use super::word::stored_vocabulary;

stored_vocabulary! {
    /// What kind of duty it is.
    ObligationKind {
        /// 年度任务: the measure over the year; carries the monthly report.
        Standing = "standing",
        /// 时间节点: what must be there by a date.
        Dated = "dated",
    }
}

stored_vocabulary! {
    /// Where an obligation stands. Overdue is derived, never a status.
    Status {
        /// 待签收.
        Assigned = "assigned",
        /// 办理中.
        Acknowledged = "acknowledged",
        /// 待审核 (see [`Awaiting`]).
        Submitted = "submitted",
        /// 退回补充, with an `answer_by` date.
        Returned = "returned",
        /// 不涉及: claimed by the unit with a reason, confirmed by the coordinator.
        NotApplicable = "not_applicable",
        /// 暂缓.
        Suspended = "suspended",
        /// 取消.
        Cancelled = "cancelled",
        /// 办结.
        Closed = "closed",
    }
}

stored_vocabulary! {
    /// Whose turn it is on a submission.
    Awaiting {
        /// The first-listed lead reviews (牵头审核).
        Lead = "lead",
        /// The coordinator reviews.
        Coordinator = "coordinator",
    }
}

stored_vocabulary! {
    /// How far the work is, as the monthly report says.
    Stage {
        /// 未启动.
        NotStarted = "not_started",
        /// 推进中.
        InProgress = "in_progress",
        /// 基本完成.
        MostlyDone = "mostly_done",
        /// 已完成.
        Done = "done",
    }
}

vocabulary! {
    /// The lamp (亮灯): computed, never stored as truth.
    Lamp {
        /// Past due and open.
        Red = "red",
        /// At risk.
        Yellow = "yellow",
        /// On schedule.
        Green = "green",
        /// Closed.
        Done = "done",
        /// Not in play (not applicable, suspended, cancelled).
        None = "none",
    }
}
