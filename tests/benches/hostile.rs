//! Hostile files, forms and connections of the largest size against the release binary: how long they take, how much memory
//! they need, and whether others notice. `scripts/soak hostile` runs it; it prints a line a file, and ends with 1 where a
//! bound is not kept.

#![expect(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a bench stops where something is not as it should be, and prints what it measures"
)]

#[expect(dead_code, reason = "a bench needs little of what tests share")]
#[path = "../support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use support::command::plain;
use support::hostile;

/// The size of the documents, in characters or parts: just below the most that is read.
const SIZE: usize = 2_900_000;
/// No file takes more.
const SECONDS: f64 = 10.0;
const MEGABYTES: f64 = 200.0;
/// Nobody else waits longer for `/healthz`, in milliseconds: of so many probes, at the 95th percentile.
const PROBES: usize = 200;
const WAITED: u128 = 100;

/// A file, and what reading it took.
struct Row {
    name: String,
    seconds: f64,
    megabytes: f64,
}

fn main() {
    // `cargo test` runs what benches there are with `--test`: nothing is measured then.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let files = write_files(folder.path());
    let mut rows: Vec<Row> =
        files.iter().flat_map(|file| ["json", "text"].map(|format| compile(file, format))).collect();
    rows.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    let most = |value: fn(&Row) -> f64| rows.iter().map(value).fold(0.0, f64::max);
    let (seconds, megabytes) = (most(|row| row.seconds), most(|row| row.megabytes));
    println!("{} files; the slowest {seconds:.1} s, the largest {megabytes:.0} MB", files.len());
    let slowest: Vec<PathBuf> = rows.iter().take(8).map(|row| folder.path().join(name_of(&row.name))).collect();
    let waited = beside(folder.path(), &slowest);
    if seconds > SECONDS || megabytes > MEGABYTES || waited > WAITED {
        println!("not kept: {SECONDS} s, {MEGABYTES} MB, {WAITED} ms");
        std::process::exit(1);
    }
}

fn name_of(row: &str) -> &str {
    row.split(' ').next().unwrap_or_default()
}

fn write_files(folder: &Path) -> Vec<PathBuf> {
    let write = |kind: hostile::Kind| {
        let path = folder.join(kind.name);
        fs::write(&path, kind.of(SIZE)).expect("a file");
        path
    };
    hostile::kinds().map(write).collect()
}

/// Compiles a file in a process of its own.
fn compile(file: &Path, format: &str) -> Row {
    let began = Instant::now();
    let mut process = plain()
        .args(["compile", "--format", format])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary");
    let megabytes = peak_of(&mut process, began);
    let seconds = began.elapsed().as_secs_f64();
    let name = format!("{} {format}", file.file_name().unwrap_or_default().to_string_lossy());
    println!("{name:<44} {seconds:>6.2} s {megabytes:>6.0} MB");
    Row { name, seconds, megabytes }
}

/// The most memory that a process needs until it ends or has taken a minute.
fn peak_of(process: &mut Child, began: Instant) -> f64 {
    let mut peak = 0.0;
    while process.try_wait().expect("a process").is_none() {
        peak = f64::max(peak, megabytes_of(process.id()));
        if began.elapsed() > Duration::from_secs(60) {
            process.kill().expect("a process of ours");
        }
        thread::sleep(Duration::from_millis(2));
    }
    peak
}

fn megabytes_of(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// How long others wait for `/healthz` while all of it comes at once, in milliseconds.
fn beside(folder: &Path, files: &[PathBuf]) -> u128 {
    let server = Server::start(folder);
    let stop = Arc::new(AtomicBool::new(false));
    let alone = probe(&server.address);
    let (liaison, coordinator) = (server.sign_in("liaison"), server.sign_in("coordinator"));
    let _slow: Vec<TcpStream> = (0..300).map(|_| server.slow_body(&liaison)).collect();
    let work: Vec<_> = [0, 1, 2]
        .map(|at| server.attack(if at == 0 { &liaison } else { &coordinator }, files.to_vec(), at == 0, &stop))
        .into();
    thread::sleep(Duration::from_secs(1));
    let waited = probe(&server.address);
    stop.store(true, Ordering::Relaxed);
    work.into_iter().for_each(|thread| drop(thread.join()));
    println!(
        "/healthz p95 {alone} ms alone, {waited} ms beside them; the server's peak {:.0} MB",
        megabytes_of(server.process.id())
    );
    waited
}

/// The 95th percentile of so many probes.
fn probe(address: &str) -> u128 {
    let mut waited: Vec<u128> = (0..PROBES)
        .map(|_| {
            thread::sleep(Duration::from_millis(50));
            let began = Instant::now();
            let answer = request(address, "GET /healthz HTTP/1.1", b"");
            assert!(answer.contains(" 200 "), "{answer}");
            began.elapsed().as_millis()
        })
        .collect();
    waited.sort_unstable();
    waited[PROBES * 95 / 100]
}

/// Sends a request on a connection of its own and reads the answer; empty where the connection broke.
fn request(address: &str, head: &str, body: &[u8]) -> String {
    let mut answer = Vec::new();
    let mut send = || -> std::io::Result<()> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let length = body.len();
        write!(stream, "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n")?;
        stream.write_all(body)?;
        stream.read_to_end(&mut answer).map(drop)
    };
    drop(send());
    String::from_utf8_lossy(&answer).into_owned()
}

