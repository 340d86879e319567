//! The packages: what they may know, that they use what they ask for, and that all of them keep the lints.

use std::fs;
use std::path::Path;

use super::sources;

/// Their folders, and where else than there what they ask for may be used.
const PACKAGES: [(&str, &[&str]); 3] =
    [("", &["tests"]), ("src/domain", &[]), ("src/compiler", &["tests/benches/compiler.rs"])];

/// What nobody names: it is asked for so that others of those that we use are built in one way.
const SWITCHES: [&str; 3] = ["flate2", "libsqlite3-sys", "pq-sys"];

fn manifest(package: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(package).join("Cargo.toml");
    fs::read_to_string(path).expect("a manifest").parse().expect("TOML")
}

/// What a package is built with, or its tests; of those that are optional, only with a feature.
fn dependencies(package: &str, kind: &str) -> Vec<String> {
    let manifest = manifest(package);
    let listed = manifest[kind].as_table().expect("a table").iter();
    let optional = |wish: &toml::Value| wish.get("optional").and_then(toml::Value::as_bool) == Some(true);
    listed.map(|(name, wish)| format!("{name}{}", if optional(wish) { "?" } else { "" })).collect()
}

/// Everything that is written in a package: its own files, and those beside them.
fn written(package: &str, beside: &[&str]) -> String {
    let (root, packages) = (Path::new(env!("CARGO_MANIFEST_DIR")), ["src/domain", "src/compiler"]);
    let others = packages.into_iter().filter(|other| *other != package);
    let passed_by: Vec<_> = others.chain(["tests/fuzz"]).map(|other| root.join(other)).collect();
    let own = if package.is_empty() { "src" } else { package };
    let mut open: Vec<_> = beside.iter().chain([&own]).map(|place| root.join(place)).collect();
    let mut text = String::new();
    while let Some(path) = open.pop() {
        if path.is_dir() && !passed_by.contains(&path) && !path.ends_with("node_modules") {
            open.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text += &fs::read_to_string(&path).expect("UTF-8");
        }
    }
    text
}

#[test]
fn the_domain_knows_nothing_but_std_chrono_serde_and_unicode() {
    assert_eq!(dependencies("src/domain", "dependencies"), ["chrono", "diesel?", "serde", "unicode-normalization"]);
    let of_compiler = dependencies("src/compiler", "dependencies");
    assert!(!of_compiler.iter().any(|name| name == "duban" || name.starts_with("diesel")), "{of_compiler:?}");
}

#[test]
fn whatever_a_package_asks_for_it_uses() {
    for (package, beside) in PACKAGES {
        let text = written(package, beside);
        assert!(text.len() > 100_000, "the walk has lost its way: {} in {package:?}", text.len());
        for kind in ["dependencies", "dev-dependencies"] {
            for name in dependencies(package, kind) {
                let crate_name = name.trim_end_matches('?').replace('-', "_");
                let mut named = text.match_indices(&crate_name);
                let used = named.any(|(at, name)| {
                    let (before, behind) = (&text[..at], &text[at + name.len()..]);
                    !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/' | '`'))
                        && (behind.starts_with("::") || behind.starts_with(" as ") || behind.starts_with(';'))
                });
                let switch = SWITCHES.contains(&name.as_str());
                assert!(used != switch, "{package}/Cargo.toml asks for {name}, and nothing names it (or a switch is)");
            }
        }
    }
}

#[test]
fn every_package_keeps_the_lints_and_says_where_it_may_not() {
    for (package, _) in PACKAGES {
        assert_eq!(manifest(package)["lints"]["workspace"].as_bool(), Some(true), "{package:?}");
    }
    for kind in ["rust", "clippy"] {
        let lints = manifest("")["workspace"]["lints"][kind].as_table().expect("a table").clone();
        assert!(lints.len() >= 2, "{kind}");
        for (lint, level) in lints {
            assert!(matches!(level.as_str(), Some("deny" | "forbid")), "{lint} is not held");
        }
    }
    for source in sources() {
        for lint in ["unwrap_used", "expect_used", "clippy::panic", "indexing_slicing", "dead_code", "unreachable_pub"]
        {
            assert!(!source.code().contains(lint), "{} excuses itself from {lint}", source.path.display());
        }
    }
}

#[test]
fn the_version_has_its_date_in_the_list_of_changes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changes = fs::read_to_string(root.join("docs/CHANGELOG.md")).expect("the changes");
    let dated = format!("## {} (", env!("CARGO_PKG_VERSION"));
    let line = changes.lines().find(|line| line.starts_with(&dated)).expect("a section for the version of Cargo.toml");
    let date = line.strip_prefix(&dated).and_then(|rest| rest.strip_suffix(')')).expect("a date");
    assert!(date.parse::<chrono::NaiveDate>().is_ok(), "{date}");
}
