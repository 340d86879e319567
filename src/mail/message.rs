//! From a letter to the bytes of a message: headers, a text part and an HTML part, all in ASCII.

use std::time::{Duration, SystemTime};

use chrono::NaiveDateTime;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, MultiPartKind, SinglePart};

use crate::domain::id::ObligationId;
use crate::domain::typed::{PersonName, said_by_others};

/// What is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The text part: all of it without the HTML.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// To whom, from whom, and by what the message is known.
#[derive(Debug, Clone)]
pub struct Envelope<'a> {
    /// The sender: `督办 <duban@example.gov.cn>`.
    pub from: &'a str,
    /// The reader's name.
    pub to_name: &'a str,
    /// The reader's address.
    pub to: &'a str,
    /// Where answers go to; the sender where it is left out.
    pub reply_to: Option<&'a str>,
    /// When it was written, in UTC.
    pub date: NaiveDateTime,
    /// Without angle brackets.
    pub message_id: &'a str,
    /// Our host, which names the list.
    pub host: &'a str,
    /// The obligation it is about, where it is about one alone: its mails stand together.
    pub obligation: Option<ObligationId>,
}

/// A letter that cannot be sent as it is: which part, and why.
#[derive(Debug, thiserror::Error)]
#[error("{part}: {reason}")]
pub struct Unsendable {
    part: &'static str,
    reason: String,
}

impl Unsendable {
    /// Whether it is our own address that is wrong, which is no mail's fault.
    pub fn is_of_the_sender(&self) -> bool {
        self.part == SENDER
    }
}

/// The part that the settings give.
const SENDER: &str = "from";

/// The bytes of a message, with CRLF line ends.
///
/// # Errors
/// An address that is none.
pub fn message(letter: &Letter, envelope: &Envelope<'_>) -> Result<String, Unsendable> {
    // A name that an older version stored may have anything in it.
    let name = Some(said_by_others(envelope.to_name, PersonName::MOST)).filter(|name| !name.is_empty());
    let to = Mailbox::new(name, envelope.to.parse().map_err(|e| wrong("to", &e))?);
    let mut builder = Message::builder()
        .from(mailbox(envelope.from)?)
        .to(to)
        .subject(one_line(&letter.subject))
        .date(SystemTime::UNIX_EPOCH + since_1970(envelope.date))
        .message_id(Some(format!("<{}>", one_line(envelope.message_id))));
    // A coordinator's address that is none is no reason to tell nobody.
    if let Some(reply_to) = envelope.reply_to.and_then(|reply_to| mailbox(reply_to).ok()) {
        builder = builder.reply_to(reply_to);
    }
    for (name, value) in headers(envelope) {
        builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
    }
    // The boundary is the message's own: two copies are the same byte for byte.
    let boundary: String = envelope.message_id.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    let both = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("_{boundary}_"))
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html));
    let message = builder.multipart(both).map_err(|e| wrong("message", &e))?;
    String::from_utf8(message.formatted()).map_err(|e| wrong("message", &e))
}

/// A part in base64: Chinese takes half as much again in quoted-printable.
fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).header(ContentTransferEncoding::Base64).body(text.to_owned())
}

