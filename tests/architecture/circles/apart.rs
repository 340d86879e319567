//! Methods that stand away from their type: `impl X` in a file that does not define `X`.

use std::collections::{BTreeMap, BTreeSet};

use super::is_word;

/// An `impl X` in a file that does not define `X`, with its methods.
struct Apart<'f> {
    place: &'f str,
    kind: &'f str,
    methods: BTreeSet<&'f str>,
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// The names behind every `word` of a code.
fn behind<'f>(code: &'f str, word: &'f str) -> impl Iterator<Item = &'f str> {
    code.match_indices(word).map(move |(at, _)| name(&code[at + word.len()..])).filter(|name| !name.is_empty())
}

fn defines(code: &str, kind: &str) -> bool {
    ["struct ", "enum "].iter().any(|word| behind(code, word).any(|name| name == kind))
}

/// The text behind the generics that it may open with.
fn past_generics(text: &str) -> &str {
    let mut depth = 0;
    let end = text.find(|c| {
        depth += i32::from(c == '<') - i32::from(c == '>');
        depth == 0
    });
    if text.starts_with('<') { end.map_or("", |end| text[end + 1..].trim_start()) } else { text.trim_start() }
}

/// The methods of a type that stand away from it, file by file.
fn all(files: &BTreeMap<String, String>) -> Vec<Apart<'_>> {
    let mut all = Vec::new();
    for (place, code) in files {
        for block in code.split("\nimpl").skip(1) {
            let Some((head, body)) = block.split_once('{').filter(|(head, _)| !head.contains(" for ")) else {
                continue;
            };
            let path = past_generics(head).split(['<', ' ', '\n']).next().unwrap_or_default();
            let kind = path.rsplit("::").next().unwrap_or_default();
            let body = body.split("\n}").next().unwrap_or_default();
            let own = body.lines().filter_map(|line| line.strip_prefix("    ").filter(|line| !line.starts_with(' ')));
            let methods = own.filter_map(|line| behind(line, "fn ").next()).collect();
            if !defines(code, kind) {
                all.push(Apart { place, kind, methods });
            }
        }
    }
    all
}

/// Whether a code calls a method: of anything, or only of its own type.
fn has_call(code: &str, method: &str, own: bool) -> bool {
    code.match_indices(method).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + method.len()..]);
        let of_value = before.ends_with('.') && after.starts_with(['(', ':']);
        // `map(X::method)`; what goes on is a module of that name, what ends a `use` is none either.
        let of_type = before.ends_with("::") && after.starts_with(['(', ')']);
        let is_own = !own || before.ends_with("self.") || before.ends_with("Self::");
        (of_value || of_type) && is_own
    })
}

/// Which file calls a method of which other, where the method stands away from its type. A name that several functions have is
/// looked for only where the type is: in the file that defines it, and in others with methods of it.
pub(super) fn calls<'f>(
    files: &'f BTreeMap<String, String>,
    needs: &BTreeMap<&str, BTreeSet<String>>,
) -> Vec<(&'f str, &'f str)> {
    let all = all(files);
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    files.values().flat_map(|code| behind(code, "fn ")).for_each(|name| *named.entry(name).or_default() += 1);
    let homes = |place: &str, kind: &str| -> BTreeSet<&String> {
        needs.get(place).into_iter().flatten().filter(|other| defines(&files[*other], kind)).collect()
    };
    let mut calls = Vec::new();
    for apart in &all {
        let home = homes(apart.place, apart.kind);
        let is_of_type = |place: &String| {
            let too = all.iter().any(|one| one.place == place && one.kind == apart.kind);
            home.contains(place) || too && !home.is_disjoint(&homes(place, apart.kind))
        };
        for (place, code) in files.iter().filter(|(place, _)| *place != apart.place) {
            let called = |method: &str| {
                let only_one = named[method] == 1;
                (only_one || is_of_type(place)) && has_call(code, method, !only_one)
            };
            if apart.methods.iter().any(|method| called(method)) {
                calls.push((place.as_str(), apart.place));
            }
        }
    }
    calls
}
