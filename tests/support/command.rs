//! The real binary, run as its users run it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Output};

use super::database::TestDatabase;

/// What time it is for a process of a test, unless the test says otherwise: a Monday morning.
const NOW: &str = "2024-05-06 09:00";

/// The binary with one test's database and folder.
pub fn duban(database: &TestDatabase) -> Command {
    duban_at(NOW, database)
}

/// The same on another day.
pub fn duban_at(now: &str, database: &TestDatabase) -> Command {
    let mut command = plain_at(now);
    command.env("DATABASE_URL", &database.url).current_dir(database.folder.path());
    command
}

/// The binary without a database, and without settings of whoever runs the tests.
pub fn plain() -> Command {
    plain_at(NOW)
}

/// The same by a user whose umask lets everybody read and write.
pub fn duban_without_umask(database: &TestDatabase) -> Command {
    within_shell(&duban(database), "umask 000 && exec \"$0\" \"$@\"")
}

/// The same command, by a shell that does something before.
fn within_shell(careful: &Command, script: &str) -> Command {
    let mut command = foreign("sh");
    command.args(["-c", script]).arg(careful.get_program()).args(careful.get_args());
    command.envs(careful.get_envs().filter_map(|(name, value)| Some((name, value?))));
    for (name, _) in careful.get_envs().filter(|(_, value)| value.is_none()) {
        command.env_remove(name);
    }
    command.current_dir(careful.get_current_dir().unwrap_or(Path::new(".")));
    command
}

/// The binary at that time, without settings of whoever runs the tests: the one place where tests start a process, which is always
/// given its clock.
pub fn plain_at(now: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
    command.args(["--as-of", now]);
    let ours = |name: &str| name.starts_with("DUBAN") || name == "DATABASE_URL";
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(ours)) {
        command.env_remove(name);
    }
    command
}

/// A program that is not ours, and lives by no date of ours: the system's, or a server's.
pub fn foreign(program: impl AsRef<OsStr>) -> Command {
    let program = program.as_ref();
    assert!(!Path::new(program).ends_with("duban"), "our own is given its clock");
    Command::new(program)
}

/// Tells a process to stop, as a supervisor does.
pub fn terminate(process: &Child) {
    let told = foreign("kill").arg(process.id().to_string()).status().expect("a signal");
    assert!(told.success());
}

/// A command by which no file may grow beyond so many kilobytes: as on a full disk.
pub fn with_little_room(careful: &Command, kilobytes: usize) -> Command {
    // Sizes are counted in half kilobytes; what is ignored here stays ignored, and a write fails instead of ending the process.
    let blocks = format!("trap '' XFSZ && ulimit -f {} && exec \"$0\" \"$@\"", kilobytes * 2);
    within_shell(careful, &blocks)
}

/// The Guangxi plan as the project carries it.
pub fn plan_file() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/guangxi-air-2024/plan.txt"))
}

/// What a command printed, if it succeeded without a word on standard error.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().expect("the binary starts");
    assert!(output.status.success() && output.stderr.is_empty(), "{command:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The one line by which a command refused.
pub fn refusal(command: &mut Command) -> String {
    let output = command.output().expect("the binary starts");
    let line = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{command:?}: {line}");
    assert!(line.starts_with("duban: ") && line.ends_with('\n'), "{command:?}: {line}");
    assert_eq!(line.trim_end().lines().count(), 1, "not one line: {line}");
    assert!(output.stdout.is_empty(), "{command:?} also printed {}", String::from_utf8_lossy(&output.stdout));
    line.trim_end().to_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
