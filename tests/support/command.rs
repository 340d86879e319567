//! The real binary, run as its users run it.

use std::path::Path;
use std::process::{Command, Output};

use super::database::TestDatabase;

/// The binary with one test's database and folder.
pub fn duban(database: &TestDatabase) -> Command {
    let mut command = plain();
    command.env("DATABASE_URL", &database.url).current_dir(database.folder.path());
    command
}

/// The binary without a database.
pub fn plain() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
    command.env_remove("DATABASE_URL");
    command
}

/// The Guangxi plan as the project carries it.
pub fn plan_file() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/guangxi-air-2024/plan.txt"))
}

/// What a command printed, if it succeeded.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().expect("the binary starts");
    assert!(output.status.success(), "{command:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The one line by which a command refused.
pub fn refusal(command: &mut Command) -> String {
    let output = command.output().expect("the binary starts");
    let line = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{command:?}: {line}");
    assert_eq!(line.trim_end().lines().count(), 1, "not one line: {line}");
    line.trim_end().to_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