/// A demonstration, served by the release binary.
struct Server {
    process: Child,
    address: String,
    accounts: serde_json::Value,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let data = folder.join("data");
        let log = File::create(folder.join("log")).expect("a log");
        let process = plain()
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the binary");
        let accounts = (0..600).find_map(|_| {
            thread::sleep(Duration::from_millis(200));
            serde_json::from_slice(&fs::read(data.join("accounts.json")).ok()?).ok()
        });
        let accounts: serde_json::Value = accounts.expect("a demonstration that is ready");
        let address = accounts["url"].as_str().expect("an address").trim_start_matches("http://").to_owned();
        Server { process, address, accounts }
    }

    /// A token of somebody with that role.
    fn sign_in(&self, role: &str) -> String {
        let mut accounts = self.accounts["accounts"].as_array().expect("accounts").iter();
        let account = accounts.find(|account| account["role"] == role).expect("an account");
        let body = serde_json::json!({"email": account["email"], "password": account["password"]}).to_string();
        let head = "POST /api/v1/sessions HTTP/1.1\r\nContent-Type: application/json";
        let answer = request(&self.address, head, body.as_bytes());
        answer.split("\"token\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token").to_owned()
    }

    /// A connection whose body never comes.
    fn slow_body(&self, token: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let head =
            "POST /my-work/month HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000";
        let sent = write!(stream, "{head}\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\r\na", self.address);
        sent.expect("a part of a request");
        stream
    }

    /// Sends forms of 1.6 million fields, or files, until it is told to stop.
    fn attack(&self, token: &str, files: Vec<PathBuf>, forms: bool, stop: &Arc<AtomicBool>) -> thread::JoinHandle<()> {
        let (address, token, stop) = (self.address.clone(), token.to_owned(), stop.clone());
        let secret = self.form_secret(&token);
        thread::spawn(move || {
            for at in (0..).take_while(|_| !stop.load(Ordering::Relaxed)) {
                if forms {
                    let form = format!("form_secret={secret}{}", "&a=1".repeat(1_600_000));
                    let kind = "Content-Type: application/x-www-form-urlencoded";
                    let head = format!("POST /my-work/month HTTP/1.1\r\nAuthorization: Bearer {token}\r\n{kind}");
                    request(&address, &head, form.as_bytes());
                } else {
                    let file = &files[at % files.len()];
                    let head = format!(
                        "POST /plans/import HTTP/1.1\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary=edge"
                    );
                    request(&address, &head, &upload(&secret, file, at));
                }
            }
        })
    }

    fn form_secret(&self, token: &str) -> String {
        let page = request(&self.address, &format!("GET /my-work HTTP/1.1\r\nAuthorization: Bearer {token}"), b"");
        let page = if page.contains("name=\"form_secret\"") {
            page
        } else {
            request(&self.address, &format!("GET /desk HTTP/1.1\r\nAuthorization: Bearer {token}"), b"")
        };
        let (_, rest) = page.split_once("name=\"form_secret\" value=\"").expect("a form");
        rest.split('"').next().expect("its secret").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A form with a file, which no import before has had.
fn upload(secret: &str, file: &Path, at: usize) -> Vec<u8> {
    let field = |head: &str| format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    let mut body = field("name=\"form_secret\"") + secret + "\r\n" + &field("name=\"year\"") + "2025\r\n";
    body +=
        &field(&format!("name=\"file\"; filename=\"{at}-{}\"", file.file_name().unwrap_or_default().to_string_lossy()));
    let mut body = body.into_bytes();
    body.extend(fs::read(file).expect("a file"));
    body.extend(format!("\n{at}\r\n--edge--\r\n").into_bytes());
    body
}
