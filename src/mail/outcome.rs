//! What an answer of the server means for the mail, by what was asked and by its code.

use super::reply::extended;
use super::trouble::Trouble;
use crate::domain::breaker::Sign;

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Accepted,
    /// Not now; why.
    Temporary(String),
    /// The line broke, or fell out of step, over this mail before its end had left; why.
    Broken(String),
    /// There is no such reader; why.
    BadAddress(String),
    /// Not this mail, or not from us; why.
    Refused(String),
    /// The same, but for now: 454, as relays say it that are not set to relay for us; why.
    Unwelcome(String),
    /// The server takes nothing from anybody now, or there is none; why.
    NoConnection(String),
    /// The line broke, or fell out of step, after the end of the message: nobody knows whether it was taken; why.
    Doubt(String),
}

impl Outcome {
    /// What it says of the server.
    pub fn sign(&self) -> Sign {
        match self {
            Self::Accepted => Sign::Took,
            Self::Temporary(_) => Sign::Nothing,
            Self::Doubt(_) => Sign::Unsaid,
            Self::Broken(_) | Self::BadAddress(_) | Self::Refused(_) | Self::Unwelcome(_) => Sign::Refused,
            Self::NoConnection(_) => Sign::Down,
        }
    }

    /// What the server said, or what went wrong.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Accepted => None,
            Self::Temporary(reason)
            | Self::Broken(reason)
            | Self::BadAddress(reason)
            | Self::Refused(reason)
            | Self::Unwelcome(reason)
            | Self::NoConnection(reason)
            | Self::Doubt(reason) => Some(reason),
        }
    }

    /// Whether the server answered, so that the line can be used again.
    pub fn leaves_the_line_whole(&self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Temporary(_) | Self::BadAddress(_) | Self::Refused(_) | Self::Unwelcome(_)
        )
    }
}

/// At the sender, nothing of the mail has been named: it is between the server and us. A line out of step is of no more use, and
/// the mail of which that is seen has had its attempt: another line may do.
pub(super) fn at_sender(trouble: &Trouble) -> Outcome {
    match trouble {
        Trouble::OutOfStep(_) | Trouble::Unasked(_) => Outcome::Broken(trouble.said()),
        _ => Outcome::NoConnection(trouble.said()),
    }
}

/// At the reader, and before the message: 5.1.x is the address, a goodbye is a line that broke; whatever else is said, a demand
/// for an account too, may be said of this mail alone. Where it is said of all, the breaker finds out. An answer that is none to
/// what was asked belongs to another step: the line is of no more use, and nothing was taken.
pub(super) fn at_reader(trouble: &Trouble) -> Outcome {
    let said = trouble.said();
    match trouble.refused() {
        Some(421) | None => Outcome::Broken(said),
        Some(454) => Outcome::Unwelcome(said),
        Some(500..) if is_about_the_reader(trouble) => Outcome::BadAddress(said),
        Some(500..) => Outcome::Refused(said),
        Some(_) => Outcome::Temporary(said),
    }
}

/// At the message; the reader has been agreed to.
pub(super) fn at_data(trouble: &Trouble) -> Outcome {
    match at_reader(trouble) {
        Outcome::BadAddress(said) => Outcome::Refused(said),
        other => other,
    }
}

/// After the message: what fails once all of it may have left leaves everybody in doubt.
pub(super) fn after_message(trouble: &Trouble, all_left: bool) -> Outcome {
    let said = trouble.said();
    match trouble.refused() {
        Some(500..) => Outcome::Refused(said),
        Some(_) => Outcome::Temporary(said),
        None if all_left => Outcome::Doubt(said),
        None => Outcome::Broken(said),
    }
}

/// 5.1.7 and 5.1.8 are about the sender's address.
fn is_about_the_reader(trouble: &Trouble) -> bool {
    let Trouble::Refused(reply) = trouble else { return false };
    let code = reply.lines.first().and_then(|line| extended(line));
    code.is_some_and(|code| code.starts_with("5.1.") && !matches!(code, "5.1.7" | "5.1.8"))
}
