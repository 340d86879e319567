//! A database for one test, on the engine under test.

use diesel::prelude::*;
use diesel::{Connection, PgConnection, sql_query};
use tempfile::TempDir;

/// A database of one test's own; it goes away with the value.
pub struct TestDatabase {
    /// What `DATABASE_URL` would be.
    pub url: String,
    /// A folder for whatever the test writes.
    pub folder: TempDir,
    server: Option<(String, String)>,
}

impl TestDatabase {
    /// An empty database, not migrated.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        match std::env::var("DUBAN_TEST_DATABASE_URL") {
            Ok(server) => Self::on_server(server, folder),
            Err(_) => {
                Self { url: format!("sqlite://{}", folder.path().join("duban.db").display()), folder, server: None }
            }
        }
    }

    fn on_server(server: String, folder: TempDir) -> Self {
        let unique = folder.path().file_name().expect("a name").to_string_lossy();
        let letters: String = unique.chars().filter(char::is_ascii_alphanumeric).collect();
        let name = format!("test_{}_{}", std::process::id(), letters.to_lowercase() + &case_bits(&letters));
        run(&server, &format!("CREATE DATABASE {name}"));
        let (base, _) = server.rsplit_once('/').expect("a database in the address");
        Self { url: format!("{base}/{name}"), folder, server: Some((server, name)) }
    }

    /// Whether the engine under test is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.server.is_some()
    }
}

/// Upper case and lower case letters tell temporary folders apart; PostgreSQL's names do not.
fn case_bits(letters: &str) -> String {
    letters.chars().map(|c| if c.is_ascii_uppercase() { '1' } else { '0' }).collect()
}

fn run(server: &str, statement: &str) {
    let mut connection = PgConnection::establish(server).expect("the PostgreSQL under test");
    sql_query(statement).execute(&mut connection).expect(statement);
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            run(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}
