//! How a mail leaves: over which line, and what became of it there.

use std::fmt;

use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};

use super::conversation::{Codes, Conversation};
use super::greeting;
use super::outcome::{Outcome, after_message, at_data, at_reader, at_sender};
use super::trouble::Trouble;
use crate::config::{MailSettings, MailTransport};

/// The server agrees to what was named, and to a message.
const AGREES: Codes = 250..=252;

/// The server waits for the message.
const GOES_ON: Codes = 354..=354;

/// How mail leaves.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a server.
    Smtp(Box<MailSettings>),
    /// Nowhere: the outbox keeps it as handed over.
    Capture,
}

/// A line to the server, for one mail after the other.
pub struct Line {
    /// Signed in; none where mails are kept only.
    with: Option<Box<Conversation>>,
    past: Past,
}

/// What went over a line before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Past {
    /// Nothing.
    New,
    /// Mails, the last of which was taken.
    Used,
    /// A mail that was not brought to its end.
    Unfinished,
}

impl Transport {
    /// As it is set.
    pub fn from_settings(settings: &MailSettings) -> Self {
        match settings.transport {
            MailTransport::Smtp => Self::Smtp(Box::new(settings.clone())),
            MailTransport::Capture => Self::Capture,
        }
    }

    /// Over how many lines mails may leave at once.
    pub fn lines(&self) -> usize {
        match self {
            Self::Smtp(settings) => settings.connections.clamp(1, 64),
            Self::Capture => 1,
        }
    }

    /// Opens a line, or says why there is none.
    pub fn open(&self) -> Result<Line, String> {
        let with = match self {
            Self::Smtp(settings) => Some(Box::new(greeting::open(settings).map_err(|trouble| trouble.said())?)),
            Self::Capture => None,
        };
        Ok(Line { with, past: Past::New })
    }
}

impl Line {
    /// Names sender and reader, and asks to go on. Nothing of the message has left yet.
    ///
    /// # Errors
    /// What became of the mail, where it goes no further.
    pub fn address(&mut self, from: &str, to: &str) -> Result<(), Outcome> {
        let Self { with: Some(with), past } = self else { return Ok(()) };
        let (sender, reader) = (address(from)?, address(to)?);
        if *past == Past::Unfinished {
            ask(with, Rset, AGREES, at_sender)?;
        }
        *past = Past::Unfinished;
        ask(with, Mail::new(Some(sender), Vec::new()), AGREES, at_sender)?;
        ask(with, Rcpt::new(reader, Vec::new()), AGREES, at_reader)?;
        ask(with, Data, GOES_ON, at_data)
    }

    /// Hands the message over.
    pub fn hand_over(&mut self, raw: &str) -> Outcome {
        self.hand_over_and_hear(raw).0
    }

    /// The same, with what a server that took it said.
    pub fn hand_over_and_hear(&mut self, raw: &str) -> (Outcome, String) {
        let Self { with: Some(with), past } = self else { return (Outcome::Accepted, String::new()) };
        match with.hand_over(&Whole(raw).to_string(), AGREES) {
            (Ok(reply), _) => {
                *past = Past::Used;
                (Outcome::Accepted, reply.said())
            }
            (Err(trouble), all_left) => (after_message(&trouble, all_left), String::new()),
        }
    }

    /// Whether whoever has agreed to us still answers, in its words; nothing is handed over.
    ///
    /// # Errors
    /// What went wrong instead.
    pub fn try_out(&mut self) -> Result<String, String> {
        let Self { with: Some(with), .. } = self else { return Ok(String::new()) };
        with.ask(Noop, AGREES).map(|reply| reply.said()).map_err(|trouble| trouble.said())
    }

    /// Whether a mail went over it before, so that it may have been closed from the other end since.
    pub fn is_used(&self) -> bool {
        self.with.is_some() && self.past != Past::New
    }

    /// Says goodbye.
    pub fn close(self) {
        if let Some(with) = self.with {
            with.close();
        }
    }
}

/// One step before the message.
fn ask(
    with: &mut Conversation,
    command: impl fmt::Display,
    agrees: Codes,
    refused: fn(&Trouble) -> Outcome,
) -> Result<(), Outcome> {
    with.ask(command, agrees).map(drop).map_err(|trouble| refused(&trouble))
}

/// A message with its end, as it goes over the line: a dot at the beginning of a line is doubled.
struct Whole<'a>(&'a str);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.0.split("\r\n.");
        if self.0.starts_with('.') {
            f.write_str(".")?;
        }
        f.write_str(lines.next().unwrap_or_default())?;
        lines.try_for_each(|line| write!(f, "\r\n..{line}"))?;
        f.write_str("\r\n.\r\n")
    }
}

/// The bare address of `督办 <duban@example.gov.cn>` or of what is one already.
fn address(text: &str) -> Result<lettre::Address, Outcome> {
    let mailbox: Result<lettre::message::Mailbox, _> = text.parse();
    mailbox.map(|mailbox| mailbox.email).map_err(|error| Outcome::Refused(format!("{text}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_beginning_of_a_line_is_doubled() {
        assert_eq!(Whole("a\r\n.b\r\n..\r\nc.").to_string(), "a\r\n..b\r\n...\r\nc.\r\n.\r\n");
        assert_eq!(Whole(".").to_string(), "..\r\n.\r\n");
        assert_eq!(Whole("\r\n.\r\n.\r\n").to_string(), "\r\n..\r\n..\r\n\r\n.\r\n");
    }
}
