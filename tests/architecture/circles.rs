//! No circles: no file needs another that needs it in turn, be it over ten more. A file is needed by whoever names something
//! of it (`crate::a::b`, `super::`, `self::`, a child's name, `use` with braces); what it only hands on (`pub use`) is looked
//! for where it stands, and `mod` alone names nothing. A file is needed as well by whoever calls a method that stands in it away
//! from its type (`impl Database` in a file that does not define it): nothing else says where that is.

use std::collections::{BTreeMap, BTreeSet};

use super::{PACKAGES, Source, sources};

mod apart;

/// Something that a file names.
#[derive(Debug, PartialEq, Eq)]
struct Named<'t> {
    /// Its path as written, from `crate`, `super`, `self`, a package or a child on.
    path: Vec<&'t str>,
    /// What it is called from there on, where it is handed on.
    handed_on: Option<&'t str>,
}

/// The module of a file: `web/api/mail`; nothing for the roots.
fn place_of(source: &Source) -> String {
    let path = source.path.with_extension("").display().to_string();
    let place = ["/mod", "/lib"].iter().find_map(|head| path.strip_suffix(head)).unwrap_or(&path);
    if matches!(place, "lib" | "main") { String::new() } else { place.to_owned() }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The children that a file declares in files of their own.
fn children(code: &str) -> BTreeSet<&str> {
    let behind = code.split("mod ").skip(1).filter_map(|rest| rest.split_once(';'));
    behind.map(|(name, _)| name).filter(|name| name.chars().all(is_word)).collect()
}

/// Everything of our own that a file names.
fn named(code: &str) -> Vec<Named<'_>> {
    let mut starts = children(code);
    starts.extend(["crate", "super", "self"]);
    starts.extend(PACKAGES.iter().map(|(_, package)| *package));
    let mut found = Vec::new();
    for (at, _) in code.match_indices("::") {
        let start = code[..at].trim_end_matches(is_word);
        let opens = !start.ends_with("::") && !start.ends_with("(in ") && starts.contains(&code[start.len()..at]);
        if opens {
            let line = start.rsplit('\n').next().unwrap_or_default().trim_start();
            read(&code[start.len()..], &[], line.starts_with("pub") && line.ends_with("use "), &mut found);
        }
    }
    found
}

/// Reads a path or a tree of paths, `a::{b, c::d as e}`. What stands behind it.
fn read<'t>(text: &'t str, before: &[&'t str], on: bool, found: &mut Vec<Named<'t>>) -> &'t str {
    let (mut path, mut rest) = (before.to_vec(), text.trim_start());
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside.trim_start_matches([' ', '\n', ',']);
        while !rest.is_empty() && !rest.starts_with('}') {
            rest = read(rest, before, on, found).trim_start_matches([' ', '\n', ',']);
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let (name, behind) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
    path.extend(Some(name).filter(|name| !name.is_empty()));
    if let Some(more) = behind.strip_prefix("::").filter(|_| !name.is_empty()) {
        return read(more, &path, on, found);
    }
    let (called, behind) = match behind.strip_prefix(" as ") {
        Some(other) => other.split_at(other.find(|c| !is_word(c)).unwrap_or(other.len())),
        // A `*`, or what is no path any more.
        None if name.is_empty() => (name, rest.split_at(rest.chars().next().map_or(0, char::len_utf8)).1),
        None => (name, behind),
    };
    found.push(Named { path, handed_on: on.then_some(called) });
    behind
}

/// A path from the roots on, as a file at a place means it.
fn from_the_root(place: &str, path: &[&str]) -> Vec<String> {
    let mut steps: Vec<&str> = place.split('/').filter(|step| !step.is_empty()).collect();
    let package = |name: &str| PACKAGES.iter().find(|(_, package)| *package == name).map(|(module, _)| *module);
    let mut rest = path;
    while let Some((first, behind)) = rest.split_first() {
        match *first {
            "crate" => steps.truncate(PACKAGES.iter().filter(|(module, _)| steps.first() == Some(module)).count()),
            "super" => drop(steps.pop()),
            "self" => {}
            name if package(name).is_some() => steps = package(name).into_iter().collect(),
            _ => break,
        }
        rest = behind;
    }
    steps.iter().chain(rest).map(|step| (*step).to_owned()).collect()
}

/// What files hand on: by file and name, where it stands.
type HandedOn = BTreeMap<(String, String), Vec<String>>;

/// The file in which a path ends, through all hands.
fn file_of(path: &[String], files: &BTreeMap<String, String>, on: &HandedOn, hands: usize) -> Option<String> {
    let known = (0..=path.len()).rev().map(|n| (n, path[..n].join("/"))).find(|(_, place)| files.contains_key(place));
    let (depth, place) = known?;
    let next = path.get(depth).and_then(|name| on.get(&(place.clone(), name.clone()))).filter(|_| hands > 0);
    let Some(next) = next else { return Some(place) };
    file_of(&next.iter().chain(&path[depth + 1..]).cloned().collect::<Vec<_>>(), files, on, hands - 1)
}

