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
    /// From when on a working day mails leave, `08:30` …
    pub work_from: String,
    /// … and until when, `18:00`; what is ready at other times waits for the next beginning.
    pub work_until: String,
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

/// What a time of the day looks like.
const TIME: &str = "一天中的时刻，如 08:30，最晚 24:00";

/// `08:30` in minutes since midnight; `24:00` is the end of the day.
fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| -> Option<u32> {
        let plain = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute).filter(|_| minute.len() == 2)?);
    let all = hour * 60 + minute;
    (minute < 60 && all <= 24 * 60).then_some(all)
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
        formed("mail.from", &self.from, is_address, "邮件地址，如 督办系统 <duban@example.gov.cn>")?;
        let has_account = !self.username.trim().is_empty() || self.password.as_deref().is_none_or(str::is_empty);
        formed(
            "mail.username",
            &self.username,
            has_account,
            " mail.password 所属的账号；服务器不要账号时，mail.password 也留空",
        )?;
        formed("mail.work_from", &self.work_from, minutes(&self.work_from).is_some(), TIME)?;
        formed("mail.work_until", &self.work_until, minutes(&self.work_until).is_some(), TIME)?;
        let in_order = self.hours().is_some_and(|(from, until)| from < until);
        formed(
            "mail.work_until",
            &self.work_until,
            in_order,
            &format!("晚于 mail.work_from（{}）的时刻", self.work_from),
        )
    }

    /// Whether the sender is an address of this machine alone.
    pub(super) fn is_from_here(&self) -> bool {
        let sender = self.from.parse::<Mailbox>();
        sender.is_ok_and(|sender| matches!(sender.email.domain(), "localhost" | "localhost.localdomain"))
    }

    /// The hours of a working day in which mails leave, in minutes since midnight; `None` only before they were checked.
    pub fn hours(&self) -> Option<(u32, u32)> {
        minutes(&self.work_from).zip(minutes(&self.work_until))
    }
}
