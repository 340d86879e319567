//! An `# Errors` section of a doc comment says when: what the signature says already is not said again.

use super::sources;

/// What is said of every function that asks the database: the floor's own module says it once.
const OF_ALL: [&str; 3] = ["broken database", "unreadable database", "database that cannot be"];

/// The `# Errors` sections of a source, each as one text.
fn sections(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let heads = lines.iter().enumerate().filter(|(_, line)| **line == "/// # Errors");
    heads
        .map(|(at, _)| lines[at + 1..].iter().map_while(|line| line.strip_prefix("///")).collect::<Vec<_>>().concat())
        .collect()
}

/// Whether a section names errors and no case: types, or 404 in words, and nothing else.
fn says_nothing(section: &str) -> bool {
    let outside_of_code = section.split('`').step_by(2).collect::<String>();
    let words = outside_of_code.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let said = words.filter(|word| !["Not", "found", "and", "or"].contains(word)).count();
    said == 0 || OF_ALL.iter().any(|words| section.contains(words))
}

#[test]
fn an_errors_section_says_when_or_stands_nowhere() {
    let mut read = 0;
    for source in sources() {
        let all = sections(&source.text);
        read += all.len();
        let empty: Vec<&String> = all.iter().filter(|section| says_nothing(section)).collect();
        assert!(empty.is_empty(), "{}: {empty:?} says no more than the type", source.path.display());
    }
    assert!(read > 100, "the search has lost its way: {read}");
    let one = "    /// Finds.\n    ///\n    /// # Errors\n    /// [`A::B`], or\n    /// [`C`].\n    fn f() {}\n/// # Errors\n/// Never.";
    assert_eq!(sections(one), [" [`A::B`], or [`C`].", " Never."]);
    for empty in [" [`A::B`], or [`C`].", " Not found.", " A broken database.", ""] {
        assert!(says_nothing(empty), "{empty}");
    }
    for full in [" As [`write`].", " Not found for strangers.", " [`A::B`] where there is none.", " Always."] {
        assert!(!says_nothing(full), "{full}");
    }
}
