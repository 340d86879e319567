//! What stands in a cell: nothing, nobody, the same as above, units, times.

use crate::heading;
use crate::lists::{self, List, Said};
use crate::named;
use crate::roles::{self, Role};
use crate::text::{Passage, Terms, is_ideograph};

/// Marks of a cell in which nothing is said.
const MARKS: &[char] = &['/', '／', '\\', '—', '-', '－', '–', '─', '―', '*', ' ', '、', '。', '…'];
/// Words for nobody and nothing.
const NOTHING: &[&str] = &["无", "暂无", "没有"];
/// What says that a cell is the same as the one above.
const DITTO: &Terms = &Terms::new(&[
    "同上",
    "同上行",
    "同上一行",
    "同前",
    "上同",
    "〃",
    "″",
    "\"",
    "“",
    "”",
    "''",
    "\u{2019}\u{2019}",
    "々",
    "“”",
    "””",
    "「」",
    "ditto",
]);

/// Whether a cell is written in, but says that there is nobody or nothing: /, —, 无.
pub(crate) fn is_nothing(words: Passage<'_>) -> bool {
    words.trim(MARKS).is_empty() || NOTHING.contains(&words.to_string().as_str())
}

/// Whether a cell only marks what its column is about: √.
pub(crate) fn is_tick(words: Passage<'_>) -> bool {
    const TICKS: &str = "√✓✔☑●▲■★☆◆△○";
    !words.is_empty() && words.chars().iter().all(|c| TICKS.contains(*c))
}

/// Whether a cell says that it is the same as the one above.
pub(crate) fn is_ditto(words: Passage<'_>) -> bool {
    const LONGEST: usize = 8;
    words.len() <= LONGEST && DITTO.contains(&words.trim(&[' ', '。', '（', '）', '(', ')']).to_string().as_str())
}

/// What a cell of units says; it may hold labels, verbs and a time of its own, and its parts may have numbers.
pub(crate) fn units<'t>(role: Role, words: Passage<'t>, said: &mut Said<'t>) {
    parts(words).into_iter().for_each(|part| part_of_units(role, part, said));
}

/// The parts of a cell of units: behind a number each, or behind what one does alone: 市甲局（牵头）市乙局（配合）.
fn parts(words: Passage<'_>) -> Vec<Passage<'_>> {
    const ALONE: &[&str] = &["（牵头）", "（主责）", "（配合）", "（协办）", "（负责）", "（主办）", "（总牵头）"];
    let numbered = |part: &Passage<'_>| number_before(*part).is_some();
    let inside = numbered_inside(words);
    if inside.len() > 1 {
        return inside.into_iter().flat_map(|part| split_behind(part, ALONE)).collect();
    }
    let items = words.split(&['；']);
    let items = if items.len() > 1 && items.iter().any(numbered) || items.first().is_some_and(numbered) {
        items
            .iter()
            .map(|part| part.from(part.start() + number_before(*part).unwrap_or(0)).trim(&['。', '；']))
            .collect()
    } else {
        vec![words]
    };
    items.into_iter().flat_map(|part| split_behind(part, ALONE)).collect()
}

/// （1）市甲局（2）市乙局: names behind a number each, without a mark between them.
fn numbered_inside(words: Passage<'_>) -> Vec<Passage<'_>> {
    let behind =
        |at: usize| words.before(at).is_none_or(|c| is_ideograph(c) || matches!(c, '；' | '、' | '，' | '）' | ' '));
    let opens = |at: &usize| {
        let rest = words.from(*at);
        behind(*at) && heading::bullet(rest).is_none() && number_before(rest).is_some()
    };
    let places = (words.start()..words.end()).filter(opens).collect::<Vec<_>>();
    if places.first() != Some(&words.start()) {
        return Vec::new();
    }
    let ends: Vec<usize> = places.iter().skip(1).copied().chain([words.end()]).collect();
    let part = |(at, end): (&usize, usize)| {
        let from = at + number_before(words.from(*at)).unwrap_or(0);
        words.cut(from, end).trim(&['；', '、', '，', '。', ' '])
    };
    places.iter().zip(ends).map(part).filter(|part| !part.is_empty()).collect()
}

/// The names of a cell that may hold persons beside units, and the persons: 各乡镇政府；李某, 县甲局 王某.
pub(crate) fn without_persons(words: Passage<'_>) -> (Vec<Passage<'_>>, Vec<Passage<'_>>) {
    let parted =
        |at: &usize| words.gap_before(*at) || words.at(*at).is_some_and(|c| matches!(c, '；' | '、' | '，' | '/'));
    let mut names = Vec::new();
    let mut from = words.start();
    for at in (words.start() + 1..words.end()).filter(parted).chain([words.end()]) {
        names.push(words.cut(from, at).trim(&['；', '、', '，', '/', ' ']));
        from = at;
    }
    names.into_iter().filter(|name| !name.is_empty()).partition(|name| !lists::are_persons(*name))
}

/// （1）市甲局, 1.市甲局, ①市甲局.
pub(super) fn number_before(part: Passage<'_>) -> Option<usize> {
    let marker = || heading::marker(part).filter(|marker| marker.level > heading::Level::Section);
    heading::item(part).or_else(|| marker().map(|marker| marker.len))
}

/// The parts that one of some words closes, where another name follows at once.
fn split_behind<'t>(words: Passage<'t>, ends: &[&str]) -> Vec<Passage<'t>> {
    let (mut parts, mut from) = (Vec::new(), words.start());
    for at in words.start()..words.end() {
        let end = words.matches_any(at, ends).map(|(_, end)| end);
        let end = end.filter(|end| words.at(*end).is_some_and(is_ideograph));
        if let Some(end) = end.filter(|end| !words.from(*end).starts_with("等")) {
            parts.push(words.cut(from, end));
            from = end;
        }
    }
    parts.push(words.from(from));
    parts
}

fn part_of_units<'t>(role: Role, words: Passage<'t>, said: &mut Said<'t>) {
    if roles::is_manner(words) {
        return;
    }
    let own = lists::read(words);
    let told = own.lists.iter().any(|list| !matches!(list.role, Role::Bare));
    if told || !own.times.is_empty() {
        said.times.extend(own.times);
        let role = |list: &List<'t>| if list.role == Role::Bare { role } else { list.role };
        said.lists.extend(own.lists.into_iter().map(|list| List { role: role(&list), ..list }));
    } else {
        said.lists.push(List { role, names: words, duty: None });
    }
    said.conventions.extend(own.conventions);
}

/// Whether a cell of units names something that looks like one.
pub(crate) fn names_units(words: Passage<'_>) -> bool {
    named::names_units(words)
        || named::names_bodies(words)
        || lists::read(words).lists.iter().any(|list| list.role != Role::Bare)
}
