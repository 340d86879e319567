//! The floors of the house: imports go down only, and what belongs to one place stays there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

mod circles;
mod dates;
mod docs;
mod doors;
mod errors;
mod keys;
mod packages;
mod templates;
mod writes;

/// Floors from the ground up: a module may import modules of lower floors, and of its own only where `OWN_FLOOR` says so.
const FLOORS: [&[&str]; 5] = [
    &["config", "clock", "histogram", "private", "strings"],
    &["domain"],
    &["db", "auth", "compiler", "mail"],
    &["actions", "views", "letters", "delivery"],
    &["web", "scheduler", "demo", "cli", "app"],
];

/// The floors that are packages of their own, which Cargo holds, and what they are called there.
const PACKAGES: [(&str, &str); 2] = [("domain", "duban_domain"), ("compiler", "duban_compiler")];

/// Within a floor, who may call whom: what is said and shown reads what actions know, delivery carries letters; on the top
/// floor the wiring is below the two doors, and the command line opens the web.
const OWN_FLOOR: [(&str, &str); 12] = [
    ("views", "actions"),
    ("letters", "views"),
    ("letters", "actions"),
    ("delivery", "letters"),
    ("delivery", "actions"),
    ("config", "strings"),
    ("config", "clock"),
    ("web", "app"),
    ("cli", "app"),
    ("cli", "web"),
    ("cli", "demo"),
    ("cli", "scheduler"),
];

struct Source {
    path: PathBuf,
    module: String,
    text: String,
}

