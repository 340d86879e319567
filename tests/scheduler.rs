//! What runs in the background of `duban serve`: dates are watched and mails leave without anybody's doing.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use duban::actions::tick;
use duban::domain::person::Role;
use duban::scheduler::Worker;

use crate::support::app::context;
use crate::support::command::{duban, duban_at, plan_file, succeed};
use crate::support::database::{TestDatabase, lines, number};
use crate::support::office::Office;
use crate::support::smtp::SmtpServer;

/// A working day on which everything of 2024 is late. What the machine's calendar says does not matter: mails of the
/// clock leave on working days alone.
const A_THURSDAY: &str = "2025-06-05 10:00";

/// Waits until it holds; a test that waits in vain says for what.
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(120), "waited in vain: {what}");
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

#[test]
fn a_job_that_fails_is_noted_with_its_reason_until_it_is_done() {
    let office = Office::empty("2024-03-01");
    office.add("桂林市人民政府", Role::Liaison, "wei");
    let nobody_listens = [("DUBAN__MAIL__HOST", "127.0.0.1"), ("DUBAN__MAIL__PORT", "1")];
    let ctx = context(&office.database, &nobody_listens);
    ctx.clock.set(duban::clock::parse_local("2024-05-17 10:00").expect("a date"));
    tick(&ctx).expect("a tick");
    let worker = Worker::start(&ctx).expect("a worker");
    until("the failure is noted", || office.count("job_failures WHERE job = 'deliver' AND rounds = 1") == 1);
    assert_eq!(office.count("job_failures"), 1, "the other job is done");
    drop(worker);
    let ctx = context(&office.database, &[("DUBAN__MAIL__TRANSPORT", "capture")]);
    ctx.clock.set(duban::clock::parse_local("2024-05-17 10:01").expect("a date"));
    let _worker = Worker::start(&ctx).expect("a worker");
    until("it is done again", || office.count("job_failures") == 0);
}

/// A server process that ends with its test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill().and_then(|()| self.0.wait()));
    }
}

/// The real binary in that role, over the plan with a liaison who has been late for months; mail goes to the server.
fn serve(database: &TestDatabase, smtp: &SmtpServer, role: &str) -> (Server, BufReader<std::process::ChildStdout>) {
    let mut command = duban_at(A_THURSDAY, database);
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
    until("the outbox knows", || number(&database.open(), "SELECT count(*) FROM mails WHERE state = 'accepted'") == 1);
}

#[test]
fn a_worker_alone_does_the_same_and_a_web_process_alone_does_not() {
    let (database, smtp) = (with_somebody_late(), SmtpServer::start());
    let (web, mut said) = serve(&database, &smtp, "web");
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(number(&database.open(), "SELECT count(*) FROM beats"), 0, "a web process ticks");
    drop(web);
    let (_worker, _said) = serve(&database, &smtp, "worker");
    until("a mail arrives", || !smtp.taken().is_empty());
}

#[test]
fn a_server_whose_clock_is_set_says_so_in_its_log_and_never_goes_back_behind_its_records() {
    let database = with_somebody_late();
    for (wish, since) in [("2024-05-18 10:00", "2024-05-18 10:0"), ("2024-02-01", "2024-05-06 09:0")] {
        let mut command = duban_at(wish, &database);
        command.args(["serve", "--listen", "127.0.0.1:0", "--role", "web"]).stdout(Stdio::null());
        let mut server = Server(command.stderr(Stdio::piped()).spawn().expect("the binary starts"));
        let mut warning = String::new();
        BufReader::new(server.0.stderr.take().expect("its log")).read_line(&mut warning).expect("a line");
        assert!(warning.contains("WARN") && warning.contains("--as-of") && warning.contains(since), "{warning}");
    }
}
