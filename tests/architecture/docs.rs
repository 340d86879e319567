//! What the documents name is there: every path, and every `module::item`, between backticks.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FLOORS, Source, sources};

const DOCUMENTS: [&str; 9] = [
    "README.md",
    "README.en.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/ARCHITECTURE.md",
    "docs/CHANGELOG.md",
    "docs/OPERATIONS.md",
    "docs/PROXY.md",
    "migrations/README.md",
];

/// Named, and not ours or made while the program runs.
const NOT_KEPT: [&str; 2] = [concat!("Utc::", "now"), "var/demo/accounts.json"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The words between backticks that are written like a path or like `a::b`.
fn references(text: &str) -> Vec<&str> {
    let spans = text.split('`').skip(1).step_by(2);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:".contains(c);
    let names = |word: &&str| {
        let is_path = word.contains('/') && word.starts_with(|c: char| c.is_ascii_lowercase());
        word.chars().all(is_plain) && (word.contains("::") || is_path && !word.contains(':'))
    };
    spans.flat_map(str::split_whitespace).filter(names).collect()
}

/// A path stands from the root or from `src`; a file of Rust may be named without its ending.
fn is_path(path: &str) -> bool {
    [root(), root().join("src")].iter().any(|base| base.join(path).exists() || base.join(format!("{path}.rs")).exists())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether code defines a name: an item, a field, a variant.
fn defines(code: &str, name: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(is_word);
    let items = ["fn ", "struct ", "enum ", "trait ", "type ", "const ", "static ", "mod "];
    let item =
        |word: &str| code.match_indices(&format!("{word}{name}")).any(|(at, found)| ends(&code[at + found.len()..]));
    let lines = || code.lines().map(|line| line.trim_start().trim_start_matches("pub "));
    let part = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ',', '(', ' ']));
    items.into_iter().any(item) || lines().any(part)
}

/// The sources of a module and of what is in it; of a type, those that define it.
fn home<'s>(name: &str, all: &'s [Source]) -> Vec<&'s Source> {
    if FLOORS.concat().contains(&name) {
        return all.iter().filter(|source| source.module == name).collect();
    }
    let stands = |source: &&Source| source.path.file_stem().is_some_and(|stem| stem == name);
    let kinds = [format!("struct {name} "), format!("enum {name} ")];
    all.iter().filter(|source| stands(source) || kinds.iter().any(|kind| source.code().contains(kind))).collect()
}

/// Whether `a::b::c` is there: each name is a module within the one before, or defined in it or handed on by it.
fn is_item(path: &str, all: &[Source]) -> bool {
    let mut names = path.split("::").filter(|name| *name != "crate");
    let mut inside = home(names.next().unwrap_or_default(), all);
    for name in names {
        let is_part = |source: &&Source| source.path.with_extension("").iter().any(|part| part == name);
        let (within, others): (Vec<_>, Vec<_>) = inside.into_iter().partition(is_part);
        inside = if within.is_empty() { others } else { within };
        inside.retain(|source| is_part(source) || defines(&source.code(), name));
    }
    !inside.is_empty()
}

#[test]
fn what_the_documents_name_is_there() {
    let (all, mut seen) = (sources(), 0);
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).expect("a document");
        for name in references(&text).into_iter().filter(|name| !NOT_KEPT.contains(name)) {
            seen += 1;
            assert!(if name.contains("::") { is_item(name, &all) } else { is_path(name) }, "{document}: `{name}`");
        }
    }
    assert!(seen > 100, "the search has lost its way: {seen}");
}

#[test]
fn what_is_not_there_is_not_found() {
    let all = sources();
    assert_eq!(references("`web/way.rs` as in `db::in_parts`, `/readyz`, `a b`"), ["web/way.rs", "db::in_parts"]);
    for gone in ["actions::no_such_verb", "web::way::no_such", "Nobody::here", "ActionError::Fine"] {
        assert!(!is_item(gone, &all), "{gone}");
    }
    assert!(is_item("ActionError::Unsure", &all) && is_item("web::obligation::steps::report", &all));
    assert!(!is_path("web/no_such.rs") && is_path("web/api") && is_path("tests/refusals"));
}
