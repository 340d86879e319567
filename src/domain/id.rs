//! Keys (键): each row's number, by what it is the key of, so that no unit is looked up as a plan.

/// Declares the key of a kind of rows: a number that is only compared, shown and passed on.
macro_rules! keys {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The key with that number.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// Its number, as it is stored, sent and shown.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl AsRef<i64> for $name {
            fn as_ref(&self) -> &i64 {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

keys! {
    /// Of a plan (计划).
    PlanId,
    /// Of a numbered task (任务).
    TaskId,
    /// Of a measure (措施).
    MeasureId,
    /// Of a milestone (节点).
    MilestoneId,
    /// Of an indicator (指标).
    IndicatorId,
    /// Of a doubt (存疑).
    ProblemId,
    /// Of a stretch of the document that belongs to no measure (未归入的文字).
    LeftoverId,
    /// Of an obligation (责任事项).
    ObligationId,
    /// Of a round of reporting (调度期次).
    RoundId,
    /// Of a text that obligations are searched by (检索文本).
    SearchTextId,
    /// Of a report (填报).
    ReportId,
    /// Of a row of the trail (操作记录).
    EntryId,
    /// Of a proposal of the ladder (督办建议).
    ProposalId,
    /// Of a mail (邮件).
    MailId,
    /// Of a unit (单位).
    UnitId,
    /// Of a person (人员).
    PersonId,
    /// Of a request for a one-time link (一次性链接的申请).
    LinkRequestId,
    /// Of a post (岗位).
    PostId,
}

/// Of a session (会话): random, for whoever signed in carries it in a token; no log shows it.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct SessionId(String);

impl SessionId {
    /// The key with that text, as it is stored and as the token has it.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for SessionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionId(…)")
    }
}