/// A text as it may stand in a header: whatever breaks or steers a line is a blank there.
fn one_line(text: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(|c: char| c.is_whitespace() || steers(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn mailbox(text: &str) -> Result<Mailbox, Unsendable> {
    text.parse().map_err(|e| wrong(SENDER, &e))
}

fn wrong(part: &'static str, reason: &dyn std::fmt::Display) -> Unsendable {
    Unsendable { part, reason: reason.to_string() }
}

fn since_1970(date: NaiveDateTime) -> Duration {
    Duration::from_secs(u64::try_from(date.and_utc().timestamp()).unwrap_or_default())
}

/// What tells machines that a machine wrote: nobody's holiday reply is wanted.
fn headers(envelope: &Envelope<'_>) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress", "All".to_owned()),
        ("List-Id", format!("Duban <duban.{}>", envelope.host)),
    ];
    if let Some(id) = envelope.obligation {
        headers.push(("References", format!("<obligation-{id}@{}>", envelope.host)));
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::typed::EmailAddress;

    fn envelope() -> Envelope<'static> {
        Envelope {
            from: "督办系统 <duban@example.gov.cn>",
            to_name: "韦联络",
            to: "wei@example.gov.cn",
            reply_to: Some("qin@example.gov.cn"),
            date: "2024-06-21T00:30:00".parse().unwrap(),
            message_id: "0123abcd@duban.local",
            host: "duban.local",
            obligation: Some(ObligationId::new(12)),
        }
    }

    #[test]
    fn a_message_is_ascii_has_both_parts_and_is_the_same_every_time() {
        let letter = Letter {
            subject: "【到期提醒】桂林市：实施计划".into(),
            text: "请于6月28日报送。\n".repeat(50),
            html: "<p>请于6月28日报送。</p>".into(),
        };
        let bytes = message(&letter, &envelope()).unwrap();
        assert!(bytes.is_ascii());
        assert!(bytes.lines().all(|line| line.len() < 998));
        assert_eq!(bytes, message(&letter, &envelope()).unwrap());
        for header in [
            "Message-ID: <0123abcd@duban.local>\r\n",
            "Date: Fri, 21 Jun 2024 00:30:00 +0000\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "X-Auto-Response-Suppress: All\r\n",
            "Reply-To: qin@example.gov.cn\r\n",
            "List-Id: Duban <duban.duban.local>\r\n",
            "References: <obligation-12@duban.local>\r\n",
            "Content-Type: multipart/alternative;",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Content-Transfer-Encoding: base64\r\n",
        ] {
            assert!(bytes.contains(header), "{header}\n{bytes}");
        }
    }

    #[test]
    fn a_subject_cannot_smuggle_a_header_in() {
        let letter = Letter { subject: "a\r\nBcc: x@example.org".into(), ..Letter::default() };
        let bytes = message(&letter, &envelope()).unwrap();
        assert!(!bytes.contains("\r\nBcc:"), "{bytes}");
    }

    /// Every kind of character that a name or an address of ours may have.
    #[test]
    fn every_name_and_address_that_we_take_can_be_mailed() {
        let hosts = ["x.y", "a-b.example.gov.cn", "xn--fiqs8s.cn", "1.2.3.cn", "例子.中国"];
        let all = || ('!'..='~').chain("é韦ж".chars());
        let mailboxes = all().map(|c| format!("a{c}b")).chain(all().map(String::from)).chain(["a.b.c".to_owned()]);
        let (mut tried, mut taken) = (0, 0);
        for address in mailboxes.flat_map(|mailbox| hosts.map(|host| format!("{mailbox}@{host}"))) {
            tried += 1;
            let Ok(address) = EmailAddress::try_from(address.as_str()) else { continue };
            let to = Envelope { to: address.as_str(), ..envelope() };
            let bytes = message(&Letter::default(), &to).unwrap_or_else(|error| panic!("{address}: {error}"));
            let read: Result<lettre::Address, _> = address.as_str().parse();
            assert!(read.is_ok() && bytes.contains("\r\nTo: "), "{address}");
            taken += 1;
        }
        assert!(taken * 2 > tried, "{taken} of {tried}");
        for name in all().map(|c| format!("{c}韦{c}\"{c}")).chain(["张三\n（兼）".to_owned(), "王\0芳".to_owned()])
        {
            let bytes = message(&Letter::default(), &Envelope { to_name: &name, ..envelope() }).expect(&name);
            assert!(bytes.is_ascii(), "{name}");
        }
    }

    #[test]
    fn a_name_with_line_breaks_is_written_on_one_line() {
        for name in
            ["韦\r\nBcc: x@example.org", "Wei\nLian", "a\u{0}b\u{7f}\u{2028}c", "\r\n", "", "\u{85}韦", "\"\\\r\"<>"]
        {
            let named = Envelope { to_name: name, ..envelope() };
            let letter = Letter { subject: name.into(), text: name.into(), html: name.into() };
            let bytes = message(&letter, &named).unwrap();
            let (head, _) = bytes.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("wei@example.gov.cn") && !head.contains("\r\nBcc:"), "{name:?}: {head}");
            assert!(
                head.is_ascii() && head.replace("\r\n", "").chars().all(|c| c == '\t' || !c.is_control()),
                "{head}"
            );
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        let wrong = Envelope { to: "no address", ..envelope() };
        assert!(message(&Letter::default(), &wrong).is_err());
    }
}
