//! What people read to change a page: templates, the style sheet, the script.

use std::fs;
use std::path::Path;

use super::sources;

/// So many characters a line may have; strings catalogues are texts and may have more.
const LINE_CHARS: usize = 160;

/// The files of a folder, by path.
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

#[test]
fn a_table_stands_in_the_frame_that_all_have() {
    let (mut framed, mut by_hand) = (0, Vec::new());
    for (name, text) in files("templates") {
        framed += text.matches("frame(").count();
        by_hand.extend(text.matches("class=\"table\"").map(|_| name.clone()));
    }
    assert!(framed > 10, "the search has lost its way: {framed}");
    assert_eq!(by_hand.len(), 1, "only the macro `frame` writes the frame of a table: {by_hand:?}");
}

/// On a telephone a cell's label is drawn right in front of what it says, and an empty cell is hidden: white space would show.
#[test]
fn a_cell_with_a_label_begins_with_what_it_says() {
    for (name, text) in files("templates") {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (at, pair) in lines.windows(2).enumerate() {
            let opens = pair[0].starts_with("<td") && pair[0].contains("data-label=") && pair[0].ends_with('>');
            let begins = ["{%-", "{{-", "{#-"].iter().any(|trim| pair[1].starts_with(trim));
            assert!(!opens || pair[0].ends_with("</td>") || begins, "{name}, line {}: {}", at + 2, pair[1]);
        }
    }
}

/// The templates that a source draws by itself.
fn drawn(code: &str) -> impl Iterator<Item = &str> {
    code.split("#[template(path = \"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// Whether a template bears the name of the file that draws it, or is a part of what it shows: `mails`, `mails_one`.
fn bears_its_name(template: &str, file: &str) -> bool {
    let name = template.trim_end_matches(".html");
    name.strip_prefix(file).is_some_and(|part| part.is_empty() || part.starts_with('_'))
}

#[test]
fn a_page_bears_the_name_of_the_file_that_draws_it() {
    let mut pages = 0;
    for source in sources().iter().filter(|source| source.module == "web") {
        let file = source.path.file_stem().expect("a name").to_string_lossy().into_owned();
        for template in drawn(&source.text) {
            pages += 1;
            assert!(bears_its_name(template, &file), "{} draws {template}", source.path.display());
        }
    }
    assert!(pages > 15, "the search has lost its way: {pages}");
    assert!(bears_its_name("mails_one.html", "mails") && !bears_its_name("outbox.html", "mails"));
    assert!(!bears_its_name("mail.html", "mails") && !bears_its_name("mailsets.html", "mails"));
}