/// Which file needs which.
fn needs(files: &BTreeMap<String, String>) -> BTreeMap<&str, BTreeSet<String>> {
    let (mut on, mut names) = (HandedOn::new(), Vec::new());
    for (place, code) in files {
        for name in named(code) {
            let path = from_the_root(place, &name.path);
            match name.handed_on {
                Some(called) => drop(on.insert((place.clone(), called.to_owned()), path)),
                None => names.push((place.as_str(), path)),
            }
        }
    }
    let mut needs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (place, path) in names {
        let other = file_of(&path, files, &on, 8).filter(|other| other != place);
        needs.entry(place).or_default().extend(other);
    }
    for (place, other) in apart::calls(files, &needs) {
        needs.entry(place).or_default().insert(other.to_owned());
    }
    needs
}

/// Which files a file needs, be it over others.
fn reached<'n>(from: &'n str, needs: &'n BTreeMap<&str, BTreeSet<String>>) -> BTreeSet<&'n str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(place) = open.pop() {
        open.extend(needs.get(place).into_iter().flatten().map(String::as_str).filter(|next| reached.insert(*next)));
    }
    reached
}

/// The circles: lists of files of which each needs all the others.
fn circles(files: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let needs = needs(files);
    let reach: BTreeMap<&str, BTreeSet<&str>> = needs.keys().map(|place| (*place, reached(place, &needs))).collect();
    let both = |a: &str, b: &str| reach[a].contains(b) && reach.get(b).is_some_and(|back| back.contains(a));
    let on_one = needs.keys().filter(|place| both(place, place));
    let circles: BTreeSet<Vec<String>> = on_one
        .map(|place| needs.keys().filter(|other| both(place, other)).map(|other| (*other).to_owned()).collect())
        .collect();
    circles.into_iter().collect()
}

#[test]
fn no_file_needs_another_that_needs_it_in_turn() {
    let files: BTreeMap<String, String> =
        sources().iter().map(|source| (place_of(source), source.code())).filter(|(_, code)| !code.is_empty()).collect();
    let edges: usize = needs(&files).values().map(BTreeSet::len).sum();
    assert!(edges > 2_000, "the search has lost its way: {edges}");
    assert_eq!(circles(&files), Vec::<Vec<String>>::new(), "files that need each other");
}

#[test]
fn a_circle_is_found_whatever_its_names_look_like() {
    let found = |files: &[(&str, &str)]| {
        circles(&files.iter().map(|(place, code)| ((*place).to_owned(), (*code).to_owned())).collect())
    };
    let tree = |a: &str, b: &str| {
        found(&[("", "mod a;"), ("a", a), ("a/b", b), ("a/c", "struct C;"), ("domain", ""), ("domain/d", "")])
    };
    for (a, b) in [
        ("mod b;\nuse crate::a::b::B;", "use super::A;"),
        ("mod b;\nuse b::{self, B as Other};", "use crate::{x, a::A};"),
        ("mod b;\nfn f() { b::g() }", "fn g(a: &super::A) {}"),
        ("mod b;\nuse self::b::*;", "use crate::a::{\n    c::C,\n    A,\n};"),
        ("mod b;\nstruct A;\nfn f(a: A) { a.g() }", "use super::A;\nimpl A {\n    pub(super) fn g(&self) {}\n}"),
        ("mod b;\nstruct A;\nfn f() { map(A::g) }", "use super::A;\n\nimpl<T> A<T> {\n    fn g(&self) {}\n}"),
    ] {
        assert_eq!(tree(a, b), [["a", "a/b"]], "{a} {b}");
    }
    for (a, b) in [
        ("mod b;", "use super::A;"),
        ("pub mod b;\npub use b::{B, c as d};", "use crate::a::A;"),
        ("mod b;\nmod c;\npub(crate) use c::C;\nuse b::B;", "use super::C;"),
        ("mod b;\nuse b::B;", "pub(in super::super) fn f() {}\nuse duban_domain::d as a;"),
        ("mod b;\nstruct A;\nfn f(a: A) { a.h() }", "use super::A;\nimpl A {\n    fn g(&self) {}\n}"),
        ("mod b;\nstruct A;\nfn f(a: A) { a.g() }", "use super::A;\nimpl T for A {\n    fn g(&self) {}\n}"),
        ("mod b;\nstruct A;\nuse x::g;\nfn f() { crate::a::g::h() }", "use super::A;\nimpl A {\n    fn g(&self) {}\n}"),
    ] {
        assert!(tree(a, b).is_empty(), "{a} {b}: {:?}", tree(a, b));
    }
    assert_eq!(from_the_root("domain/d", &["crate", "e", "E"]), ["domain", "e", "E"]);
    assert_eq!(from_the_root("a/b", &["super", "super", "c"]), ["c"]);
}
