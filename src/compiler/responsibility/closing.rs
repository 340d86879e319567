//! Sentences that are nothing but lists with their verbs, and lines that are nothing but names: 甲厅牵头，乙厅配合，年内完成。

use crate::bodies;
use crate::bounds;
use crate::lists::{self, List, Said};
use crate::named;
use crate::note::{Note, note};
use crate::roles::{self, Role};
use crate::sentence::{sentences, split_outside};
use crate::text::Passage;

/// Such a sentence is not longer.
const LONGEST: usize = 300;
/// Words of which such a sentence has one.
const VERBS: &[&str] = &["牵头", "负责", "主责", "主办", "承办"];
/// What the name of a group of places ends with.
const PLACES: &[char] = &['街', '县', '市', '区', '州', '地', '省', '镇', '乡', '盟', '旗', '）', '位', '门', '道'];

/// The notes of a paragraph that are sentences of it, besides those in `others`.
pub(super) fn notes<'t>(paragraph: Passage<'t>, others: &[Note<'t>]) -> Vec<Note<'t>> {
    if !has_verb(paragraph, others) {
        return names(paragraph).filter(|_| others.is_empty()).into_iter().collect();
    }
    let inside = |sentence: &Passage<'_>| {
        others.iter().any(|note| note.whole.start() < sentence.end() && note.whole.end() > sentence.start())
    };
    let sentences = sentences(paragraph).into_iter().filter(|sentence| !inside(sentence));
    let closed = |mut note: Note<'t>| {
        let stop = usize::from(paragraph.at(note.whole.end()) == Some('。'));
        let from = if note.whole.is_empty() { note.whole.end() + stop } else { note.whole.start() };
        note.whole = paragraph.cut(from, note.whole.end() + stop);
        note
    };
    sentences.filter_map(closing).map(closed).take(bounds::NOTES).collect()
}

/// Whether one of the verbs stands outside of the other notes.
fn has_verb(paragraph: Passage<'_>, others: &[Note<'_>]) -> bool {
    let begins = |c: &char| matches!(c, '牵' | '负' | '主' | '承');
    let inside = |at: usize| others.iter().any(|note| note.whole.start() <= at && at < note.whole.end());
    let places = paragraph.chars().iter().enumerate().filter(|(_, c)| begins(c)).map(|(i, _)| paragraph.start() + i);
    places.into_iter().any(|at| paragraph.matches_any(at, VERBS).is_some() && !inside(at))
}

fn closing(sentence: Passage<'_>) -> Option<Note<'_>> {
    let inner = sentence.trim(&['。', ' ', '\t', '\n', '；']);
    if inner.len() > LONGEST || !inner.contains_any(VERBS) {
        return None;
    }
    let said = lists::read(inner);
    if said.lists.is_empty() || !said.lists.iter().all(is_sure) {
        return None;
    }
    let over = |part: Passage<'_>, other: Passage<'_>| other.start() < part.end() && other.end() > part.start();
    let told = |part: &Passage<'_>| {
        let time = |time: &Passage<'_>| over(*part, *time) && is_bare_time(*time);
        said.lists.iter().any(|list| over(*part, list.names)) || said.times.iter().any(time)
    };
    let clauses = split_outside(inner, &['，', '；']);
    if clauses.iter().all(told) || !said.conventions.is_empty() {
        return note(inner, said, false);
    }
    let led = said.lists.first().is_some_and(|list| list.role == Role::Lead && list.names.start() == inner.start());
    led.then(|| note(inner.from(inner.end()), Said { times: Vec::new(), ..said }, false))?
}

/// 10月底前完成: nothing is to be done but what the measure says.
fn is_bare_time(time: Passage<'_>) -> bool {
    const LONGEST: usize = 16;
    const ENDS: &[&str] = &[
        "完成", "前", "底", "末", "内", "月", "日", "年", "坚持", "推进", "实施", "落实", "到位", "办结", "开展", "度",
    ];
    time.len() <= LONGEST && (time.ends_with_any(ENDS) || !time.chars().iter().any(char::is_ascii_digit))
}

/// Whether a list is names and a verb, and nothing else.
fn is_sure(list: &List<'_>) -> bool {
    let verb = |duty: Passage<'_>| {
        let from = (duty.start()..duty.end()).find(|at| roles::spoken(duty, *at).is_some());
        from.and_then(|at| roles::spoken(duty, at)).is_some_and(|(_, end)| end == duty.end())
    };
    let duty = list.duty.is_some_and(verb);
    duty && !matches!(list.role, Role::Bare | Role::Unknown)
        && named::names_only_units(list.names)
        && are_whole(list.names)
}

/// Whether the names are no beginnings of clauses: 各市抓紧推进.
fn are_whole(names: Passage<'_>) -> bool {
    let whole = |name: &Passage<'_>| {
        let words = named::without_others(*name).to_string();
        !bodies::is_loose(&words) || words.ends_with(PLACES)
    };
    split_outside(names, &['、', '，', '；', ' ']).iter().all(whole)
}

/// A line that is nothing but the names of bodies: 市甲局、市乙局，各县（区）政府.
fn names(paragraph: Passage<'_>) -> Option<Note<'_>> {
    let inner = paragraph.trim(&['。', ' ', '\t', '\n', '；']);
    let short = inner.len() <= LONGEST && inner.contains("、") && !paragraph.contains_any(&["：", "\t", "|"]);
    let all = |inner: Passage<'_>| {
        let parts = split_outside(inner, &['、', '，', '；']);
        let body = |name: &Passage<'_>| bodies::is_body(bodies::plain(&named::without_others(*name).to_string()));
        parts.len() > 1 && parts.iter().all(body) && parts.iter().any(|p| bodies::is_department(&p.to_string()))
    };
    if !short || !all(inner) || !are_whole(inner) {
        return None;
    }
    note(inner, lists::read(inner), false)
}
