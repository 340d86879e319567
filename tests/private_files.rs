//! What the product writes is for its owner alone, whatever the umask; what an older version left open is closed and told.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::support::command::{duban, duban_without_umask, succeed};
use crate::support::database::TestDatabase;

/// A process that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill().and_then(|()| self.0.wait()));
    }
}

/// Starts a command and waits until it has said these words.
fn said(command: &mut Command, words: &str) -> Running {
    let mut child = Running(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary starts"));
    let lines = BufReader::new(child.0.stdout.take().expect("its output")).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains(words)), "it never said {words}");
    child
}

/// Everything below a folder that others could open, and how many files there are.
fn open_to_others(folder: &Path) -> (Vec<PathBuf>, usize) {
    let (mut open, mut files, mut folders) = (Vec::new(), 0, vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let found = fs::metadata(&path).expect("what is there");
            let wanted = if found.is_dir() { 0o700 } else { 0o600 };
            open.extend((found.permissions().mode() & 0o777 != wanted).then(|| path.clone()));
            files += usize::from(found.is_file());
            folders.extend(found.is_dir().then_some(path));
        }
    }
    (open, files)
}

fn open_up(file: &Path) {
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("our file");
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).expect("the file").permissions().mode() & 0o777
}

#[test]
fn whatever_a_server_and_a_backup_write_is_for_their_owner_alone() {
    let mut database = TestDatabase::new();
    if !database.is_postgres() {
        // Folders are made too.
        database.url = format!("sqlite://{}", database.folder.path().join("data/of/duban.db").display());
    }
    succeed(duban_without_umask(&database).arg("migrate"));
    let _server = said(duban_without_umask(&database).args(["serve", "--listen", "127.0.0.1:0"]), "http://");
    let (open, files) = open_to_others(database.folder.path());
    assert_eq!(open, Vec::<PathBuf>::new());
    assert_eq!(
        files,
        if database.is_postgres() { 1 } else { 4 },
        "the key; the database with what SQLite keeps beside it"
    );
    if !database.is_postgres() {
        succeed(duban_without_umask(&database).args(["backup", "copy.db"]));
        assert_eq!(mode(&database.folder.path().join("copy.db")), 0o600);
    }
}

#[test]
fn whatever_a_demonstration_writes_is_for_its_owner_alone() {
    let database = TestDatabase::embedded();
    let demo = ["demo", "--as-of", "2024-03-04", "--listen", "127.0.0.1:0", "--data", "demo"];
    let _demo = said(duban_without_umask(&database).args(demo), "演示已就绪");
    let (open, files) = open_to_others(database.folder.path());
    assert_eq!(open, Vec::<PathBuf>::new());
    assert!(files >= 5, "{files}");
}

#[test]
fn a_database_that_others_could_read_is_closed_to_them_and_that_is_said_once() {
    let database = TestDatabase::embedded();
    succeed(duban(&database).arg("migrate"));
    let file = database.folder.path().join("duban.db");
    open_up(&file);
    let output = duban(&database).args(["people", "list"]).output().expect("the binary starts");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("duban.db") && told.contains("仅所有者可读写"), "{told}");
    assert_eq!(mode(&file), 0o600);
    succeed(duban(&database).args(["people", "list"]));
}

#[test]
fn a_server_says_in_its_log_what_others_could_read() {
    let database = TestDatabase::embedded();
    succeed(duban(&database).arg("migrate"));
    let serve = ["serve", "--listen", "127.0.0.1:0", "--role", "web"];
    drop(said(duban(&database).args(serve), "http://"));
    let files = [database.folder.path().join("duban.db"), database.folder.path().join("var/session.key")];
    files.iter().for_each(|file| open_up(file));
    let mut server = Running(
        duban(&database).args(serve).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary starts"),
    );
    let mut log = BufReader::new(server.0.stderr.take().expect("its log")).lines().map_while(Result::ok);
    for name in ["duban.db", "session.key"] {
        assert!(log.any(|line| line.contains("WARN") && line.contains(name) && line.contains("mended=true")), "{name}");
    }
    assert_eq!(files.map(|file| mode(&file)), [0o600; 2]);
}

#[test]
fn a_file_that_is_no_database_keeps_its_mode() {
    let database = TestDatabase::embedded();
    let file = database.folder.path().join("duban.db");
    fs::write(&file, "this is a letter, not a database; ".repeat(100)).expect("a file");
    open_up(&file);
    assert!(!duban(&database).arg("migrate").output().expect("the binary starts").status.success());
    assert_eq!(mode(&file), 0o644);
}
