//! What a notice is about, as it is stored: a kind, and beside plan and obligation a unit and a span of time.

use std::fmt;

use crate::id::{ObligationId, PlanId, UnitId};
use crate::period::{Period, Week};
use crate::vocabulary::UnknownWord;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// One obligation.
    Obligation(ObligationId),
    /// All reports that a unit owes to a plan for a month.
    Month {
        /// The plan.
        plan: PlanId,
        /// The unit.
        unit: UnitId,
        /// The month.
        period: Period,
    },
    /// The brief of a week.
    Digest {
        /// The plan.
        plan: PlanId,
        /// The week.
        week: Week,
    },
}

impl Subject {
    /// The kinds, as they are stored.
    pub const KINDS: [&'static str; 3] = ["obligation", "month", "digest"];

    /// Its kind, as it is stored.
    pub fn kind(self) -> &'static str {
        let [obligation, month, digest] = Self::KINDS;
        match self {
            Self::Obligation(_) => obligation,
            Self::Month { .. } => month,
            Self::Digest { .. } => digest,
        }
    }

    /// The obligation, where it is one.
    pub fn obligation(self) -> Option<ObligationId> {
        match self {
            Self::Obligation(id) => Some(id),
            Self::Month { .. } | Self::Digest { .. } => None,
        }
    }

    /// The unit and the span of time that it is about beside its plan; 0 and nothing where there is none.
    pub fn of_whom_when(self) -> (UnitId, String) {
        match self {
            Self::Obligation(_) => (UnitId::new(0), String::new()),
            Self::Month { unit, period, .. } => (unit, period.to_string()),
            Self::Digest { week, .. } => (UnitId::new(0), week.to_string()),
        }
    }

    /// What is stored so.
    ///
    /// # Errors
    /// [`UnknownWord`] for what another version wrote.
    pub fn stored(
        kind: &str,
        (plan, obligation): (PlanId, Option<ObligationId>),
        (unit, span): (UnitId, &str),
    ) -> Result<Self, UnknownWord> {
        let subject = match kind {
            "obligation" => obligation.map(Self::Obligation),
            "month" => span.parse().ok().map(|period| Self::Month { plan, unit, period }),
            "digest" => span.parse().ok().map(|week| Self::Digest { plan, week }),
            _ => None,
        };
        let stable = subject.filter(|subject| {
            let (own, when) = subject.of_whom_when();
            own == unit && when == span && subject.obligation() == obligation
        });
        stable.ok_or_else(|| UnknownWord { vocabulary: "Subject", word: kind.to_owned() })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Obligation(id) => write!(f, "obligation/{id}"),
            Subject::Month { plan, unit, period } => write!(f, "month/{plan}/{unit}/{period}"),
            Subject::Digest { plan, week } => write!(f, "digest/{plan}/{week}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_subject_is_read_as_it_is_stored_and_nothing_else_is() {
        let (plan, unit, none) = (PlanId::new(1), UnitId::new(7), UnitId::new(0));
        let subjects = [
            Subject::Obligation(ObligationId::new(12)),
            Subject::Month { plan, unit, period: Period::of(day("2024-06-25")) },
            Subject::Digest { plan, week: Week::of(day("2024-12-30")) },
        ];
        for subject in subjects {
            let (unit, span) = subject.of_whom_when();
            assert_eq!(Subject::stored(subject.kind(), (plan, subject.obligation()), (unit, &span)).unwrap(), subject);
        }
        let twelve = Some(ObligationId::new(12));
        let strange = [
            ("", None, none, ""),
            ("obligation", None, none, ""),
            ("obligation", twelve, unit, ""),
            ("obligation", twelve, none, "2024-06"),
            ("month", None, unit, "2024-6"),
            ("month", twelve, unit, "2024-06"),
            ("digest", None, none, "2024-W54"),
            ("digest", None, unit, "2024-W26"),
            ("month/1/7/2024-06", None, none, ""),
        ];
        for (kind, obligation, unit, span) in strange {
            assert!(Subject::stored(kind, (plan, obligation), (unit, span)).is_err(), "{kind:?} {span:?}");
        }
    }
}
