//! A relay that answers each step of a conversation as a test tells it, well formed or not.

use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use duban::config::{MailSettings, MailTls, MailTransport};
use duban::mail::{Outcome, Transport};

/// What a relay says at a step, in place of what a good one would.
#[derive(Debug, Clone)]
pub enum Says {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These, and after a moment those.
    Then(&'static str, Duration, &'static str),
    /// Bytes without a line end, without an end.
    Flood,
    /// A line of an answer now and then, without an end.
    Drip,
    /// A byte of a line now and then, without an end.
    Trickle,
}

/// Nobody waits for more than that of a flood or of a drip.
const MOST_BYTES: usize = 256 * 1024 * 1024;
const MOST_DRIPS: usize = 300;
const BETWEEN: Duration = Duration::from_millis(50);

/// One that listens until the test process ends.
#[derive(Clone)]
pub struct Relay {
    port: u16,
    poured: Arc<AtomicUsize>,
    heard: Arc<Mutex<Vec<String>>>,
}

/// What it says at a step: `greeting`, `EHLO`, `STARTTLS`, `AUTH`, `name`, `password`, `MAIL`, `RCPT`, `DATA`, `.`, `RSET`, `QUIT`.
type Script = dyn Fn(&str) -> Option<Says> + Send + Sync;

impl Relay {
    /// Answers as the script says, or as a good one does.
    pub fn start(script: impl Fn(&str) -> Option<Says> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let relay = Self { port, poured: Arc::default(), heard: Arc::default() };
        let (serving, script): (Self, Arc<Script>) = (relay.clone(), Arc::new(script));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (serving, script) = (serving.clone(), Arc::clone(&script));
                thread::spawn(move || serving.converse(stream, &*script));
            }
        });
        relay
    }

    /// Answers so at one step.
    pub fn at(step: &'static str, says: Says) -> Self {
        Self::start(move |now| (now == step).then(|| says.clone()))
    }

    /// How many bytes of floods somebody took.
    pub fn poured(&self) -> usize {
        self.poured.load(Ordering::SeqCst)
    }

    /// What it was asked, without messages.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("lines").clone()
    }

    /// Settings that lead here, with the patience of a second.
    pub fn settings(&self) -> MailSettings {
        MailSettings {
            transport: MailTransport::Smtp,
            host: "127.0.0.1".to_owned(),
            port: self.port,
            tls: MailTls::None,
            username: String::new(),
            password: None,
            connections: 1,
            timeout_seconds: 1,
            reply_seconds: 1,
            from: "督办 <duban@test.example>".to_owned(),
            work_from: "08:30".to_owned(),
            work_until: "18:00".to_owned(),
        }
    }

    fn converse(&self, mut stream: TcpStream, script: &Script) -> Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut step = "greeting".to_owned();
        loop {
            match script(&step) {
                Some(says) => self.say(&mut stream, says)?,
                None => stream.write_all(good(&step).as_bytes())?,
            }
            let mut line = String::new();
            if step == "DATA" {
                while line != ".\r\n" {
                    line.clear();
                    if reader.read_line(&mut line)? == 0 {
                        return Ok(());
                    }
                }
                step = ".".to_owned();
                continue;
            }
            if reader.read_line(&mut line)? == 0 || step == "QUIT" {
                return Ok(());
            }
            self.heard.lock().expect("lines").push(line.trim_end().to_owned());
            let word = line.split_whitespace().next().unwrap_or_default();
            step = match (step.as_str(), line.trim_end()) {
                ("AUTH" | "name", _) if !line.contains(' ') && word.len() > 4 && word != "STARTTLS" => {
                    if step == "AUTH" { "name" } else { "password" }
                }
                _ => word,
            }
            .to_owned();
        }
    }

    fn say(&self, stream: &mut TcpStream, says: Says) -> Result<()> {
        match says {
            Says::Bytes(bytes) => stream.write_all(&bytes),
            Says::Then(first, pause, second) => {
                stream.write_all(first.as_bytes())?;
                thread::sleep(pause);
                stream.write_all(second.as_bytes())
            }
            Says::Flood => {
                let part = [b'x'; 64 * 1024];
                while self.poured() < MOST_BYTES {
                    self.poured.fetch_add(stream.write(&part)?, Ordering::SeqCst);
                }
                Ok(())
            }
            Says::Drip => drip(stream, b"250-x\r\n"),
            Says::Trickle => drip(stream, b"2"),
        }
    }
}

fn drip(stream: &mut TcpStream, drop: &[u8]) -> Result<()> {
    for _ in 0..MOST_DRIPS {
        stream.write_all(drop)?;
        thread::sleep(BETWEEN);
    }
    Ok(())
}

fn good(step: &str) -> &'static str {
    match step {
        "greeting" | "STARTTLS" => "220 test ESMTP\r\n",
        "EHLO" => "250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n",
        "AUTH" | "password" => "235 welcome\r\n",
        "name" => "334 UGFzc3dvcmQ6\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 ok\r\n",
    }
}

/// What becomes of a mail that is handed over by these settings, on a line of its own, with a goodbye.
pub fn hand_over(settings: MailSettings) -> Outcome {
    let (from, transport) = (settings.from.clone(), Transport::Smtp(Box::new(settings)));
    let mut line = match transport.open() {
        Ok(line) => line,
        Err(reason) => return Outcome::NoConnection(reason),
    };
    let outcome = match line.address(&from, "reader@test.example") {
        Ok(()) => line.hand_over("Subject: x\r\n\r\nx\r\n"),
        Err(outcome) => outcome,
    };
    line.close();
    outcome
}
