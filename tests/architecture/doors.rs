//! The same five nouns on each floor: who knows one floor finds the room on the next.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The five nouns.
const NOUNS: [&str; 5] = ["mail", "notice", "obligation", "people", "plan"];

/// The floors with the five doors, and what of each is none of the nouns.
const DOORS: [(&str, &[&str]); 5] = [
    ("db", DB),
    (
        "actions",
        &[
            "context",
            "damaged_files",
            "error",
            "export_trail",
            "mark_restored",
            "note_backup",
            "note_job",
            "rights",
            "tidy",
            "typed",
        ],
    ),
    ("views", &["marks", "trail"]),
    ("web", WEB),
    ("web/api", API),
];
const DB: &[&str] = &[
    "among",
    "attempt",
    "audit",
    "backup",
    "beats",
    "counted",
    "counting",
    "database",
    "dates",
    "dialect",
    "error",
    "files",
    "fitness",
    "instance",
    "job_failures",
    "kept",
    "migrate",
    "place",
    "pool",
    "reach",
    "restore",
    "schema",
    "serving",
    "transaction",
    "turn",
    "watched",
];
const WEB: &[&str] = &[
    "access",
    "answer",
    "api",
    "assets",
    "audit",
    "blocking",
    "cookies",
    "deadline",
    "done",
    "dress",
    "error",
    "filter",
    "folded",
    "form",
    "form_page",
    "guard",
    "head",
    "headers",
    "health",
    "kept",
    "labels",
    "language",
    "menu",
    "metrics",
    "page",
    "plan_choice",
    "query_fault",
    "received",
    "refusal",
    "refused",
    "routes",
    "source",
    "system",
    "tally",
    "unsent",
    "way",
];
const API: &[&str] = &[
    "body",
    "call_error",
    "cookie",
    "described",
    "list",
    "openapi",
    "problem",
    "refusal",
    "routes",
    "schema",
    "serde_said",
    "version",
    "when",
];

#[test]
fn every_floor_has_the_same_five_doors_and_what_has_a_noun_stands_behind_it() {
    for (floor, others) in DOORS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(floor);
        let entries = fs::read_dir(folder).expect("a floor").map(|entry| entry.expect("an entry").path());
        // A folder without a file is nothing that is kept.
        let kept = entries.filter(|path| path.is_file() || fs::read_dir(path).expect("a folder").next().is_some());
        let names = kept.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
        let found: BTreeSet<String> = names.filter(|name| name != "mod").collect();
        let wanted = NOUNS.iter().chain(others).map(|name| (*name).to_owned()).collect();
        assert_eq!(found, wanted, "{floor}: a new file belongs behind one of the five doors, or is named here");
    }
}
