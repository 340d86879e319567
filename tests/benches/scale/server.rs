//! The servers that are measured, each a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::data::{House, NOW};
use super::support::app::{PASSWORD, client};
use super::support::command::duban_at;

/// A server; it ends with the value.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:40123`.
    pub url: String,
    /// How long its first answer took, from its start.
    pub first_ms: f64,
}

impl Server {
    /// Duban, pages and calls alone: no job runs beside them.
    pub fn duban(house: &House) -> Self {
        let mut command = duban_at(NOW, &house.database);
        command.args(["serve", "--role", "web", "--listen", "127.0.0.1:0"]);
        command.env("DUBAN__AUTH__SECRET_FILE", house.database.folder.path().join("session.key"));
        Self::started(command)
    }

    /// The bare stack.
    pub fn bare(house: &House) -> Self {
        let own = std::env::current_exe().expect("this program");
        let mut command = Command::new(own);
        command.arg("bare").env("DATABASE_URL", &house.database.url);
        Self::started(command)
    }

    fn started(mut command: Command) -> Self {
        let began = Instant::now();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a process");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let url = loop {
            let line = lines.next().expect("it says where it listens").expect("text");
            if let Some((_, rest)) = line.split_once("http://127") {
                break format!("http://127{}", rest.trim());
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        while std::net::TcpStream::connect(url.trim_start_matches("http://")).is_err() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Self { child, url, first_ms: began.elapsed().as_secs_f64() * 1e3 }
    }

    /// A session of somebody.
    pub async fn token(&self, email: &str) -> String {
        let body = serde_json::json!({"email": email, "password": PASSWORD});
        let asked = client().build().expect("a client").post(format!("{}/api/v1/sessions", self.url)).json(&body);
        let answer: serde_json::Value = asked.send().await.expect("an answer").json().await.expect("JSON");
        answer["token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// The memory it holds.
    pub fn memory_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = kilobytes.and_then(|rest| rest.trim().split(' ').next()).and_then(|n| n.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
