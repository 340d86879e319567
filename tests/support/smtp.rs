//! An SMTP server on a free port that takes mails, or fails as it is told.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use duban::actions::Context;
use duban::config::{MailSettings, MailTls};
use duban::mail::Transport;

/// What goes wrong with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The line breaks after the final dot: the mail is taken, and the sender is not told.
    AfterDot,
    /// The line breaks as soon as the message begins.
    InData,
    /// Not now.
    Busy,
    /// There is no such reader.
    NoSuchReader,
    /// Not this mail.
    Policy,
    /// The server hangs up after this mail, without a word.
    HangUp,
}

/// A mail as the server took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The reader's address.
    pub to: String,
    /// The whole message.
    pub raw: String,
}

/// A server of one test.
#[derive(Clone)]
pub struct SmtpServer {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
    faults: Arc<Mutex<VecDeque<Fault>>>,
}

impl SmtpServer {
    /// Listens on a free port until the test process ends.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let server = Self { address, taken: Arc::default(), faults: Arc::default() };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || drop(serving.converse(stream)));
            }
        });
        server
    }

    /// What goes wrong with the next mails, one by one; nothing with those after them.
    pub fn fail(&self, faults: &[Fault]) {
        self.faults.lock().expect("faults").extend(faults);
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// What was taken so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("mails").clone()
    }

    /// A transport that leads here.
    pub fn transport(&self, ctx: &Context) -> Transport {
        transport_to(ctx, self.address.port())
    }

    fn converse(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let (mut line, mut to, mut fault) = (String::new(), String::new(), Fault::None);
        stream.write_all(b"220 test ESMTP\r\n")?;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let word = line.get(..4).unwrap_or_default().to_uppercase();
            let answer = match word.as_str() {
                "EHLO" => "250-test\r\n250 8BITMIME",
                "MAIL" => {
                    fault = self.faults.lock().expect("faults").pop_front().unwrap_or(Fault::None);
                    if fault == Fault::Policy { "550 5.7.1 not by us" } else { "250 ok" }
                }
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    match fault {
                        Fault::Busy => "451 4.3.2 try again later",
                        Fault::NoSuchReader => "550 5.1.1 no such user",
                        _ => "250 ok",
                    }
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n")?;
                    if fault == Fault::InData {
                        return stream.shutdown(Shutdown::Both);
                    }
                    let raw = message(&mut reader)?;
                    self.taken.lock().expect("mails").push(Taken { to: to.clone(), raw });
                    if fault == Fault::AfterDot {
                        return stream.shutdown(Shutdown::Both);
                    }
                    if fault == Fault::HangUp {
                        stream.write_all(b"250 taken\r\n")?;
                        return stream.shutdown(Shutdown::Both);
                    }
                    "250 taken"
                }
                "QUIT" => return stream.write_all(b"221 bye\r\n"),
                _ => "250 ok",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes())?;
        }
    }
}

/// A transport to a port of this machine.
pub fn transport_to(ctx: &Context, port: u16) -> Transport {
    let own = ctx.settings.mail.clone();
    let host = "127.0.0.1".to_owned();
    Transport::Smtp(Box::new(MailSettings {
        host,
        port,
        tls: MailTls::None,
        timeout_seconds: 5,
        reply_seconds: 5,
        ..own
    }))
}

fn message(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