impl Source {
    /// The code without comments and without the tests, at its end or in a file of their own.
    fn code(&self) -> String {
        if self.path.ends_with("tests.rs") || self.path.ends_with("testing.rs") {
            return String::new();
        }
        let code = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    /// The modules of our own that it names; in a package, `crate` is the floor itself.
    fn imports(&self) -> Vec<String> {
        let code = self.code();
        let packages = PACKAGES.iter().filter(|(_, package)| code.contains(&format!("{package}::")));
        let packages = packages.map(|(module, _)| (*module).to_owned());
        if PACKAGES.iter().any(|(module, _)| *module == self.module) {
            return packages.collect();
        }
        let names = code.match_indices("crate::").map(|(at, found)| &code[at + found.len()..]);
        let names = names.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        packages.chain(names).collect()
    }
}

fn sources() -> Vec<Source> {
    sources_in("src")
}

fn sources_in(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut sources = Vec::new();
    collect(&root, &root, &mut sources);
    assert!(sources.len() > 40, "the walk has lost its way");
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            // The fuzz target may have been built inside.
            if !path.ends_with("target") {
                collect(root, &path, sources);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let inside = path.strip_prefix(root).expect("inside").to_path_buf();
            let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            let module = first.trim_end_matches(".rs").to_owned();
            sources.push(Source { text: fs::read_to_string(&path).expect("UTF-8"), path: inside, module });
        }
    }
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

#[test]
fn imports_go_down_only() {
    for source in sources().iter().filter(|source| !matches!(source.module.as_str(), "lib" | "main")) {
        let own = floor_of(&source.module).unwrap_or_else(|| panic!("{} stands on no floor", source.path.display()));
        for import in source.imports().iter().filter(|import| **import != source.module) {
            let Some(other) = floor_of(import) else {
                panic!("{} imports {import}, which stands on no floor", source.path.display())
            };
            let allowed = other < own || OWN_FLOOR.contains(&(source.module.as_str(), import.as_str()));
            assert!(allowed, "{} ({}) imports {import}", source.path.display(), source.module);
        }
    }
}

#[test]
fn only_db_and_the_stored_words_name_diesel() {
    for source in sources().iter().filter(|source| source.module != "db" && !source.path.ends_with("domain/stored.rs"))
    {
        let code = source.code().replace("#[cfg(feature = \"diesel\")]\nmod stored;", "");
        assert!(!code.contains("diesel"), "{}", source.path.display());
    }
}

#[test]
fn only_the_clock_reads_the_time() {
    for source in sources().iter().filter(|source| source.module != "clock") {
        for reading in ["Utc::now", "Local::now", "SystemTime::now", "Instant::now"] {
            assert!(!source.code().contains(reading), "{} calls {reading}", source.path.display());
        }
    }
}

/// Plain texts that actions take: compared, hashed, counted or our own; the file, the calendar and a draft's page are read into types.
const PLAIN_TEXTS: [(&str, &str); 37] = [
    ("context.rs", "remark"),
    ("mail/claim_mail.rs", "name"),
    ("mail/claim_mail.rs", "owner"),
    ("note_job.rs", "failed"),
    ("note_job.rs", "job"),
    ("notice/rulebook.rs", "reason"),
    ("notice/set_rules.rs", "content"),
    ("notice/set_rules.rs", "source"),
    ("people/add_person.rs", "link_token"),
    ("people/add_person.rs", "name"),
    ("people/change_password.rs", "again"),
    ("people/change_password.rs", "given"),
    ("people/change_password.rs", "hash"),
    ("people/keep_form.rs", "action"),
    ("people/keep_form.rs", "body"),
    ("people/keep_form.rs", "token"),
    ("people/new_password.rs", "password"),
    ("people/note_refusals.rs", "address"),
    ("people/note_refusals.rs", "wish"),
    ("people/password_link.rs", "token"),
    ("people/set_password.rs", "again"),
    ("people/set_password.rs", "given"),
    ("people/set_password.rs", "hash"),
    ("people/set_password.rs", "token"),
    ("people/sign_in.rs", "account"),
    ("people/sign_in.rs", "browser"),
    ("people/sign_in.rs", "browser_token"),
    ("people/sign_in.rs", "email"),
    ("people/sign_in.rs", "place"),
    ("people/sign_in.rs", "source"),
    ("plan/draft_page/row.rs", "column"),
    ("plan/draft_page/row.rs", "name"),
    ("plan/draft_page/step.rs", "word"),
    ("plan/draft_page/typed_page.rs", "column"),
    ("plan/draft_page/typed_page.rs", "name"),
    ("plan/edit_plan.rs", "phrase"),
    ("plan/import_plan.rs", "source_name"),
];

/// What a public struct or function of a file takes as plain text.
fn plain_texts(code: &str) -> Vec<&str> {
    let is_plain = |kind: &str| {
        let kind = kind.trim_start_matches("Option<");
        let reference = kind.strip_prefix('&').map(|kind| kind.trim_start_matches("'a ").starts_with("str"));
        reference.unwrap_or(kind.starts_with("String"))
    };
    let mut found = Vec::new();
    for (start, end) in [("pub struct ", "\n}"), ("pub fn ", "{\n")] {
        for (at, _) in code.match_indices(start) {
            let item = code[at..].split(end).next().unwrap_or_default();
            let item = item.split("->").next().unwrap_or_default();
            let words: Vec<&str> = item.split([' ', '\n', '(']).filter(|word| !word.is_empty()).collect();
            let plain = words.windows(2).enumerate().filter(|(at, pair)| {
                pair[0].ends_with(':')
                    && is_plain(&words[at + 1..].iter().take(2).copied().collect::<Vec<_>>().join(" "))
            });
            found.extend(plain.map(|(_, pair)| pair[0].trim_end_matches(':')));
        }
    }
    found
}

#[test]
fn what_is_typed_reaches_an_action_as_a_type_and_never_as_plain_text() {
    let mut found = BTreeSet::new();
    for source in sources().iter().filter(|source| source.module == "actions") {
        let file = source.path.strip_prefix("actions").expect("inside").display().to_string();
        // What a tick has done is told to the command line; errors and the reading itself are about texts.
        let about_texts = matches!(file.as_str(), "typed.rs" | "error.rs" | "obligation/typed_report.rs");
        if file.starts_with("notice/tick/") || about_texts {
            continue;
        }
        found.extend(plain_texts(&source.code()).into_iter().map(|name| (file.clone(), name.to_owned())));
    }
    let known = PLAIN_TEXTS.iter().map(|(file, name)| ((*file).to_owned(), (*name).to_owned())).collect();
    assert_eq!(found, known, "an action takes plain text, or no longer does: make it a type of domain::typed");
    let wish = "pub struct Wish<'a> {\n    pub why: &'a str,\n    pub who: Option<String>,\n    pub n: i64,\n}";
    assert_eq!(plain_texts(wish), ["why", "who"], "the search has lost its way");
}

#[test]
fn dates_that_people_type_have_one_reader() {
    for source in sources().iter().filter(|source| ["web", "cli", "actions", "views"].contains(&source.module.as_str()))
    {
        for past in ["parse::<NaiveDate>", "::<NaiveDate>(", "NaiveDate::parse_from_str", "clock::parse_local"] {
            let is_reader = source.path.ends_with("cli/day.rs");
            assert!(is_reader || !source.code().contains(past), "{} reads a date by itself", source.path.display());
        }
    }
}

#[test]
fn words_are_searched_for_by_one_rule() {
    for source in sources().iter().filter(|source| source.module == "db" && !source.path.ends_with("dialect.rs")) {
        for own in [".like(format!", ".like(pattern", ".ilike(", " LIKE "] {
            assert!(!source.code().contains(own), "{} searches past dialect::contains", source.path.display());
        }
    }
}

#[test]
fn forms_have_one_reader_and_blocking_work_one_helper() {
    for source in sources().iter().filter(|source| source.module == "web") {
        let name = source.path.display().to_string();
        if !name.ends_with("form.rs") {
            assert!(!source.code().contains("web::Form"), "{name} reads a form past the check of its secret");
        }
        if !name.ends_with("received.rs") {
            assert!(!source.code().contains("Bytes::from_request"), "{name} reads a body without bound and deadline");
        }
        if !name.ends_with("blocking.rs") {
            assert!(!source.code().replace("web::blocking", "").contains("web::block"), "{name} blocks by itself");
        }
    }
}

/// What in `web` works without a reader: it finds out who asks, lets in, writes down what was refused or asks after the machine. All else goes by `way`.
const WITHOUT_READER: [&str; 9] =
    ["blocking", "guard", "health", "kept", "metrics", "received", "refused", "people/entry", "people/set_password"];

/// The first thing by which code goes round `web::way` to the data.
fn way_round(code: &str) -> Option<&'static str> {
    ["blocking::", ".db.", "Actor::"].into_iter().find(|past| code.contains(past))
}

#[test]
fn a_handler_reads_and_acts_by_one_way() {
    let by_itself: BTreeSet<String> = WITHOUT_READER.iter().map(|name| format!("web/{name}.rs")).collect();
    let mut by_way = 0;
    for source in sources().iter().filter(|source| source.module == "web" && !source.path.ends_with("way.rs")) {
        let (name, code) = (source.path.display().to_string(), source.code());
        by_way += code.matches("way::").count();
        let past = way_round(&code).filter(|_| !by_itself.contains(&name));
        assert_eq!(past, None, "{name}: a handler tells `web::way` what it reads or does, which knows as whom");
    }
    assert!(by_way > 30, "the search has lost its way: {by_way}");
    let past = ["blocking::run(&app, work)", "app.ctx.db.read(|c| f(c))", "let by = Actor::Console;"];
    assert!(past.into_iter().all(|past| way_round(past).is_some()), "the search has lost its way");
}

#[test]
fn no_file_outgrows_its_noun() {
    for source in sources_in("src").iter().chain(&sources_in("tests")) {
        let lines = source.text.lines().count();
        assert!(lines <= 300 || source.path.ends_with("db/schema.rs"), "{} has {lines} lines", source.path.display());
    }
}
