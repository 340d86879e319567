//! How a conversation goes wrong. What is said of it begins with how, as it is stored and shown: `views::server_said` puts that
//! into the reader's language.

use std::{fmt, io};

use super::reply::{Reply, Unheard};
use crate::domain::typed::said_by_others;

/// So much of what is said is kept, in characters.
const MOST_SAID: usize = 1_000;

/// What went wrong at a step.
#[derive(Debug)]
pub(super) enum Trouble {
    /// There is no line.
    NoLine(io::Error),
    /// Nothing that can be trusted: the server does not prove to be who it should be.
    Tls(io::Error),
    /// The line broke, or nothing came in time.
    Network(io::Error),
    /// What came is no answer.
    NoAnswer(String),
    /// The server does not agree.
    Refused(Reply),
    /// An answer that agrees, but to something that was not asked.
    OutOfStep(Reply),
    /// Something came before anything was asked: every answer after it would belong to another step.
    Unasked(String),
    /// The server does not offer what we need.
    NotOffered(&'static str),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Network(error)
    }
}

impl From<Unheard> for Trouble {
    fn from(unheard: Unheard) -> Self {
        match unheard {
            Unheard::Network(error) => Self::Network(error),
            Unheard::NotOne(came) => Self::NoAnswer(came),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLine(error) => write!(f, "Connection error: {error}"),
            Self::Tls(error) => write!(f, "tls error: {error}"),
            Self::Network(error) => write!(f, "network error: {error}"),
            Self::NoAnswer(came) => write!(f, "response error: {came}"),
            Self::Refused(reply) if reply.code < 500 => write!(f, "transient error ({}): {reply}", reply.code),
            Self::Refused(reply) => write!(f, "permanent error ({}): {reply}", reply.code),
            Self::OutOfStep(reply) => write!(f, "out of step ({}): {reply}", reply.code),
            Self::Unasked(came) => write!(f, "out of step: {came}"),
            Self::NotOffered(what) => write!(f, "response error: {what}"),
        }
    }
}

impl Trouble {
    /// The code of a refusal.
    pub(super) fn refused(&self) -> Option<u16> {
        match self {
            Self::Refused(reply) => Some(reply.code),
            _ => None,
        }
    }

    /// In one line, as it is kept.
    pub(super) fn said(&self) -> String {
        said_by_others(&self.to_string(), MOST_SAID)
    }
}
