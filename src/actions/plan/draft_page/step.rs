//! What is done with the page besides saving it: the buttons of its rows.

use std::str::FromStr;

use super::row::DraftRow;

/// What the button says that was pressed. Whatever it is, what was typed on the page is saved first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftStep {
    /// Nothing more.
    Save,
    /// The draft is confirmed as a whole.
    Confirm,
    /// What belongs to no measure and is still open is none.
    LeaveAll,
    /// The units of the page that nobody knows are units of their own, but for those that were said to be others.
    NewUnits,
    /// Every doubt that the page shows has been looked at.
    SettleDoubts,
    /// All that is proposed for measures is taken.
    AdoptAll,
    /// Something with a row.
    Row(DraftRow, RowStep),
}

/// What is done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStep {
    /// It has been looked at, or is not needed.
    Settle,
    /// It is to be looked at again.
    Reopen,
    /// It is none, and taken out.
    Remove,
    /// A measure is made of it.
    Measure,
    /// What the compiler proposes for it is taken.
    Adopt,
    /// What the compiler proposes for it is left.
    Decline,
    /// It is a unit of its own.
    New,
    /// It is saved like all others, and gone on from.
    Add,
}

/// A word that is no step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoStep;

impl FromStr for DraftStep {
    type Err = NoStep;

    fn from_str(word: &str) -> Result<Self, NoStep> {
        match word {
            "" | "save" => return Ok(Self::Save),
            "confirm" => return Ok(Self::Confirm),
            "leave-all" => return Ok(Self::LeaveAll),
            "new-units" => return Ok(Self::NewUnits),
            "settle-doubts" => return Ok(Self::SettleDoubts),
            "adopt-all" => return Ok(Self::AdoptAll),
            _ => {}
        }
        let (row, word) = word.split_once('.').ok_or(NoStep)?;
        let step = match word {
            "settle" => RowStep::Settle,
            "reopen" => RowStep::Reopen,
            "remove" => RowStep::Remove,
            "measure" => RowStep::Measure,
            "adopt" => RowStep::Adopt,
            "decline" => RowStep::Decline,
            "new" => RowStep::New,
            "add" => RowStep::Add,
            _ => return Err(NoStep),
        };
        Ok(Self::Row(row.parse().map_err(|_| NoStep)?, step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::MilestoneId;

    #[test]
    fn a_button_says_what_is_done_with_which_row() {
        let removed = DraftStep::Row(DraftRow::Milestone(MilestoneId::new(5)), RowStep::Remove);
        assert_eq!(
            ("d5.remove".parse(), "".parse(), "save".parse()),
            (Ok(removed), Ok(DraftStep::Save), Ok(DraftStep::Save))
        );
        for word in ["d5", "d5.eat", "x5.remove", "confirm.d5", "Save"] {
            assert_eq!(word.parse::<DraftStep>(), Err(NoStep), "{word}");
        }
    }
}
