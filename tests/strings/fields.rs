//! What is refused is called by a name of its field.

use super::*;

/// Without what stands in `::<…>`, and without blanks.
fn plain(code: &str) -> String {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let mut parts = code.split("::<");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('>').map_or(part, |(_, rest)| rest))
}

#[test]
fn every_field_that_is_refused_has_a_name() {
    let readers = [
        "typed(\"",
        "typed_or(\"",
        "typed_if_any(\"",
        "chosen(\"",
        "bad_choice(\"",
        "filter::value(\"",
        "filter::word(\"",
        "filter::day(\"",
        "filter::bad(\"",
        "filter::none(\"",
        "there(\"",
    ];
    let (catalogue, mut seen) = (catalogue("zh"), BTreeSet::new());
    for (place, text) in texts("src", &[".rs"]).into_iter().filter(|(place, _)| !place.starts_with("src/cli")) {
        let code = plain(&text);
        for field in readers.iter().flat_map(|reader| quoted_after(&code, reader)) {
            assert!(catalogue.contains_key(&format!("field.{field}")), "{place}: field.{field} has no name");
            seen.insert(field.to_owned());
        }
    }
    assert!(
        seen.contains("plan") && seen.contains("since") && seen.len() > 40,
        "the search has lost its way: {seen:?}"
    );
}
