//! The trail (操作记录): what everybody did to what.

use crate::id::{
    IndicatorId, LeftoverId, MailId, MeasureId, MilestoneId, ObligationId, PersonId, PlanId, ProblemId, ProposalId,
    TaskId, UnitId,
};
use crate::word::CarriedWord;

/// Declares what is acted on, each noun with the word that is stored: both ways from one list.
macro_rules! nouns {
    ($($(#[$meta:meta])* $variant:ident($key:ident) = $word:literal,)+) => {
        /// What an action is about (操作对象): a noun and its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum On {
            /// Nothing that has a key: the working days.
            Calendar,
            /// An address that nobody has.
            UnknownAddress,
            $($(#[$meta])* $variant($key),)+
            /// What another version acted on: its noun, and the number of its key.
            Unknown(CarriedWord, i64),
        }

        impl On {
            /// What is stored: a noun that this version does not know is carried.
            pub fn stored(noun: &str, number: i64) -> Self {
                match (noun, number) {
                    ("calendar", 0) => Self::Calendar,
                    ("unknown_address", 0) => Self::UnknownAddress,
                    $(($word, _) => Self::$variant($key::new(number)),)+
                    _ => Self::Unknown(CarriedWord::of(noun), number),
                }
            }

            /// The noun as it is stored and as a catalogue key.
            pub fn noun(self) -> &'static str {
                match self {
                    Self::Calendar => "calendar",
                    Self::UnknownAddress => "unknown_address",
                    $(Self::$variant(_) => $word,)+
                    Self::Unknown(noun, _) => noun.as_str(),
                }
            }

            /// The number of its key, as it is stored and shown; 0 where there is none.
            pub fn number(self) -> i64 {
                match self {
                    Self::Calendar | Self::UnknownAddress => 0,
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
        for on in
            [On::Calendar, On::UnknownAddress, On::Person(PersonId::new(3)), On::Obligation(ObligationId::new(12))]
        {
            assert_eq!(On::stored(on.noun(), on.number()), on);
        }
        for (noun, number) in [("seal", 7), ("", 0), ("calendar", 5)] {
            let on = On::stored(noun, number);
            assert!(matches!(on, On::Unknown(..)), "{on:?}");
            assert_eq!((on.noun(), on.number()), (noun, number));
        }
    }
}
