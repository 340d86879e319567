//! A mail server that takes everything, in its own time, and remembers by Message-ID what it has taken.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// So long it looks at a mail, so that mail is on its way whatever happens meanwhile.
const LOOKS: Duration = Duration::from_millis(25);

/// When each copy of each mail was taken, and how long the text was.
type Taken = BTreeMap<String, Vec<Copy>>;

/// One copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Copy {
    /// When it came.
    pub at: Instant,
    /// All of it.
    pub text: String,
}

/// The server, until the process ends.
#[derive(Clone)]
pub struct Sink {
    /// Where it listens.
    pub port: u16,
    taken: Arc<Mutex<Taken>>,
}

impl Sink {
    /// Listens on a free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let sink = Self { port: listener.local_addr().expect("an address").port(), taken: Arc::default() };
        let serving = sink.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || drop(serving.converse(stream)));
            }
        });
        sink
    }

    /// What it has taken.
    pub fn taken(&self) -> Taken {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// When the first mail came after that moment.
    pub fn first_after(&self, moment: Instant) -> Option<Instant> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.values().flatten().map(|copy| copy.at).filter(|at| *at > moment).min()
    }

    fn converse(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        stream.write_all(b"220 sink ESMTP\r\n")?;
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let answer = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
                "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
                "DATA" => {
                    stream.write_all(b"354 go on\r\n")?;
                    self.take(message(&mut reader)?);
                    "250 taken\r\n"
                }
                "QUIT" => return stream.write_all(b"221 bye\r\n"),
                _ => "250 ok\r\n",
            };
            stream.write_all(answer.as_bytes())?;
        }
    }

    fn take(&self, text: String) {
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID:")).expect("a Message-ID");
        let id = id.trim().trim_matches(['<', '>']).to_owned();
        self.taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(id)
            .or_default()
            .push(Copy { at: Instant::now(), text });
        thread::sleep(LOOKS);
    }
}

/// A message up to its final dot.
fn message(reader: &mut impl BufRead) -> std::io::Result<String> {
    let (mut text, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(&line);
    }
}
