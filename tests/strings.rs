//! The catalogues: the same keys in both languages, every key that is used is there, and every key is used.

mod fields;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use duban::domain::obligation::{Lamp, Stage, Status};
use duban::domain::person::{ActorKind, Role};
use duban::strings::{Language, Strings};

/// `"error.html"` is a file and no key.
const FILE_ENDINGS: [&str; 5] = ["css", "html", "svg", "toml", "txt"];

/// The keys and strings of a language, read from the file itself: a file that does not parse must fail.
fn catalogue(language: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join(format!("templates/strings/{language}.toml"))).expect("a catalogue");
    let table: toml::Table = text.parse().expect("TOML");
    let mut entries = BTreeMap::new();
    for (group, words) in table {
        for (word, text) in words.as_table().unwrap_or_else(|| panic!("{group} is no group")) {
            let text = text.as_str().unwrap_or_else(|| panic!("{group}.{word} is no text"));
            entries.insert(format!("{group}.{word}"), text.to_owned());
        }
    }
    assert!(entries.len() > 50, "the catalogue has lost its way");
    entries
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts under a folder of those endings, tests and comments left out, by name.
fn texts(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root()).expect("inside").display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) && !name.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.push((name, lines.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    found
}

/// Everything that may name a key: code and templates.
fn sources() -> Vec<(String, String)> {
    let mut all = texts("src", &[".rs"]);
    all.extend(texts("templates", &[".html", ".txt"]));
    all
}

/// What follows each occurrence of `start`, up to the next quotation mark.
fn quoted_after<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(start).map(move |(at, _)| text[at + start.len()..].split('"').next().unwrap_or_default())
}

/// The names of the gaps of a string.
fn gaps(text: &str) -> BTreeSet<&str> {
    // `{n?unit has:units have}` has the words that go with what fills `{n}`.
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    names.map(|name| name.split_once('?').map_or(name, |(name, _)| name)).collect()
}

