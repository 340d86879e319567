//! A database for one test, on the engine under test.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use duban::config::Settings;
use duban::db::{Database, DbError, Engine};
use tempfile::TempDir;

use super::leftovers::{self, Leftover};

/// A database of one test's own; it goes away with the value.
pub struct TestDatabase {
    /// What `DATABASE_URL` would be.
    pub url: String,
    /// A folder for whatever the test writes.
    pub folder: TempDir,
    server: Option<OnServer>,
    expected: Mutex<BTreeSet<Leftover>>,
}

/// Where a test's tables are on PostgreSQL: in a database of its own.
struct OnServer {
    /// The server under test.
    server: String,
    /// The database.
    name: String,
    /// It is to be copied, and not dropped with the value.
    is_kept: bool,
}

/// How many databases this process has made.
static MADE: AtomicUsize = AtomicUsize::new(0);

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

impl TestDatabase {
    /// An empty database, not migrated, on the engine under test.
    pub fn new() -> Self {
        match std::env::var("DUBAN_TEST_DATABASE_URL") {
            Ok(server) => Self::copied(server, None),
            Err(_) => Self::embedded(),
        }
    }

    /// An empty SQLite database, whatever engine is under test.
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("duban.db").display());
        Self { url, folder, server: None, expected: Mutex::default() }
    }

    /// A database of a test's own: a copy of that one, else an empty one.
    pub(super) fn copied(server: String, template: Option<&str>) -> Self {
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let of = template.map_or_else(String::new, |template| format!(" TEMPLATE {template}"));
        run(&server, &format!("CREATE DATABASE {name}{of}"));
        let mut database = Self::kept(server, name);
        if let Some(at) = &mut database.server {
            at.is_kept = false;
        }
        database
    }

    /// Another database with all that this one has at this moment, as a server makes it; on PostgreSQL alone.
    pub fn copy_on_server(&self) -> Self {
        let at = self.server.as_ref().expect("a server");
        cut(&at.server, &format!("datname = '{}'", at.name));
        Self::copied(at.server.clone(), Some(&at.name))
    }

    /// A database that is there and stays.
    pub(super) fn kept(server: String, name: String) -> Self {
        let (base, _) = server.rsplit_once('/').expect("a database in the address");
        let url = format!("{base}/{name}?application_name={name}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { url, folder, server: Some(OnServer { server, name, is_kept: true }), expected: Mutex::default() }
    }

    /// That the test is about such a thing, and may leave it behind.
    pub fn may_leave(&self, leftover: Leftover) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).insert(leftover);
    }

    /// What the test has left behind that it did not expect.
    pub fn leftovers(&self) -> Vec<(Leftover, String)> {
        let path = self.folder.path().join("duban.db");
        let mut found = match &self.server {
            Some(at) => leftovers::on_server(&self.url, &at.name),
            None if path.exists() => leftovers::embedded(&path.display().to_string()),
            None => Vec::new(),
        };
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        found.retain(|(leftover, _)| !expected.contains(leftover));
        found
    }

    /// Whether the engine under test is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    /// What ends every connection to this test's tables on PostgreSQL, as a restart of the server would.
    pub fn cutter(&self) -> impl Fn() + Send + Sync + 'static {
        let which = |at: &OnServer| format!("application_name = '{0}' AND datname = '{0}'", at.name);
        // Its own connection stays: to open one takes longer than some tests have.
        let own = Mutex::new(self.server.as_ref().map(|at| (connected(&at.server), which(at))));
        move || {
            if let Some((connection, which)) = own.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                end(connection, which);
            }
        }
    }

    /// The database as the application opens it.
    pub fn open(&self) -> Database {
        let environment = HashMap::from([("DATABASE_URL".to_owned(), self.url.clone())]);
        let settings = Settings::from_parts("test", None, environment).expect("settings");
        Database::open(&settings.database).expect("a database")
    }

    /// The same with all its tables.
    pub fn migrated(&self) -> Database {
        let db = self.open();
        db.migrate().expect("migrations");
        db
    }

    /// How many rows each table has: nothing was done where it is the same before and after. That something was refused is written
    /// down behind the answer, and is nothing that was done.
    pub fn row_counts(&self) -> BTreeMap<String, usize> {
        let db = self.open();
        let tables = tables(&db).into_iter().filter(|table| table != "refusals");
        let rows = |table: &str| match table {
            "audit" => "audit WHERE verb <> 'refuse'".to_owned(),
            table => table.to_owned(),
        };
        tables.map(|table| (table.clone(), number(&db, &format!("SELECT count(*) FROM {}", rows(&table))))).collect()
    }
}

/// The names of all tables of ours, in order.
pub fn tables(db: &Database) -> Vec<String> {
    let all = match db.engine() {
        Engine::Sqlite => "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Engine::Postgres => "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = current_schema()",
    };
    lines(db, &format!("SELECT line FROM ({all}) AS tables WHERE line NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY line"))
}

/// What a query answers whose one column is a text named `line`.
pub fn lines(db: &Database, query: &str) -> Vec<String> {
    let found = db.read(|c| Ok::<_, DbError>(sql_query(query).load::<Line>(c)?)).expect(query);
    found.into_iter().map(|row| row.line).collect()
}

/// What a query answers that has one number, as `SELECT count(*) FROM …`.
pub fn number(db: &Database, query: &str) -> usize {
    let found = lines(db, &format!("SELECT CAST(({query}) AS TEXT) AS line"));
    found[0].parse().expect("a number")
}

/// Runs statements as they stand.
pub fn execute(db: &Database, statements: &str) {
    db.bare(|c| Ok(c.batch_execute(statements)?)).expect(statements);
}

/// Ends connections from outside.
pub fn cut(server: &str, which: &str) {
    end(&mut connected(server), which);
}

#[expect(clippy::disallowed_types, reason = "databases are made and dropped, and connections ended, from outside")]
pub(super) fn connected(server: &str) -> diesel::PgConnection {
    diesel::PgConnection::establish(server).expect("the PostgreSQL under test")
}

#[expect(clippy::disallowed_types, reason = "the connections under test are ended from outside")]
fn end(connection: &mut diesel::PgConnection, which: &str) {
    let query = format!("SELECT pg_terminate_backend(pid)::text AS line FROM pg_stat_activity WHERE {which}");
    sql_query(query).load::<Line>(connection).expect("the connections");
}

pub(super) fn run(server: &str, statement: &str) {
    sql_query(statement).execute(&mut connected(server)).expect(statement);
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // A test that has failed says why by itself.
        let left = if std::thread::panicking() { Vec::new() } else { self.leftovers() };
        if let Some(OnServer { server, name, is_kept: false }) = &self.server {
            run(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
        assert!(left.is_empty(), "the test leaves behind what it did not expect: {left:?}");
    }
}
