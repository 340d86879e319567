//! The four processes of Duban, as two machines run them: a web and a worker process each, by the same settings.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::NOW;
use super::support::command::{plain_at, terminate};

/// One process; it ends with the value.
pub struct Process {
    child: Child,
    /// Where it listens: `http://127.0.0.1:40123`; nothing for a worker.
    pub url: String,
}

/// How all are started: where the data is, where mail goes, in which folder they run.
pub struct Settings<'a> {
    /// `DATABASE_URL`.
    pub database: &'a str,
    /// The port of the mail server.
    pub mail_port: u16,
    /// The folder of all, with their logs.
    pub folder: &'a Path,
}

impl Settings<'_> {
    /// A command of the binary by these settings.
    pub fn command(&self, now: &str) -> Command {
        let mut command = plain_at(now);
        command.current_dir(self.folder).env("DATABASE_URL", self.database);
        command.env("DUBAN__AUTH__SECRET", "one secret for all processes of a soak");
        command.env("DUBAN__MAIL__HOST", "127.0.0.1").env("DUBAN__MAIL__PORT", self.mail_port.to_string());
        // A round of the jobs each second, so that one is under way whenever the server dies.
        command.env("DUBAN__SCHEDULER__DELIVER_SECONDS", "1").env("DUBAN__SCHEDULER__TICK_SECONDS", "1");
        command
    }

    /// Starts a process in that role, and waits until it says that it is ready.
    pub fn start(&self, role: &str, name: &str) -> Process {
        let mut command = self.command(NOW);
        command.args(["serve", "--role", role, "--listen", "127.0.0.1:0"]);
        let log = File::create(self.folder.join(format!("{name}.log"))).expect("a log");
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("a process");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let line = lines.next().expect("it says that it is ready").expect("text");
        std::thread::spawn(move || lines.for_each(drop));
        let url = line.find("http://").map(|at| line.split_at(at).1.trim().to_owned()).unwrap_or_default();
        Process { child, url }
    }
}

impl Process {
    /// Whether it still runs: nothing starts it anew.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("a process").is_none()
    }

    /// Tells it to stop, and waits for that.
    pub fn stop(mut self) {
        terminate(&self.child);
        drop(self.child.wait());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
