//! Two processes that serve one database: the second says so, and serves all the same.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use crate::support::command::{duban, plan_file, succeed};
use crate::support::database::TestDatabase;

/// What a process says in its log when it is not alone.
const WORDS: &str = "another process serves this database already";

/// A process that serves, and where it logs to; it has begun.
fn serving(database: &TestDatabase, name: &str, role: &str) -> (Child, PathBuf) {
    let log = database.folder.path().join(name);
    let mut command = duban(database);
    command.args(["serve", "--role", role, "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
    let mut server = command.stderr(File::create(&log).expect("a file")).spawn().expect("the binary starts");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
    assert!(!said.is_empty(), "{}", fs::read_to_string(&log).unwrap_or_default());
    (server, log)
}

fn end(mut server: Child) {
    server.kill().and_then(|()| server.wait()).expect("the end");
}

fn says_so(log: &Path) -> Option<String> {
    let log = fs::read_to_string(log).expect("a log");
    log.lines().find(|line| line.contains(WORDS)).map(str::to_owned)
}

#[test]
fn a_second_process_that_serves_says_that_it_is_not_alone_and_one_after_a_killed_one_says_nothing() {
    let database = TestDatabase::new();
    database.migrated();
    let (first, alone) = serving(&database, "first.log", "all");
    let (second, beside) = serving(&database, "second.log", "all");
    let (third, only_pages) = serving(&database, "third.log", "web");
    [first, second, third].into_iter().for_each(end);
    let (last, after) = serving(&database, "last.log", "all");
    end(last);
    assert_eq!((says_so(&alone), says_so(&after)), (None, None));
    let line = says_so(&beside).expect("the second says so");
    assert_eq!(line.contains("WARN"), !database.is_postgres(), "several nodes share a server: {line}");
    assert!(says_so(&only_pages).is_some_and(|line| line.contains("INFO")), "pages beside jobs are meant");
}

#[test]
fn a_set_clock_that_is_behind_the_records_is_said_to_go_on_from_them() {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-06-01"]).arg(plan_file()));
    let log = database.folder.path().join("as-of.log");
    let mut command = duban(&database);
    command.args(["serve", "--role", "web", "--listen", "127.0.0.1:0", "--as-of", "2024-03-01"]).stdout(Stdio::piped());
    let mut server = command.stderr(File::create(&log).expect("a file")).spawn().expect("the binary starts");
    let mut said = String::new();
    BufReader::new(server.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
    end(server);
    let log = fs::read_to_string(&log).expect("a log");
    let line = log.lines().find(|line| line.contains("--as-of is before the newest record")).expect("it is said");
    assert!(line.contains("2024-03-01") && line.contains("2024-06-01"), "{line}");
}
