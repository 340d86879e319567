//! No test lives by the machine's date: on a Saturday, on a holiday and at midnight it says the same.

use std::fs;
use std::path::Path;

/// What reads the machine's date, by the ending of a file's name; scripts have none.
const READINGS: [(&str, &[&str]); 3] = [
    (
        "rs",
        &[
            "SystemTime::now",
            "Utc::now",
            "Utc::today",
            "Local::now",
            "Local::today",
            "OffsetDateTime::now",
            "Clock::system",
            ".modified()",
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "date('now",
            " now()",
            "(now()",
        ],
    ),
    ("mjs", &["Date.now", "new Date()", "new Date;"]),
    ("", &["date +", "$(date", "date -", "EPOCHSECONDS"]),
];

/// What starts a process, and the one file of its kind that may: there each process is given its clock.
const DOORS: [(&str, &str, &str); 3] = [
    ("rs", "CARGO_BIN_EXE", "tests/support/command.rs"),
    ("rs", "Command::new", "tests/support/command.rs"),
    ("mjs", "spawn(", "tests/browser/demo.mjs"),
];

/// The files of tests and scripts with an ending of `READINGS`, by name.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut folders) = (Vec::new(), vec![root.join("tests"), root.join("scripts")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("inside").display().to_string();
            let passed_by = name.ends_with("node_modules") || name.ends_with("fixtures") || name.ends_with("inputs");
            match fs::read_to_string(&path) {
                Ok(text) if readings(&name).is_some() => found.push((name, text)),
                Err(_) if path.is_dir() && !passed_by => folders.push(path),
                _ => {}
            }
        }
    }
    assert!(found.len() > 60, "the walk has lost its way: {}", found.len());
    found
}

fn ending(name: &str) -> &str {
    Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

fn readings(name: &str) -> Option<&'static [&'static str]> {
    let of = if ending(name) == "sh" { "" } else { ending(name) };
    READINGS.iter().find(|(ending, _)| *ending == of).map(|(_, readings)| *readings)
}

/// The first line of a file, comments aside, that reads the machine's date.
fn reading<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    let lines = text.lines().filter(|line| !["//", "#"].iter().any(|mark| line.trim_start().starts_with(mark)));
    lines.into_iter().find(|line| readings(name).is_some_and(|all| all.iter().any(|reading| line.contains(reading))))
}

#[test]
fn no_test_reads_the_machines_date() {
    for (name, text) in texts().iter().filter(|(name, _)| name != "tests/architecture/dates.rs") {
        // The architecture names what it forbids elsewhere.
        if name != "tests/architecture.rs" {
            assert_eq!(reading(name, text), None, "{name} reads the machine's date");
        }
    }
}

#[test]
fn every_process_of_a_test_is_given_its_clock() {
    for (name, text) in texts().iter().filter(|(name, _)| name != "tests/architecture/dates.rs") {
        for (kind, start, door) in DOORS.iter().filter(|(kind, _, door)| *kind == ending(name) && door != name) {
            // A bench that starts itself as its other half lives by no date.
            let text = text.replace("Command::new(own)", "");
            assert!(!text.contains(start), "{name} starts a process ({start}) past {door}, in {kind}");
        }
        let starts_by_itself = DOORS.iter().any(|(_, _, door)| door == name) || text.contains(" demo --");
        assert!(!starts_by_itself || text.contains("--as-of"), "{name} starts a process without a clock");
    }
}

#[test]
fn a_reading_of_the_date_is_found() {
    for (name, line) in [
        ("tests/x.rs", "let now = chrono::Utc::now();"),
        ("tests/x.rs", "let clock = Clock::system();"),
        ("tests/x.rs", "execute(db, \"UPDATE mails SET not_before = now()\");"),
        ("tests/benches/x.rs", "let seed = SystemTime::now();"),
        ("tests/browser/x.mjs", "const today = new Date().toISOString();"),
        ("scripts/bench", "began=$(date +%s)"),
        ("scripts/lib-x.sh", "began=$(date +%s)"),
    ] {
        assert_eq!(reading(name, line), Some(line), "{name}");
    }
    for (name, line) in [
        ("tests/x.rs", "let now = ctx.clock.now();"),
        ("tests/x.rs", "// as Utc::now would"),
        ("tests/browser/x.mjs", "const began = performance.now();"),
    ] {
        assert_eq!(reading(name, line), None, "{name}");
    }
}
