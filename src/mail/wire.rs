//! The bytes of a conversation, in TLS or not. Whatever is waited for has a time by which it must be over, however often a
//! little of it comes.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::time::Duration;

use rustix::net::{RecvFlags, recv};
use rustls::ClientConnection;

use super::tls;
use crate::clock;

/// So much is read at once.
const PART: usize = 4096;

/// So many pieces of TLS are taken in without waiting that say nothing: tickets of the session.
const MOST_TICKETS: usize = 16;

/// The system waits for so long at once at most, so that it need not be told anew at each step for how long.
const ONE_WAIT: Duration = Duration::from_secs(1);

/// A line over TCP.
pub(super) struct Wire {
    tcp: Socket,
    tls: Option<Box<ClientConnection>>,
    /// What has come and has not been asked for yet.
    came: Vec<u8>,
}

impl Wire {
    /// Opens a line: each address of the host is waited for.
    pub(super) fn connect(host: &str, port: u16, patience: Duration) -> Result<Self> {
        let mut why = Error::other("could not resolve to any address");
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, patience) {
                Ok(tcp) => {
                    // What is said is one write: it waits for no acknowledgement of what was said before.
                    tcp.set_nodelay(true)?;
                    return Ok(Self { tcp: Socket::new(tcp), tls: None, came: Vec::new() });
                }
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    /// Goes on in TLS. What came before in the clear must have been asked for.
    pub(super) fn encrypt(&mut self, mut tls: ClientConnection, until: Duration) -> Result<()> {
        while tls.is_handshaking() {
            while tls.wants_write() {
                self.tcp.step(Way::Out, until, |tcp| tls.write_tls(tcp))?;
            }
            if tls.is_handshaking() {
                self.tcp.step(Way::In, until, |tcp| tls::take_in(&mut tls, tcp))?;
            }
        }
        self.tls = Some(Box::new(tls));
        self.send(until)
    }

    /// Writes all of it. After an error the last byte of it has not left.
    pub(super) fn write(&mut self, mut bytes: &[u8], until: Duration) -> Result<()> {
        while !bytes.is_empty() {
            let written = match &mut self.tls {
                Some(tls) => tls.writer().write(bytes)?,
                None => self.tcp.step(Way::Out, until, |tcp| tcp.write(bytes))?,
            };
            if written == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
            bytes = bytes.get(written..).unwrap_or_default();
            self.send(until)?;
        }
        Ok(())
    }

    /// What is in TLS and has not left yet.
    fn send(&mut self, until: Duration) -> Result<()> {
        let Some(tls) = &mut self.tls else { return Ok(()) };
        while tls.wants_write() {
            self.tcp.step(Way::Out, until, |tcp| tls.write_tls(tcp))?;
        }
        Ok(())
    }

    /// The next line with its end, of so many bytes at most; `None` where it is longer.
    pub(super) fn line(&mut self, most: usize, until: Duration) -> Result<Option<Vec<u8>>> {
        let mut looked_at = 0;
        loop {
            let new = self.came.get(looked_at..).unwrap_or_default();
            if let Some(end) = new.iter().position(|byte| *byte == b'\n') {
                let line = looked_at + end + 1;
                return Ok((line <= most).then(|| self.came.drain(..line).collect()));
            }
            looked_at = self.came.len();
            if looked_at >= most {
                return Ok(None);
            }
            self.wait(until)?;
        }
    }

    /// Waits for more.
    fn wait(&mut self, until: Duration) -> Result<()> {
        while !self.tcp.step(Way::In, until, |tcp| read(&mut self.tls, &mut self.came, tcp))? {}
        Ok(())
    }

    /// What has come already, without waiting for more.
    pub(super) fn unasked(&mut self) -> Result<&[u8]> {
        if self.came.is_empty() {
            self.look()?;
        }
        Ok(&self.came)
    }

    /// What has been read already.
    pub(super) fn left_over(&self) -> &[u8] {
        &self.came
    }

    fn look(&mut self) -> Result<()> {
        for _ in 0..MOST_TICKETS {
            match read(&mut self.tls, &mut self.came, &mut AtOnce(&self.tcp.stream)) {
                Ok(true) => break,
                Ok(false) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Hangs up.
    pub(super) fn hang_up(&mut self) {
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
            // Whoever has hung up already misses nothing.
            let _ = tls.write_tls(&mut self.tcp.stream);
        }
        let _ = self.tcp.stream.shutdown(Shutdown::Both);
    }
}

/// Reads once; whether anything has come that says something: a piece of TLS may say nothing.
fn read(tls: &mut Option<Box<ClientConnection>>, came: &mut Vec<u8>, tcp: &mut impl Read) -> Result<bool> {
    let mut part = [0; PART];
    let read = match tls {
        None => tcp.read(&mut part)?,
        Some(tls) => match tls.reader().read(&mut part) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => return tls::take_in(tls, tcp).map(|()| false),
            answer => answer?,
        },
    };
    if read == 0 {
        return Err(tls::hung_up());
    }
    came.extend(part.iter().take(read));
    Ok(true)
}

/// What has come at a socket already; it is not waited for more.
struct AtOnce<'a>(&'a TcpStream);

impl Read for AtOnce<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        Ok(recv(self.0, into, RecvFlags::DONTWAIT)?.1)
    }
}

/// Which way bytes go.
#[derive(Clone, Copy)]
enum Way {
    In,
    Out,
}

/// A socket, and for how long it was told to wait at once.
struct Socket {
    stream: TcpStream,
    reads: Option<Duration>,
    writes: Option<Duration>,
}

impl Socket {
    fn new(stream: TcpStream) -> Self {
        Self { stream, reads: None, writes: None }
    }

    /// One step, which must be over by then, however often the system interrupts it.
    fn step<T>(&mut self, way: Way, until: Duration, mut step: impl FnMut(&mut TcpStream) -> Result<T>) -> Result<T> {
        loop {
            self.wait_no_longer_than(way, until)?;
            match step(&mut self.stream) {
                // Whether there is time left is asked at once; a signal to the process ends no step.
                Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => {}
                answer => return answer,
            }
        }
    }

    fn wait_no_longer_than(&mut self, way: Way, until: Duration) -> Result<()> {
        let left = until.saturating_sub(clock::monotonic());
        if left.is_zero() {
            return Err(Error::new(ErrorKind::TimedOut, "no answer in time"));
        }
        let wait = Some(left.min(ONE_WAIT));
        let told = match way {
            Way::In => &mut self.reads,
            Way::Out => &mut self.writes,
        };
        if *told != wait {
            match way {
                Way::In => self.stream.set_read_timeout(wait)?,
                Way::Out => self.stream.set_write_timeout(wait)?,
            }
            *told = wait;
        }
        Ok(())
    }
}
