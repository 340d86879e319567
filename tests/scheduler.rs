//! What runs in the background of `duban serve`: dates are watched and mails leave without anybody's doing.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use duban::actions::tick;
use duban::domain::person::Role;
use duban::scheduler::Worker;

use crate::support::app::context;
use crate::support::command::{duban, plan_file, succeed};
use crate::support::database::{TestDatabase, execute, lines, number};
use crate::support::office::Office;
use crate::support::smtp::{Fault, SmtpServer};

/// Waits until it holds; a test that waits in vain says for what.
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(30), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_worker_ticks_and_delivers_by_itself_and_ends_when_it_is_dropped() {
    let office = Office::empty("2024-03-01");
    office.add("桂林市人民政府", Role::Liaison, "wei");
    let ctx = context(&office.database, &[("DUBAN__MAIL__TRANSPORT", "capture")]);
    ctx.clock.set(duban::clock::parse_local("2024-05-17").expect("a date"));
    let worker = Worker::start(&ctx).expect("a worker");
    until("a mail is queued", || office.count("mails") == 1);
    until("the scheduler has beaten", || office.count("beats WHERE name = 'scheduler'") == 1);
    drop(worker);
    let beats = lines(office.db(), "SELECT CAST(beat AS TEXT) AS line FROM beats WHERE name = 'scheduler'");
    tick(&ctx).expect("a tick");
    let now = lines(office.db(), "SELECT CAST(beat AS TEXT) AS line FROM beats WHERE name = 'scheduler'");
    assert_eq!(
        beats[0].parse::<i64>().expect("a number") + 1,
        now[0].parse::<i64>().expect("a number"),
        "nobody but this test has ticked since"
    );
}

/// A server process that ends with its test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill().and_then(|()| self.0.wait()));
    }
}

/// The real binary in that role, over the plan with a liaison who has been late for years; mail goes to the server.
fn serve(database: &TestDatabase, smtp: &SmtpServer, role: &str) -> (Server, BufReader<std::process::ChildStdout>) {
    let mut command = duban(database);
    command.args(["serve", "--listen", "127.0.0.1:0", "--role", role]).stdout(Stdio::piped()).stderr(Stdio::null());
    command.env("DUBAN__SCHEDULER__DELIVER_SECONDS", "1").env("DUBAN__MAIL__HOST", "127.0.0.1");
    command.env("DUBAN__MAIL__PORT", smtp.port().to_string());
    let mut child = command.spawn().expect("the binary starts");
    let said = BufReader::new(child.stdout.take().expect("its output"));
    (Server(child), said)
}

fn with_somebody_late() -> TestDatabase {
    let database = TestDatabase::new();
    succeed(duban(&database).arg("migrate"));
    succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
    let csv = database.folder.path().join("people.csv");
    fs::write(&csv, "姓名,邮箱,电话,单位,角色\n韦联络,wei@test.example,0773-1,桂林市人民政府,联络员\n")
        .expect("a file");
    succeed(duban(&database).args(["people", "add", "--csv"]).arg(&csv));
    execute(&database.open(), "UPDATE posts SET since = '2024-01-01'");
    // On a day without work nothing is queued; a mail is there on whatever day the test runs.
    succeed(duban(&database).args(["tick", "--as-of", "2024-05-17 09:00"]));
    database
}

#[test]
fn serve_watches_the_dates_and_hands_mails_to_the_server() {
    let (database, smtp) = (with_somebody_late(), SmtpServer::start());
    let (_server, mut said) = serve(&database, &smtp, "all");
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    assert!(line.contains("http://"), "{line}");
    until("a mail arrives", || !smtp.taken().is_empty());
    assert_eq!(smtp.taken()[0].to, "wei@test.example");
    until("the outbox knows", || number(&database.open(), "SELECT count(*) FROM mails WHERE state = 'accepted'") >= 1);
}

#[test]
fn a_worker_alone_does_the_same_and_a_web_process_alone_does_not() {
    let (database, smtp) = (with_somebody_late(), SmtpServer::start());
    let (web, mut said) = serve(&database, &smtp, "web");
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(number(&database.open(), "SELECT beat FROM beats WHERE name = 'scheduler'"), 1, "a web process ticks");
    drop(web);
    let (_worker, _said) = serve(&database, &smtp, "worker");
    until("a mail arrives", || !smtp.taken().is_empty());
}

/// What `duban deliver` printed, and its exit code.
fn deliver(database: &TestDatabase, smtp: &SmtpServer) -> (i32, String) {
    let mut command = duban(database);
    command.arg("deliver").env("DUBAN__MAIL__HOST", "127.0.0.1").env("DUBAN__MAIL__PORT", smtp.port().to_string());
    let output = command.output().expect("the binary starts");
    let said =
        String::from_utf8_lossy(if output.status.success() { &output.stdout } else { &output.stderr }).into_owned();
    (output.status.code().expect("a code"), said)
}

#[test]
fn delivering_by_hand_fails_where_no_mail_leaves() {
    let (database, smtp) = (with_somebody_late(), SmtpServer::start());
    smtp.fail(&[Fault::Policy, Fault::Relaying]);
    let (code, said) = deliver(&database, &smtp);
    assert!(code == 1 && said.contains("not by us") && said.lines().count() == 1, "{code} {said}");
    let (code, said) = deliver(&database, &smtp);
    assert!(code == 1 && said.contains("relay access denied"), "{code} {said}");
    assert_eq!(number(&database.open(), "SELECT count(*) FROM mails WHERE finished_at IS NOT NULL"), 0);
    execute(&database.open(), "UPDATE mails SET not_before = created_at");
    let (code, said) = deliver(&database, &smtp);
    assert!(code == 0 && said.starts_with("已发出 1，"), "{code} {said}");
}
