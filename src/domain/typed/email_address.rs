//! 邮箱.

use std::fmt;

use super::Fault;
use super::shape::{Shape, said};

/// Longest address and longest mailbox, in bytes (RFC 5321).
const MOST: usize = 254;
const MOST_OF_MAILBOX: usize = 64;

/// A mail address to which mail can be sent, in lower case: a plain mailbox at a host that has a name, both in ASCII, as
/// plain SMTP wants them. Quoted mailboxes and hosts by number are addresses by the letter, but no office has one and few
/// servers take them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for EmailAddress {
    type Error = Fault;

    fn try_from(text: &str) -> Result<Self, Fault> {
        let address = said(text, Shape::Line, MOST)?.to_lowercase();
        let (mailbox, host) = address.rsplit_once('@').ok_or(Fault::NoAddress)?;
        match () {
            () if address.len() > MOST || !is_mailbox(mailbox) || !is_host(host) => Err(Fault::NoAddress),
            () if !mailbox.is_ascii() => Err(Fault::ForeignMailbox),
            () if !host.is_ascii() => Err(Fault::ForeignHost),
            () => Ok(Self(address)),
        }
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words joined by points.
fn is_mailbox(mailbox: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    mailbox.len() <= MOST_OF_MAILBOX && mailbox.split('.').all(|word| !word.is_empty() && word.chars().all(fits))
}

/// Labels joined by points, the last of them no number.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let fits = |c: char| c.is_alphanumeric() || c == '-';
        (1..=63).contains(&label.len()) && label.chars().all(fits) && !label.starts_with('-') && !label.ends_with('-')
    };
    let named = host.rsplit('.').next().is_some_and(|last| !last.bytes().all(|b| b.is_ascii_digit()));
    host.contains('.') && host.split('.').all(is_label) && named
}
