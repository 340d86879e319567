//! What is said and answered, step by step. Nothing is said before all that came has been asked for: an answer too many would
//! be taken for that to the next step.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::reply::Reply;
use super::tls;
use super::trouble::Trouble;
use super::wire::Wire;
use crate::clock;

/// So much is written at once; in between it is looked whether the server has something to say.
const ONE_WRITE: usize = 64 * 1024;

/// So long a goodbye is waited for: whoever stops has no time for a server that has none.
const GOODBYE: Duration = Duration::from_secs(2);

/// The codes that agree to a step.
pub(super) type Codes = RangeInclusive<u16>;

/// With one server.
pub(super) struct Conversation {
    wire: Wire,
    /// For every step.
    step: Duration,
    /// For the answer to a message.
    reply: Duration,
}

impl Conversation {
    /// Begins; nothing has been said yet.
    pub(super) fn open(host: &str, port: u16, step: Duration, reply: Duration) -> Result<Self, Trouble> {
        let wire = Wire::connect(host, port, step).map_err(Trouble::NoLine)?;
        Ok(Self { wire, step, reply })
    }

    /// Goes on in TLS.
    pub(super) fn encrypt(&mut self, host: &str) -> Result<(), Trouble> {
        self.expect_silence()?;
        let until = clock::monotonic() + self.step;
        tls::to(host).and_then(|tls| self.wire.encrypt(tls, until)).map_err(Trouble::Tls)
    }

    /// One step: something is said, and the answer must agree to it.
    pub(super) fn ask(&mut self, command: impl fmt::Display, agrees: Codes) -> Result<Reply, Trouble> {
        self.expect_silence()?;
        let until = clock::monotonic() + self.step;
        self.wire.write(command.to_string().as_bytes(), until)?;
        self.hear(agrees, until)
    }

    /// The answer that is waited for now.
    pub(super) fn greeting(&mut self, agrees: Codes) -> Result<Reply, Trouble> {
        self.hear(agrees, clock::monotonic() + self.step)
    }

    fn hear(&mut self, agrees: Codes, until: Duration) -> Result<Reply, Trouble> {
        let reply = Reply::hear(&mut self.wire, until)?;
        match reply.code {
            code if agrees.contains(&code) => Ok(reply),
            400.. => Err(Trouble::Refused(reply)),
            _ => Err(Trouble::OutOfStep(reply)),
        }
    }

    fn expect_silence(&mut self) -> Result<(), Trouble> {
        match self.wire.unasked()? {
            [] => Ok(()),
            came => Err(Trouble::Unasked(String::from_utf8_lossy(came).into_owned())),
        }
    }

    /// Hands over a message with its end: what came of it, and whether all of it may have left. A server that answers before
    /// the end has heard enough.
    pub(super) fn hand_over(&mut self, whole: &str, agrees: Codes) -> (Result<Reply, Trouble>, bool) {
        let until = clock::monotonic() + self.reply;
        for (n, part) in whole.as_bytes().chunks(ONE_WRITE).enumerate() {
            let written = match self.expect_silence() {
                Err(Trouble::Unasked(_)) if n > 0 => {
                    let answer = self.hear(agrees, until);
                    self.wire.hang_up();
                    return (answer.and_then(|early| Err(Trouble::OutOfStep(early))), false);
                }
                silence => silence.and_then(|()| Ok(self.wire.write(part, until)?)),
            };
            if let Err(trouble) = written {
                return (Err(trouble), false);
            }
        }
        let answer = self.hear(agrees, clock::monotonic() + self.reply);
        (answer.and_then(|taken| self.uncontradicted(taken)), true)
    }

    /// An answer that came together with one that says the opposite says nothing. A goodbye may come at any time.
    fn uncontradicted(&self, taken: Reply) -> Result<Reply, Trouble> {
        match self.wire.left_over() {
            [b'4', b'2', b'1', ..] => Ok(taken),
            came @ [b'4' | b'5', ..] => Err(Trouble::Unasked(String::from_utf8_lossy(came).into_owned())),
            _ => Ok(taken),
        }
    }

    /// Says goodbye.
    pub(super) fn close(mut self) {
        self.step = self.step.min(GOODBYE);
        // Whatever is answered, that was all.
        let _ = self.ask("QUIT\r\n", 221..=221);
        self.wire.hang_up();
    }
}
