//! A trail of which nobody can read when anything was done: the server starts, tells the time that it was given, and says it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use duban::db::Engine;

use super::allow_any_date;
use crate::support::command::{duban, plan_file, succeed};
use crate::support::database::{TestDatabase, execute, number};

/// A server process that ends with its test.
struct Server(Child, String);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill().and_then(|()| self.0.wait()));
    }
}

impl Server {
    /// One that serves and does the jobs.
    fn start(database: &TestDatabase) -> Self {
        let mut command = duban(database);
        command.args(["serve", "--listen", "127.0.0.1:0"]).env("DUBAN__MAIL__TRANSPORT", "capture");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary starts");
        let mut said = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut said).expect("a line");
        let address = said.trim().split_once("http://").unwrap_or_else(|| panic!("it does not start: {said:?}")).1;
        Self(child, address.to_owned())
    }

    fn readyz(&self) -> String {
        let mut stream = TcpStream::connect(&self.1).expect("a server");
        stream.write_all(b"GET /readyz HTTP/1.0\r\n\r\n").expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

/// What no program reads, or takes for a time of another age.
fn bad_times(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Sqlite => {
            &["gestern", "", "2024/03/01", "0001-01-01 00:00:00", "9999-01-01 00:00:00", "+262142-12-31 20:00:00"]
        }
        Engine::Postgres => &["infinity", "-infinity", "0044-03-15 BC", "9999-01-01 00:00:00", "262142-12-31 20:00:00"],
    }
}

#[test]
fn a_server_starts_on_a_trail_whose_times_nobody_can_read_and_says_so() {
    for time in bad_times(TestDatabase::new().open().engine()) {
        let database = TestDatabase::new();
        succeed(duban(&database).arg("migrate"));
        succeed(duban(&database).args(["import", "--yes", "--as-of", "2024-03-01"]).arg(plan_file()));
        let db = database.open();
        allow_any_date(&db);
        execute(&db, &format!("UPDATE audit SET at = '{time}'"));
        let server = Server::start(&database);
        let (began, mut said) = (Instant::now(), String::new());
        while !said.contains("dates that cannot be read") {
            assert!(began.elapsed() < Duration::from_secs(60), "{time}: it is not said: {said}");
            std::thread::sleep(Duration::from_millis(50));
            said = server.readyz();
        }
        assert!(said.contains("200 OK") && said.contains("audit"), "{time}: {said}");
        let on_time =
            "SELECT count(*) FROM beats WHERE name = 'scheduler' AND at BETWEEN '2024-05-06' AND '2024-05-07'";
        assert_eq!(number(&db, on_time), 1, "{time}: its clock went along");
    }
}
