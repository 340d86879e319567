//! What an answer of the server means for the mail, by what was asked and by its code.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

use crate::domain::breaker::Sign;
use crate::domain::typed::said_by_others;

/// So much of a server's answer is kept, in characters.
const MOST_SAID: usize = 1_000;

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

/// At the sender, nothing of the mail has been named: it is between the server and us.
pub(super) fn at_sender(error: &Error) -> Outcome {
    Outcome::NoConnection(said(error))
}

/// At the reader, and before the message: 5.1.x is the address, a goodbye is a line that broke; whatever else is said, a demand
/// for an account too, may be said of this mail alone. Where it is said of all, the breaker finds out.
pub(super) fn at_reader(error: &Error) -> Outcome {
    let said = said(error);
    match code(error) {
        Some(421) | None => Outcome::Broken(said),
        Some(454) => Outcome::Unwelcome(said),
        Some(500..) if is_about_the_reader(extended(&said)) => Outcome::BadAddress(said),
        Some(500..) => Outcome::Refused(said),
        Some(_) => Outcome::Temporary(said),
    }
}

/// At the message; the reader has been agreed to.
pub(super) fn at_data(error: &Error) -> Outcome {
    match at_reader(error) {
        Outcome::BadAddress(said) => Outcome::Refused(said),
        other => other,
    }
}

/// After the message: what fails once all of it may have left leaves everybody in doubt.
pub(super) fn after_message(error: &Error, all_left: bool) -> Outcome {
    let said = said(error);
    match code(error) {
        Some(500..) => Outcome::Refused(said),
        Some(_) => Outcome::Temporary(said),
        None if all_left => Outcome::Doubt(said),
        None => Outcome::Broken(said),
    }
}

/// An answer that agrees, but to something that was not asked.
pub(super) fn out_of_step(answer: &Response) -> String {
    let words: Vec<&str> = answer.message().collect();
    said_by_others(&format!("out of step ({}): {}", answer.code(), words.join(" ")), MOST_SAID)
}

fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// The extended code of an answer: `5.1.1`.
fn extended(said: &str) -> Option<&str> {
    let words = said.split_once("): ").map_or("", |(_, words)| words);
    words.split(' ').next().filter(|code| code.split('.').count() == 3)
}

/// 5.1.7 and 5.1.8 are about the sender's address.
fn is_about_the_reader(extended: Option<&str>) -> bool {
    extended.is_some_and(|code| code.starts_with("5.1.") && !matches!(code, "5.1.7" | "5.1.8"))
}

/// The error with its causes, in one line.
pub(super) fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    said_by_others(&text, MOST_SAID)
}
