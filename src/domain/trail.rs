//! The trail (操作记录): what everybody did to what.

mod verb;

pub use verb::Verb;

use crate::id::{
    IndicatorId, LeftoverId, MailId, MeasureId, MilestoneId, ObligationId, PersonId, PlanId, ProblemId, ProposalId,
    TaskId, UnitId,
};
use crate::vocabulary::vocabulary;
use crate::word::CarriedWord;
use crate::word::stored_vocabulary;

vocabulary! {
    /// Why a wish was refused, as far as somebody else than its writer should know of it.
    RefusalReason {
        /// 无权限: the right is missing.
        Forbidden = "forbidden",
        /// 与本单位无关: no relation to what was to be changed, or there is no such thing.
        Unrelated = "unrelated",
        /// 页面失效或来自其他网站: a form that no page of the session sent.
        ForeignForm = "foreign_form",
        /// 内容已被更新或状态不允许: a colleague was faster, or the state does not allow it.
        Conflict = "conflict",
        /// 尝试太多: of this source, or of all.
        TooMany = "too_many",
        /// 账号已锁定: nothing was looked at.
        Locked = "locked",
    }
}

stored_vocabulary! {
    /// By which way something was asked for (操作渠道).
    AuditChannel {
        /// 网页: a page in a browser.
        Page = "page",
        /// 接口: a call of a program.
        Call = "call",
        /// 命令行: the command line of the machine.
        Console = "console",
        /// 系统定时: the clock.
        Clock = "clock",
    }
}

/// How the rest of a row is to be read: grows when what is written into it changes its meaning.
pub const FORMAT: i32 = 1;

/// Declares what is acted on, each noun with the word that is stored: both ways from one list.
macro_rules! nouns {
    ($($(#[$meta:meta])* $variant:ident($key:ident) = $word:literal,)+) => {
        /// What an action is about (操作对象): a noun and its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum On {
            /// Nothing that has a key: the working days.
            Calendar,
            /// Calendar, ladder and lamp rule, by versions.
            Rules,
            /// The database as a whole.
            Database,
            /// An address that nobody has.
            UnknownAddress,
            /// A request that was refused: what it asks for stands in the row itself.
            Request,
            /// The trail itself.
            Trail,
            $($(#[$meta])* $variant($key),)+
            /// What another version acted on: its noun, and the number of its key.
            Unknown(CarriedWord, i64),
        }

        impl On {
            /// Every noun that this version acts on, as it is stored.
            pub const NOUNS: &[&str] = &["calendar", "rules", "database", "unknown_address", "request", "trail", $($word,)+];

            /// What is stored: a noun that this version does not know is carried.
            pub fn stored(noun: &str, number: i64) -> Self {
                match (noun, number) {
                    ("calendar", 0) => Self::Calendar,
                    ("rules", 0) => Self::Rules,
                    ("database", 0) => Self::Database,
                    ("unknown_address", 0) => Self::UnknownAddress,
                    ("request", 0) => Self::Request,
                    ("trail", 0) => Self::Trail,
                    $(($word, _) => Self::$variant($key::new(number)),)+
                    _ => Self::Unknown(CarriedWord::of(noun), number),
                }
            }

            /// The noun as it is stored and as a catalogue key.
            pub fn noun(self) -> &'static str {
                match self {
                    Self::Calendar => "calendar",
                    Self::Rules => "rules",
                    Self::Database => "database",
                    Self::UnknownAddress => "unknown_address",
                    Self::Request => "request",
                    Self::Trail => "trail",
                    $(Self::$variant(_) => $word,)+
                    Self::Unknown(noun, _) => noun.as_str(),
                }
            }

            /// The number of its key, as it is stored and shown; 0 where there is none.
            pub fn number(self) -> i64 {
                match self {
                    Self::Calendar
                    | Self::Rules
                    | Self::Database
                    | Self::UnknownAddress
                    | Self::Request
                    | Self::Trail => 0,
                    $(Self::$variant(id) => id.get(),)+
                    Self::Unknown(_, number) => number,
                }
            }
        }
    };
}

nouns! {
    /// An indicator.
    Indicator(IndicatorId) = "indicator",
    /// A stretch of the document that belongs to no measure.
    Leftover(LeftoverId) = "leftover",
    /// A mail.
    Mail(MailId) = "mail",
    /// A measure.
    Measure(MeasureId) = "measure",
    /// A milestone.
    Milestone(MilestoneId) = "milestone",
    /// An obligation.
    Obligation(ObligationId) = "obligation",
    /// A person.
    Person(PersonId) = "person",
    /// A plan.
    Plan(PlanId) = "plan",
    /// A doubt.
    Problem(ProblemId) = "problem",
    /// A proposal of the ladder.
    Proposal(ProposalId) = "proposal",
    /// A task.
    Task(TaskId) = "task",
    /// A unit.
    Unit(UnitId) = "unit",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_acted_on_is_read_as_it_was_written_and_other_versions_nouns_are_carried() {
        for on in [
            On::Calendar,
            On::Database,
            On::UnknownAddress,
            On::Person(PersonId::new(3)),
            On::Obligation(ObligationId::new(12)),
        ] {
            assert_eq!(On::stored(on.noun(), on.number()), on);
        }
        for (noun, number) in [("seal", 7), ("", 0), ("calendar", 5)] {
            let on = On::stored(noun, number);
            assert!(matches!(on, On::Unknown(..)), "{on:?}");
            assert_eq!((on.noun(), on.number()), (noun, number));
        }
    }
}
