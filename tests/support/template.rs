//! Databases that many tests begin with: made once for a build of the tests, then copied.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::database::{TestDatabase, connected, cut, execute, run};

const PREFIX: &str = "duban_template";

/// The templates that are known to be there; who makes one holds it.
static MADE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    datname: String,
}

/// A copy, on the engine under test, of the database that `prepare` makes of an empty one where there is none of that name yet.
pub fn copy_of(name: &str, prepare: impl FnOnce(&TestDatabase)) -> TestDatabase {
    let build = format!("{PREFIX}_{}", build_mark());
    match std::env::var("DUBAN_TEST_DATABASE_URL") {
        Ok(server) => on_server(server, &build, name, prepare),
        Err(_) => embedded(&build, name, prepare),
    }
}

/// What tells the file of these tests from another build's, which may begin otherwise.
fn build_mark() -> String {
    let tests = std::env::current_exe().and_then(fs::metadata).expect("the tests");
    format!("{}_{}", tests.mtime(), tests.mtime_nsec())
}

fn embedded(build: &str, name: &str, prepare: impl FnOnce(&TestDatabase)) -> TestDatabase {
    let database = TestDatabase::embedded();
    let file = made(build, name, prepare);
    fs::copy(file, database.folder.path().join("duban.db")).expect("a copy");
    database
}

/// The file of a template.
fn made(build: &str, name: &str, prepare: impl FnOnce(&TestDatabase)) -> PathBuf {
    let _one_at_a_time = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("{build}_{name}.db"));
    if !file.exists() {
        let database = TestDatabase::embedded();
        prepare(&database);
        let making = file.with_extension(std::process::id().to_string());
        execute(&database.open(), &format!("VACUUM INTO '{}'", making.display()));
        fs::set_permissions(&making, Permissions::from_mode(0o600)).expect("its owner's alone");
        fs::rename(making, &file).expect("a template");
        forget_older(folder, build);
    }
    file
}

fn forget_older(folder: &Path, build: &str) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().display().to_string();
        if name.starts_with(PREFIX) && !name.starts_with(build) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn on_server(server: String, build: &str, name: &str, prepare: impl FnOnce(&TestDatabase)) -> TestDatabase {
    let template = format!("{build}_{name}");
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if !made.contains(&template) {
        make_on_server(&server, (build, &template), prepare);
        made.insert(template.clone());
    }
    drop(made);
    TestDatabase::copied(server, Some(&template))
}

/// Makes a template where no process of tests has yet.
fn make_on_server(server: &str, (build, template): (&str, &str), prepare: impl FnOnce(&TestDatabase)) {
    let mut connection = connected(server);
    // Of several processes of tests one makes it; the lock goes with the connection.
    let lock = format!("SELECT pg_advisory_lock(hashtext('{PREFIX}'))");
    sql_query(lock).execute(&mut connection).expect("a lock");
    let there = format!("SELECT datname::text AS datname FROM pg_database WHERE datname LIKE '{PREFIX}%'");
    let there: Vec<Name> = sql_query(there).load(&mut connection).expect("the databases");
    if there.iter().any(|found| found.datname == template) {
        return;
    }
    let making = format!("{template}_making");
    run(server, &format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)"));
    run(server, &format!("CREATE DATABASE {making}"));
    prepare(&TestDatabase::kept(server.to_owned(), making.clone()));
    cut(server, &format!("datname = '{making}'"));
    run(server, &format!("ALTER DATABASE {making} RENAME TO {template}"));
    for old in there.iter().filter(|found| !found.datname.starts_with(build)) {
        run(server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", old.datname));
    }
}
