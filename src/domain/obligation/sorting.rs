//! By what a list of obligations is sorted.

use std::fmt;
use std::str::FromStr;

use super::Status;
use crate::vocabulary::{UnknownWord, vocabulary};

vocabulary! {
    /// By what a list of obligations is sorted; where two are alike, by date, then in the plan's order.
    Sort {
        /// 期限.
        Due = "due",
        /// 责任单位, in the order in which units were taken in.
        Unit = "unit",
        /// The order of the plan.
        Plan = "plan",
        /// 状态: what is before the unit first, what is done with last.
        Status = "status",
        /// Since when it is late, or will be: the longest delay first. What has no deadline, or is out of the unit's hands, comes last.
        Late = "late",
        /// 亮灯: red first.
        Lamp = "lamp",
    }
}

impl Sort {
    /// Whether it has an index in its order. What has none is sorted when it is asked for, as far as that is affordable.
    pub fn is_kept(self) -> bool {
        !matches!(self, Self::Lamp)
    }
}

/// The place of a status in a list: what is before the unit first, then what is with others, what is done with, what nobody knows.
/// The index of this order says the same.
pub const STATUSES: [Status; 8] = [
    Status::Assigned,
    Status::Acknowledged,
    Status::Returned,
    Status::Submitted,
    Status::Suspended,
    Status::Closed,
    Status::NotApplicable,
    Status::Cancelled,
];

/// A sort and its direction: `due`, or `-due` for the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// By what.
    pub by: Sort,
    /// The other way round.
    pub descending: bool,
}

impl Default for Sorting {
    fn default() -> Self {
        Self { by: Sort::Due, descending: false }
    }
}

impl fmt::Display for Sorting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.by)
    }
}

impl FromStr for Sorting {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let (word, descending) = text.strip_prefix('-').map_or((text, false), |word| (word, true));
        Ok(Self { by: word.parse()?, descending })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_is_a_word_and_a_sign_before_it_turns_it_round() {
        for by in Sort::ALL {
            for descending in [true, false] {
                let sorting = Sorting { by: *by, descending };
                assert_eq!(sorting.to_string().parse(), Ok(sorting));
            }
        }
        assert_eq!("-late".parse(), Ok(Sorting { by: Sort::Late, descending: true }));
        for other in ["", "-", "--due", "due-", "deliverable"] {
            assert!(other.parse::<Sorting>().is_err(), "{other}");
        }
    }

    #[test]
    fn every_status_has_its_place() {
        assert_eq!(STATUSES.len(), Status::ALL.len());
        assert!(Status::ALL.iter().all(|status| STATUSES.contains(status)));
    }
}