/// Groups whose words are chosen at run time: `page.word("role", …)`, `format!("done.{}", …)`.
fn word_groups() -> BTreeSet<String> {
    let mut groups = BTreeSet::new();
    for (name, text) in sources() {
        for start in ["page.word(\"", "self.word(\"", "word_options(page, \"", "Word(\"", "t.word(\""] {
            groups.extend(quoted_after(&text, start).map(str::to_owned));
        }
        // `.with_word("status", "status", …)`: the gap, then the group.
        let with_word = text.split(".with_word(").skip(1).filter_map(|rest| rest.split('"').nth(3));
        groups.extend(with_word.map(str::to_owned));
        if !name.starts_with("src/web/") {
            continue;
        }
        let built = quoted_after(&text, "format!(\"").filter_map(|built| built.split_once(".{"));
        groups.extend(built.map(|(group, _)| group.to_owned()).filter(|group| is_word(group)));
    }
    groups
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Every key that is named in full, with where.
fn keys_named() -> BTreeMap<String, String> {
    let groups: BTreeSet<String> =
        catalogue("zh").keys().map(|key| key.split('.').next().unwrap_or_default().to_owned()).collect();
    let mut named = BTreeMap::new();
    for (name, text) in sources() {
        // What is said to be a key, whatever it looks like …
        for start in ["Message::new(\"", "page.s(\"", "page.fill(\"", "words.get(\"", ".for_anybody(request, app, \""] {
            named.extend(quoted_after(&text, start).map(|key| (key.to_owned(), name.clone())));
        }
        // … and what looks like one: `"nav.plan"` in a table, a title handed on. The configuration stands below the catalogues:
        // what looks like one there, and where it is checked, is the name of a setting.
        let names_settings = ["src/config/", "src/cli/check/"].iter().any(|place| name.starts_with(place));
        let literals = text.split('"').skip(1).filter(|_| !names_settings);
        for literal in literals {
            let Some((group, word)) = literal.split_once('.') else { continue };
            if groups.contains(group) && is_word(word) && !FILE_ENDINGS.contains(&word) {
                named.insert(literal.to_owned(), name.clone());
            }
        }
        for word in text.split("done=").skip(1) {
            let word: String = word.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !word.is_empty() {
                named.insert(format!("done.{word}"), name.clone());
            }
        }
    }
    assert!(named.len() > 40, "the search has lost its way: {}", named.len());
    named
}

#[test]
fn both_languages_have_the_same_keys_and_the_same_gaps() {
    let (zh, en) = (catalogue("zh"), catalogue("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, chinese) in &zh {
        assert_eq!(gaps(chinese), gaps(&en[key]), "the gaps of {key}");
    }
}

/// Whether a string says anything besides its gaps.
fn has_words(text: &str) -> bool {
    let said = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    said.flat_map(str::chars).any(char::is_alphabetic)
}

#[test]
fn no_string_is_empty_or_untranslated() {
    let (zh, en) = (catalogue("zh"), catalogue("en"));
    for (key, chinese) in &zh {
        let english = &en[key];
        assert!(!chinese.trim().is_empty() && !english.trim().is_empty(), "{key} is empty");
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        // The switch speaks the other language; shapes and forms of dates have no words.
        let switch = key.starts_with("app.other_language") || !has_words(chinese);
        assert!(switch || han(chinese), "{key} is not Chinese: {chinese}");
        assert!(switch || !han(english), "{key} is not English: {english}");
    }
}

#[test]
fn the_application_reads_what_stands_in_the_files() {
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let strings = Strings::of(language);
        for (key, text) in catalogue(name) {
            assert_eq!(strings.get(&key), text);
        }
    }
}

#[test]
fn every_key_that_is_used_is_in_the_catalogue() {
    let catalogue = catalogue("zh");
    for (key, place) in keys_named() {
        assert!(catalogue.contains_key(&key), "{place} names {key}, which no catalogue has");
    }
    for group in word_groups() {
        let start = format!("{group}.");
        assert!(catalogue.keys().any(|key| key.starts_with(&start)), "no catalogue has a group {group}");
    }
}

#[test]
fn a_group_of_words_has_every_word_of_its_vocabulary() {
    fn words<T: std::fmt::Display>(vocabulary: &[T]) -> Vec<String> {
        vocabulary.iter().map(ToString::to_string).collect()
    }
    let (catalogue, groups) = (catalogue("zh"), word_groups());
    assert!(groups.contains("role"), "the search has lost its way: {groups:?}");
    for (group, words) in [
        ("actor", words(ActorKind::ALL).into_iter().filter(|kind| kind != "person").collect()),
        ("role", words(Role::ALL)),
        ("status", words(Status::ALL)),
        ("stage", words(Stage::ALL)),
        ("lamp", words(Lamp::ALL)),
    ] {
        for word in words.iter().filter(|_| groups.contains(group)) {
            assert!(catalogue.contains_key(&format!("{group}.{word}")), "no catalogue has {group}.{word}");
        }
    }
}

#[test]
fn every_gap_of_a_message_is_filled() {
    let catalogue = catalogue("zh");
    for (place, text) in texts("src", &[".rs"]) {
        for (at, start) in text.match_indices("Message::new(\"") {
            let (key, rest) = text[at + start.len()..].split_once('"').expect("a key");
            // The fillings stand in the same statement, or two lines on where the message has a name.
            let statement: String = rest.chars().take(300).filter(|c| !c.is_whitespace()).collect();
            for gap in gaps(&catalogue[key]) {
                let filled = ["with", "with_word", "with_words"].map(|call| format!(".{call}(\"{gap}\""));
                assert!(filled.iter().any(|call| statement.contains(call)), "{place} does not fill {gap} of {key}");
            }
        }
    }
}

#[test]
fn every_key_in_the_catalogue_is_used() {
    let (named, groups) = (keys_named(), word_groups());
    for key in catalogue("zh").keys() {
        let (group, _) = key.split_once('.').expect("a group");
        let chosen_at_run_time = groups.contains(group);
        assert!(named.contains_key(key) || chosen_at_run_time, "nobody uses {key}");
    }
}

#[test]
fn the_classes_of_units_are_those_of_every_region() {
    let all = catalogue("zh");
    let classes: Vec<&String> =
        all.iter().filter(|(key, _)| key.starts_with("unit_class.")).map(|(_, word)| word).collect();
    assert_eq!(classes.len(), 6, "{classes:?}");
    assert!(classes.iter().all(|word| !word.contains('桂') && !word.contains("自治区")), "{classes:?}");
    assert!(!include_str!("../config/escalation.toml").contains("驻桂"), "nor is it one region's in the rules");
}

/// 预警 is a formal measure of a government, and no name of a colour.
#[test]
fn a_formal_measure_lends_its_name_to_nothing_else() {
    let all = catalogue("zh");
    let said: Vec<&str> = all.iter().filter(|(_, text)| text.contains("预警")).map(|(key, _)| key.as_str()).collect();
    assert_eq!(said, ["proposal.warning"]);
    let lamps: Vec<&str> =
        all.iter().filter(|(key, _)| key.starts_with("yellow.")).map(|(_, text)| text.as_str()).collect();
    assert!(lamps.iter().all(|word| ["临期", "滞后"].contains(word)), "{lamps:?}");
}

#[test]
fn english_says_one_unit_has_and_two_units_have() {
    let en = Strings::of(Language::En);
    let said = |key: &str, n: usize| en.fill(key, &[("n", &n)]);
    assert_eq!(said("desk.without_liaison", 1), "1 unit has no liaison; nobody is told: ");
    assert_eq!(said("desk.without_liaison", 2), "2 units have no liaison; nobody is told: ");
    let catalogue = catalogue("en");
    let plural = always_plural(&catalogue);
    assert!(plural.is_empty(), "{plural:?} says one things");
}

/// Strings that count something and say it in the plural whatever the number: `{n} units`.
fn always_plural(catalogue: &BTreeMap<String, String>) -> Vec<&String> {
    let counts = |text: &str| {
        text.split("{n} ").skip(1).any(|rest| {
            let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            word.len() > 3
                && word.ends_with('s')
                && !["times", "days", "seconds", "characters", "plans", "parts"].contains(&word)
        })
    };
    catalogue.iter().filter(|(_, text)| counts(text)).map(|(key, _)| key).collect()
}
