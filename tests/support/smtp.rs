//! An SMTP server on a free port that takes mails, or fails as it is told.

use std::collections::{HashMap, VecDeque};
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
    /// The server hangs up as soon as it hears this reader's name.
    HangUpAtReader,
    /// The server never answers to this reader's name.
    Stall,
    /// Not this mail, with a code that says no more.
    Plain550,
    /// Not from us.
    Relaying,
    /// Sign in first.
    SignIn,
    /// Not from us, for now: how Postfix says it.
    RelayingNow,
    /// Sign in first, said of a reader.
    SignInAtReader,
    /// The line breaks after the final dot: the mail is not taken, and the sender is not told.
    Swallowed,
    /// There is no such sender.
    NoSuchSender,
    /// The message is refused after its end.
    Content,
    /// Goodbye.
    ClosingDown,
    /// The sender is answered as the message is: 354.
    GoOnAtSender,
    /// The reader is answered as a caller is: 220.
    GreetingAtReader,
    /// The message is not asked for: 250 to DATA, and to every line of it.
    OkAtData,
    /// 354 after the final dot; the mail is not taken.
    GoOnAfterDot,
    /// 220 after the final dot; the mail is not taken.
    GreetingAfterDot,
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
    always: Arc<Mutex<Fault>>,
    by_reader: Arc<Mutex<HashMap<String, Fault>>>,
    lines: Arc<Mutex<(usize, usize)>>,
    asked: Arc<Mutex<usize>>,
}

impl SmtpServer {
    /// Listens on a free port until the test process ends.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let server = Self {
            address,
            taken: Arc::default(),
            faults: Arc::default(),
            always: Arc::new(Mutex::new(Fault::None)),
            by_reader: Arc::default(),
            lines: Arc::default(),
            asked: Arc::default(),
        };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || {
                    serving.count(true);
                    drop(serving.converse(stream));
                    serving.count(false);
                });
            }
        });
        server
    }

    /// What goes wrong with the next mails, one by one; nothing with those after them.
    pub fn fail(&self, faults: &[Fault]) {
        self.faults.lock().expect("faults").extend(faults);
    }

    /// What goes wrong with every mail that nothing else goes wrong with.
    pub fn fail_always(&self, fault: Fault) {
        *self.always.lock().expect("a fault") = fault;
    }

    /// What goes wrong with every mail to that address.
    pub fn fail_for(&self, address: &str, fault: Fault) {
        self.by_reader.lock().expect("faults").insert(address.to_owned(), fault);
    }

    /// How many lines there were at once at most.
    pub fn most_lines(&self) -> usize {
        self.lines.lock().expect("lines").1
    }

    /// How many readers it was asked for.
    pub fn asked(&self) -> usize {
        *self.asked.lock().expect("a count")
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

    fn count(&self, comes: bool) {
        let mut lines = self.lines.lock().expect("lines");
        lines.0 = if comes { lines.0 + 1 } else { lines.0 - 1 };
        lines.1 = lines.1.max(lines.0);
    }

    fn converse(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let (mut line, mut to, mut fault) = (String::new(), String::new(), None);
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
                    fault = self.faults.lock().expect("faults").pop_front();
                    let found = fault.unwrap_or(*self.always.lock().expect("a fault"));
                    fault = Some(found);
                    match found {
                        Fault::Policy => "550 5.7.1 not by us",
                        Fault::SignIn => "530 5.7.0 authentication required",
                        Fault::GoOnAtSender => "354 go on",
                        _ => "250 ok",
                    }
                }
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    *self.asked.lock().expect("a count") += 1;
                    if let Some(of_reader) = self.by_reader.lock().expect("faults").get(&to) {
                        fault = Some(*of_reader);
                    }
                    match fault.unwrap_or(Fault::None) {
                        Fault::HangUpAtReader => return stream.shutdown(Shutdown::Both),
                        // Until the other end has had enough.
                        Fault::Stall => return reader.read_line(&mut line).map(drop),
                        fault => fault.at_reader(),
                    }
                }
                "DATA" if fault == Some(Fault::OkAtData) => "250 ok",
                "DATA" => match self.take(&to, fault, &mut reader, &mut stream)? {
                    Some(answer) => answer,
                    None => return stream.shutdown(Shutdown::Both),
                },
                "QUIT" => return stream.write_all(b"221 bye\r\n"),
                _ => "250 ok",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes())?;
        }
    }

    /// Takes a mail in; no answer where the server hangs up over it.
    fn take(
        &self,
        to: &str,
        fault: Option<Fault>,
        reader: &mut BufReader<TcpStream>,
        stream: &mut TcpStream,
    ) -> std::io::Result<Option<&'static str>> {
        stream.write_all(b"354 go on\r\n")?;
        if fault == Some(Fault::InData) {
            return Ok(None);
        }
        let raw = message(reader)?;
        match fault {
            Some(Fault::Swallowed) => return Ok(None),
            Some(Fault::Content) => return Ok(Some("554 5.6.0 not this")),
            Some(Fault::GoOnAfterDot) => return Ok(Some("354 go on")),
            Some(Fault::GreetingAfterDot) => return Ok(Some("220 test ESMTP")),
            _ => self.taken.lock().expect("mails").push(Taken { to: to.to_owned(), raw }),
        }
        match fault {
            Some(Fault::AfterDot) => Ok(None),
            Some(Fault::HangUp) => stream.write_all(b"250 taken\r\n").map(|()| None),
            _ => Ok(Some("250 taken")),
        }
    }
}

impl Fault {
    /// What a server with this fault says to a reader's address.
    fn at_reader(self) -> &'static str {
        match self {
            Self::Plain550 => "550 relay not permitted",
            Self::Relaying => "554 5.7.1 relay access denied",
            Self::RelayingNow => "454 4.7.1 relay access denied",
            Self::SignInAtReader => "530 5.7.0 authentication required",
            Self::NoSuchSender => "550 5.1.8 no such sender",
            Self::ClosingDown => "421 4.3.2 closing down",
            Self::Busy => "451 4.3.2 try again later",
            Self::NoSuchReader => "550 5.1.1 no such user",
            Self::GreetingAtReader => "220 test ESMTP",
            _ => "250 ok",
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
