//! The conversation with the server, and what its answers mean for the mail.

use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;

use crate::config::{MailSettings, MailTls, MailTransport};
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
    /// There is no such reader; why.
    BadAddress(String),
    /// Not this mail, whenever; why.
    Refused(String),
    /// Nobody listens, or the line broke before anything was handed over; why.
    NoConnection(String),
    /// The line broke after the end of the message: nobody knows whether it was taken; why.
    Doubt(String),
}

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
        /// Whether a mail went over it before.
        used: bool,
    },
    /// No line.
    Capture,
}

impl Transport {
    /// As it is set.
    pub fn from_settings(settings: &MailSettings) -> Self {
        match settings.transport {
            MailTransport::Smtp => Self::Smtp(Box::new(settings.clone())),
            MailTransport::Capture => Self::Capture,
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
    Ok(Line::Smtp { connection: Box::new(connection), reply, step, used: false })
}

impl Line {
    /// Names sender and reader. Nothing of the message has left yet.
    ///
    /// # Errors
    /// What became of the mail, where it goes no further.
    pub fn address(&mut self, from: &str, to: &str) -> Result<(), Outcome> {
        let Self::Smtp { connection, used, .. } = self else { return Ok(()) };
        let envelope = envelope(from, to).map_err(Outcome::Refused)?;
        if *used {
            connection.command(Rset).map_err(|error| Outcome::NoConnection(said(&error)))?;
        }
        *used = true;
        connection.command(Mail::new(envelope.from().cloned(), Vec::new())).map_err(|error| at_sender(&error))?;
        for to in envelope.to() {
            connection.command(Rcpt::new(to.clone(), Vec::new())).map_err(|error| at_reader(&error))?;
        }
        Ok(())
    }

    /// Hands the message over.
    pub fn hand_over(&mut self, raw: &str) -> Outcome {
        let Self::Smtp { connection, reply, step, .. } = self else { return Outcome::Accepted };
        if let Err(error) = connection.command(Data) {
            return at_sender(&error);
        }
        if let Err(error) = connection.set_timeout(Some(*reply)) {
            return Outcome::Temporary(error.to_string());
        }
        // Asked for a second part, the first has left: what fails from then on is the end of the message.
        let (mut part, mut all_left) = (Some(raw), false);
        let answer = connection.message_iter(std::iter::from_fn(|| {
            all_left = part.is_none();
            part.take()
        }));
        // A line whose patience cannot be set back is not used again.
        let _ = connection.set_timeout(Some(*step)).map_err(|_| connection.abort());
        match answer {
            Ok(_) => Outcome::Accepted,
            Err(error) => after_message(&error, all_left),
        }
    }

    /// Whether a mail went over it before, so that it may have been closed from the other end since.
    pub fn is_used(&self) -> bool {
        matches!(self, Self::Smtp { used: true, .. })
    }

    /// Says goodbye.
    pub fn close(self) {
        if let Self::Smtp { mut connection, .. } = self {
            connection.abort();
        }
    }
}

fn envelope(from: &str, to: &str) -> Result<Envelope, String> {
    let from: lettre::message::Mailbox = from.parse().map_err(|error| format!("{from}: {error}"))?;
    let to = to.parse().map_err(|error| format!("{to}: {error}"))?;
    Envelope::new(Some(from.email), vec![to]).map_err(|error| error.to_string())
}

fn at_sender(error: &Error) -> Outcome {
    match error {
        error if error.is_permanent() => Outcome::Refused(said(error)),
        error if error.is_transient() => Outcome::Temporary(said(error)),
        error => Outcome::NoConnection(said(error)),
    }
}

/// 5.1.x is the address; 550 mostly is, where no other extended code says otherwise: 5.7.x is a rule about the mail.
fn at_reader(error: &Error) -> Outcome {
    let said = said(error);
    let words = said.split_once("): ").map_or("", |(_, words)| words);
    let extended = words.split(' ').next().filter(|code| code.split('.').count() == 3);
    let plain = error.status().map(|code| code.to_string()).unwrap_or_default();
    let address = match extended {
        Some(code) => code.starts_with("5.1."),
        None => matches!(plain.as_str(), "550" | "551" | "553"),
    };
    if error.is_permanent() && address { Outcome::BadAddress(said) } else { at_sender(error) }
}

fn after_message(error: &Error, all_left: bool) -> Outcome {
    match error {
        error if error.is_permanent() => Outcome::Refused(said(error)),
        error if error.is_transient() => Outcome::Temporary(said(error)),
        error if all_left => Outcome::Doubt(said(error)),
        error => Outcome::Temporary(said(error)),
    }
}

/// The error with its causes, in one line.
fn said(error: &dyn std::error::Error) -> String {
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
