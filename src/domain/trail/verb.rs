//! What the trail says was done (操作), as a closed vocabulary: a verb has its words in the catalogue and says in words what it changed.

use crate::obligation::step::StepName;
use crate::word::stored_vocabulary;

stored_vocabulary! {
    /// What was done.
    Verb {
        /// 签收.
        Acknowledge = "acknowledge",
        /// 暂存: a draft that nobody else sees.
        KeepDraft = "keep_draft",
        /// 填报进展: told, and not handed in for review.
        SaveReport = "save_report",
        /// 代填进展: by a coordinator.
        SaveReportFor = "save_report_for",
        /// 报送审核.
        Submit = "submit",
        /// 代填并报送审核.
        SubmitFor = "submit_for",
        /// 撤回报送.
        Withdraw = "withdraw",
        /// 撤回不涉及申请.
        WithdrawClaim = "withdraw_claim",
        /// 报送月度调度: a unit's month as a whole.
        FileMonth = "file_month",
        /// 开启调度期次: by the clock, or by the first report that answers it.
        OpenRound = "open_round",
        /// 撤回月度调度.
        WithdrawMonth = "withdraw_month",
        /// 牵头审核通过.
        Accept = "accept",
        /// 牵头单位逾期未反馈.
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
        /// 逾期: the clock's.
        BecomeOverdue = "become_overdue",
        /// 电话提醒.
        RecordCall = "record_call",
        /// 提出督办措施.
        ProposeMeasure = "propose_measure",
        /// 决定采取督办措施.
        ConfirmProposal = "confirm_proposal",
        /// 不采纳督办建议.
        DeclineProposal = "decline_proposal",
        /// 发出通知: the clock's.
        Tick = "tick",
        /// 载入工作日历.
        LoadCalendar = "load_calendar",
        /// 启用规则的新版本: calendar, ladder or lamp rule.
        SetRules = "set_rules",
        /// 重新发送邮件.
        ResendMail = "resend_mail",
        /// 恢复向邮箱发送.
        LiftSuspension = "lift_suspension",
        /// 恢复数据库: from a backup.
        RestoreDatabase = "restore_database",
        /// 解除发件暂停: after a restore.
        ReleaseOutbox = "release_outbox",
        /// 导入计划.
        ImportPlan = "import_plan",
        /// 启用计划.
        ActivatePlan = "activate_plan",
        /// 丢弃草稿.
        DiscardDraft = "discard_draft",
        /// The title and the years of a draft.
        EditPlan = "edit_plan",
        /// A date that moves with the year of its draft.
        Redate = "redate",
        /// The title of a task.
        EditTask = "edit_task",
        /// A measure that was not read.
        AddMeasure = "add_measure",
        /// The words of a measure.
        EditMeasure = "edit_measure",
        /// A measure that is none.
        RemoveMeasure = "remove_measure",
        /// Whether a measure is handed out.
        CloseMeasure = "close_measure",
        /// 改报送周期.
        SetCadence = "set_cadence",
        /// A milestone that was not read.
        AddMilestone = "add_milestone",
        /// A milestone.
        EditMilestone = "edit_milestone",
        /// A milestone that is none.
        RemoveMilestone = "remove_milestone",
        /// An indicator that was not read.
        AddIndicator = "add_indicator",
        /// An indicator.
        EditIndicator = "edit_indicator",
        /// An indicator that is none.
        RemoveIndicator = "remove_indicator",
        /// Who does a measure.
        AssignUnits = "assign_units",
        /// Units that the compiler proposes.
        AdoptUnits = "adopt_units",
        /// The same, not taken.
        DeclineUnits = "decline_units",
        /// What else the compiler proposes.
        AdoptGuess = "adopt_guess",
        /// The same, not taken.
        DeclineGuess = "decline_guess",
        /// Which unit an unknown name means.
        PlaceUnit = "place_unit",
        /// A unit for the registry.
        AddUnit = "add_unit",
        /// Which units one word means.
        ExpandGroup = "expand_group",
        /// The unit that coordinates was named by the settings.
        AppointOffice = "appoint_office",
        /// Words that belong to no measure.
        SettleLeftover = "settle_leftover",
        /// The same, open again.
        ReopenLeftover = "reopen_leftover",
        /// Of which task they would be.
        EditLeftover = "edit_leftover",
        /// A doubt.
        SettleProblem = "settle_problem",
        /// The same, open again.
        ReopenProblem = "reopen_problem",
        /// 添加人员.
        AddPerson = "add_person",
        /// 更正人员信息.
        EditPerson = "edit_person",
        /// 增加岗位.
        AddPost = "add_post",
        /// 结束岗位.
        EndPost = "end_post",
        /// 恢复人员.
        EnablePerson = "enable_person",
        /// 停用人员.
        DisablePerson = "disable_person",
        /// 重发一次性链接.
        RenewLink = "renew_link",
        /// 申请一次性链接: a security administrator decides.
        RequestLink = "request_link",
        /// 同意一次性链接.
        AgreeLink = "agree_link",
        /// 不同意一次性链接.
        RefuseLink = "refuse_link",
        /// 修改本人口令.
        ChangePassword = "change_password",
        /// 结束本人的登录.
        EndSessions = "end_sessions",
        /// 设置口令.
        SetPassword = "set_password",
        /// 登录.
        SignIn = "sign_in",
        /// 退出登录.
        SignOut = "sign_out",
        /// 切换代表单位.
        ChoosePost = "choose_post",
        /// 登录失败.
        FailSignIn = "fail_sign_in",
        /// 锁定账号: the last failure that is allowed.
        LockAccount = "lock_account",
        /// 解除锁定.
        UnlockAccount = "unlock_account",
        /// 拒绝操作: somebody wished what was refused.
        Refuse = "refuse",
        /// 导出审计日志.
        ExportTrail = "export_trail",
    }
}

impl From<StepName> for Verb {
    fn from(step: StepName) -> Self {
        match step {
            StepName::Acknowledge => Self::Acknowledge,
            StepName::SaveReport => Self::SaveReport,
            StepName::Submit => Self::Submit,
            StepName::Withdraw => Self::Withdraw,
            StepName::Accept => Self::Accept,
            StepName::PassOn => Self::PassOn,
            StepName::Return => Self::Return,
            StepName::Close => Self::Close,
            StepName::ClaimNotApplicable => Self::ClaimNotApplicable,
            StepName::ConfirmNotApplicable => Self::ConfirmNotApplicable,
            StepName::DeclineNotApplicable => Self::DeclineNotApplicable,
            StepName::Extend => Self::Extend,
            StepName::Suspend => Self::Suspend,
            StepName::Resume => Self::Resume,
            StepName::Cancel => Self::Cancel,
            StepName::Reopen => Self::Reopen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_called_in_the_trail_as_everywhere() {
        for step in StepName::ALL {
            assert_eq!(Verb::from(*step).as_str(), step.as_str());
        }
    }
}
