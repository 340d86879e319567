use lettre::message::Mailbox;
use serde::Deserialize;

use super::allowed::{DAY_SECONDS, formed, within};

/// How mail leaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// `smtp` hands mail over; `capture` keeps it in the outbox as handed over, for demonstrations.
    pub transport: MailTransport,
    /// The SMTP server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: MailTls,
    /// The account, where the server asks for one; empty: none.
    pub username: String,
    /// Its password; better in `DUBAN__MAIL__PASSWORD` than in a file.
    pub password: Option<String>,
    /// Over how many connections mails leave at once, 1 to 64.
    pub connections: usize,
    /// Seconds within which the server's whole answer to a step must have come.
    pub timeout_seconds: u64,
    /// The same for its answer to a message: it may be slow, and asking again means sending twice.
    pub reply_seconds: u64,
    /// The sender: `督办 <duban@example.gov.cn>`.
    pub from: String,
}

/// What carries mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// The configured server.
    Smtp,
    /// The outbox page alone.
    Capture,
}

/// How the connection to the SMTP server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Not at all: a relay on the same machine.
    None,
    /// Upgraded after the greeting (port 587).
    Starttls,
    /// From the first byte (port 465).
    Tls,
}

impl MailSettings {
    /// Whether each is one that can be used.
    ///
    /// # Errors
    /// The first that cannot, with its value and what is allowed.
    pub(super) fn check(&self) -> Result<(), String> {
        within("mail.port", self.port, 1..=u16::MAX)?;
        within("mail.connections", self.connections, 1..=64)?;
        within("mail.timeout_seconds", self.timeout_seconds, 1..=DAY_SECONDS)?;
        within("mail.reply_seconds", self.reply_seconds, 1..=DAY_SECONDS)?;
        let is_address = self.from.parse::<Mailbox>().is_ok();
        formed("mail.from", &self.from, is_address, "邮件地址，如 督办系统 <duban@example.gov.cn>")
    }
}
