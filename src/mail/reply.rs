//! What a server answers: lines of one code, and no more of them than an answer may have.

use std::time::Duration;
use std::{fmt, io};

use super::wire::Wire;
use crate::domain::typed::said_by_others;

/// No answer that RFC 5321 knows has more than a line for each of a server's extensions, some twenty.
const MOST_LINES: usize = 100;

/// A hundred lines of 512 octets (RFC 5321, 4.5.3.1.5), and some of them longer than they may be.
const MOST_BYTES: usize = 64 * 1024;

/// So many characters of an answer are shown.
const MOST_SHOWN: usize = 300;

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// What it means.
    pub(super) code: u16,
    /// What is said beside it, line by line.
    pub(super) lines: Vec<String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Unheard {
    /// The line broke, or not all of it came in time.
    Network(io::Error),
    /// What came is none.
    NotOne(String),
}

impl From<io::Error> for Unheard {
    fn from(error: io::Error) -> Self {
        Self::Network(error)
    }
}

impl Reply {
    /// The next answer, which must have come to its end by then.
    pub(super) fn hear(wire: &mut Wire, until: Duration) -> Result<Self, Unheard> {
        let (mut reply, mut left) = (None::<Self>, MOST_BYTES);
        for _ in 0..MOST_LINES {
            let line = wire.line(left, until)?.ok_or_else(without_end)?;
            left = left.saturating_sub(line.len());
            let line = ReplyLine::read(&line)?;
            let reply = reply.get_or_insert_with(|| Self { code: line.code, lines: Vec::new() });
            if reply.code != line.code {
                return Err(Unheard::NotOne(format!("{} and {} in one answer", reply.code, line.code)));
            }
            reply.lines.push(line.words);
            if line.is_last {
                return Ok(Self { code: reply.code, lines: std::mem::take(&mut reply.lines) });
            }
        }
        Err(without_end())
    }
}

impl Reply {
    /// With its code, in one line, as it is shown: `250 2.0.0 Ok: queued`.
    pub(super) fn said(&self) -> String {
        said_by_others(&format!("{} {self}", self.code), MOST_SHOWN)
    }
}

fn without_end() -> Unheard {
    Unheard::NotOne("an answer without an end".to_owned())
}

impl fmt::Display for Reply {
    /// All of what was said, in one line; the extended code, which stands on each, once.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extended = extended(self.lines.first().map_or("", String::as_str));
        for (n, line) in self.lines.iter().enumerate() {
            let again = extended.filter(|_| n > 0).and_then(|code| line.strip_prefix(code)?.strip_prefix(' '));
            write!(f, "{}{}", if n > 0 { " " } else { "" }, again.unwrap_or(line))?;
        }
        Ok(())
    }
}

/// The extended code that what is said begins with: `5.1.1`.
pub(super) fn extended(said: &str) -> Option<&str> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    said.split(' ').next().filter(|code| code.split('.').count() == 3 && code.split('.').all(is_number))
}

/// One line of an answer.
struct ReplyLine {
    code: u16,
    is_last: bool,
    words: String,
}

impl ReplyLine {
    fn read(bytes: &[u8]) -> Result<Self, Unheard> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_end_matches(['\r', '\n']);
        Self::parts(text).ok_or_else(|| Unheard::NotOne(text.to_owned()))
    }

    fn parts(text: &str) -> Option<Self> {
        let (code, rest) = text.split_at_checked(3)?;
        let is_code = code.bytes().all(|byte| byte.is_ascii_digit()) && code.starts_with(['2', '3', '4', '5']);
        let is_last = !rest.starts_with('-');
        let words = if rest.is_empty() { "" } else { rest.strip_prefix([' ', '-'])? };
        let code = code.parse().ok().filter(|_| is_code)?;
        Some(Self { code, is_last, words: words.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_code_and_says_whether_it_is_the_last() {
        for (text, wanted) in [
            ("250 ok\r\n", Some((250, true, "ok"))),
            ("250-PIPELINING\r\n", Some((250, false, "PIPELINING"))),
            ("250\r\n", Some((250, true, ""))),
            ("250 \n", Some((250, true, ""))),
            ("550 5.1.1 查无此人\r\n", Some((550, true, "5.1.1 查无此人"))),
            ("999 hm\r\n", None),
            ("100 go on\r\n", None),
            ("+50 hm\r\n", None),
            ("25\r\n", None),
            ("2500 ok\r\n", None),
            ("ok\r\n", None),
            ("\r\n", None),
        ] {
            let line = ReplyLine::read(text.as_bytes()).ok();
            assert_eq!(line.as_ref().map(|l| (l.code, l.is_last, l.words.as_str())), wanted, "{text:?}");
        }
        let gbk = ReplyLine::read(b"550 \xb2\xe9\xce\xde\xb4\xcb\xc8\xcb\r\n").map(|line| line.code);
        assert_eq!(gbk.ok(), Some(550), "words in another encoding");
    }

    #[test]
    fn an_extended_code_that_stands_on_every_line_is_said_once() {
        let reply = |lines: &[&str]| Reply { code: 550, lines: lines.iter().map(|&line| line.to_owned()).collect() };
        assert_eq!(reply(&["5.1.1 no such", "5.1.1 user", "5.1.10"]).to_string(), "5.1.1 no such user 5.1.10");
        assert_eq!(reply(&["no", "such user"]).to_string(), "no such user");
        assert_eq!((extended("5.1.1 no"), extended("5.1 no"), extended("no")), (Some("5.1.1"), None, None));
        assert_eq!(extended("mail.example.org greets"), None);
    }
}
