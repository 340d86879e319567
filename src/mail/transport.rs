//! The conversation with the server. Every step is one packet there and one back: what is written in two waits for an
//! acknowledgement in between (Nagle), and a mail would take as long as that.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::outcome::{Outcome, after_message, at_data, at_reader, at_sender, out_of_step, said};
use crate::config::{MailSettings, MailTls, MailTransport};

/// What any system takes in one write without waiting for the other end: where such a write breaks, nobody knows how far it
/// came. A longer message is written piece by piece, and its end by itself.
const ONE_WRITE: usize = 64 * 1024;

/// How mail leaves.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a server.
    Smtp(Box<MailSettings>),
    /// Nowhere: the outbox keeps it as handed over.
    Capture,
}

/// A line to the server, for one mail after the other.
pub enum Line {
    /// A connection that is signed in.
    Smtp {
        /// The connection.
        connection: Box<SmtpConnection>,
        /// For the reply after the message.
        reply: Duration,
        /// For every other step.
        step: Duration,
        /// What went over it before.
        past: Past,
    },
    /// No line.
    Capture,
}

/// What went over a line before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
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

    /// Opens a line.
    ///
    /// # Errors
    /// Why there is none.
    pub fn open(&self) -> Result<Line, String> {
        match self {
            Self::Smtp(settings) => open(settings),
            Self::Capture => Ok(Line::Capture),
        }
    }
}

fn open(settings: &MailSettings) -> Result<Line, String> {
    let step = Duration::from_secs(settings.timeout_seconds.max(1));
    let reply = Duration::from_secs(settings.reply_seconds.max(1));
    let address = (settings.host.as_str(), settings.port);
    let hello = ClientId::default();
    let tls = match settings.tls {
        MailTls::None => None,
        MailTls::Starttls | MailTls::Tls => {
            Some(TlsParameters::new(settings.host.clone()).map_err(|error| said(&error))?)
        }
    };
    let wrapped = tls.as_ref().filter(|_| settings.tls == MailTls::Tls);
    let mut connection =
        SmtpConnection::connect(address, Some(step), &hello, wrapped, None).map_err(|error| said(&error))?;
    if let Some(tls) = tls.as_ref().filter(|_| settings.tls == MailTls::Starttls) {
        connection.starttls(tls, &hello).map_err(|error| said(&error))?;
    }
    if !settings.username.is_empty() {
        let password = settings.password.clone().unwrap_or_default();
        let account = Credentials::new(settings.username.clone(), password);
        connection.auth(DEFAULT_MECHANISMS, &account).map_err(|error| said(&error))?;
    }
    Ok(Line::Smtp { connection: Box::new(connection), reply, step, past: Past::New })
}

impl Line {
    /// Names sender and reader, and asks to go on. Nothing of the message has left yet.
    ///
    /// # Errors
    /// What became of the mail, where it goes no further.
    pub fn address(&mut self, from: &str, to: &str) -> Result<(), Outcome> {
        let Self::Smtp { connection, past, .. } = self else { return Ok(()) };
        let (sender, reader) = (address(from)?, address(to)?);
        if *past == Past::Unfinished {
            ask(connection, Rset, AGREES, at_sender)?;
        }
        *past = Past::Unfinished;
        ask(connection, Mail::new(Some(sender), Vec::new()), AGREES, at_sender)?;
        ask(connection, Rcpt::new(reader, Vec::new()), AGREES, at_reader)?;
        ask(connection, Data, GOES_ON, at_data)
    }

    /// Hands the message over.
    pub fn hand_over(&mut self, raw: &str) -> Outcome {
        let Self::Smtp { connection, reply, step, past } = self else { return Outcome::Accepted };
        if let Err(error) = connection.set_timeout(Some(*reply)) {
            return Outcome::Broken(error.to_string());
        }
        let (answer, all_left) = say(connection, raw);
        // A line whose patience cannot be set back is not used again.
        let _ = connection.set_timeout(Some(*step)).map_err(|_| connection.abort());
        match answer {
            Ok(answer) if takes(&answer) => {
                *past = Past::Used;
                Outcome::Accepted
            }
            Ok(answer) => Outcome::Doubt(out_of_step(&answer)),
            Err(error) => after_message(&error, all_left),
        }
    }

    /// Whether a mail went over it before, so that it may have been closed from the other end since.
    pub fn is_used(&self) -> bool {
        matches!(self, Self::Smtp { past: Past::Used | Past::Unfinished, .. })
    }

    /// Says goodbye.
    pub fn close(self) {
        if let Self::Smtp { mut connection, .. } = self {
            connection.abort();
        }
    }
}

/// The server agrees to what was named.
const AGREES: RangeInclusive<u16> = 250..=252;

/// The server waits for the message.
const GOES_ON: RangeInclusive<u16> = 300..=399;

/// One step before the message. An answer that is not one to it belongs to another step: the line is of no more use, and
/// nothing was taken.
fn ask(
    connection: &mut SmtpConnection,
    command: impl fmt::Display,
    fitting: RangeInclusive<u16>,
    refused: fn(&Error) -> Outcome,
) -> Result<(), Outcome> {
    let answer = connection.command(command).map_err(|error| refused(&error))?;
    if fitting.contains(&answer.code().into()) { Ok(()) } else { Err(Outcome::Broken(out_of_step(&answer))) }
}

/// Whether an answer after the end of the message says that it was taken; 220 is a greeting.
fn takes(answer: &Response) -> bool {
    let code = u16::from(answer.code());
    (200..300).contains(&code) && code != 220
}

/// Writes the message and its end; the answer, and whether all of it may have left.
fn say(connection: &mut SmtpConnection, raw: &str) -> (Result<Response, Error>, bool) {
    if raw.len() <= ONE_WRITE {
        let answer = connection.command(Whole(raw));
        let all_left = !answer.as_ref().is_err_and(was_still_written);
        return (answer, all_left);
    }
    // Asked for a second part, the first has left: what fails from then on is the end of the message.
    let (mut part, mut all_left) = (Some(raw), false);
    let answer = connection.message_iter(std::iter::from_fn(|| {
        all_left = part.is_none();
        part.take()
    }));
    (answer, all_left)
}

/// A pipe breaks under the hands of whoever writes: the end has not left.
fn was_still_written(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = inner.source();
    }
    false
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
