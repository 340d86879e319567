//! What people read to change a page: templates, the style sheet, the script.

use std::fs;
use std::path::Path;

/// So many characters a line may have; strings catalogues are texts and may have more.
const LINE_CHARS: usize = 160;

/// The files of a folder, by name.
fn files(folder: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

#[test]
fn no_line_of_a_template_a_style_sheet_or_a_script_is_too_long_to_be_read() {
    let all: Vec<_> = ["templates", "templates/mail", "static"].into_iter().flat_map(files).collect();
    assert!(all.len() > 30, "the walk has lost its way");
    for (name, text) in all.into_iter().filter(|(name, _)| !name.ends_with(".svg")) {
        for (at, line) in text.lines().enumerate() {
            let chars = line.chars().count();
            assert!(chars <= LINE_CHARS, "{name}, line {}: {chars} characters", at + 1);
        }
    }
}

#[test]
fn every_macro_says_what_its_arguments_are() {
    for (name, text) in files("templates").into_iter().chain(files("templates/mail")) {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("{% macro ")) {
            let above = at.checked_sub(1).map_or("", |above| lines[above]);
            assert!(above.starts_with("{#") && above.ends_with("#}"), "{name}, line {}: {line}", at + 1);
        }
    }
}
