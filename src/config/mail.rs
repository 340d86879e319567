use serde::Deserialize;

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
    /// Seconds to wait for the server at each step.
    pub timeout_seconds: u64,
    /// Seconds to wait for its reply after the message: it may be slow, and asking again means sending twice.
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
