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
/// No more clauses before the lists of a sentence are looked at.
const CLAUSES: usize = 8;
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
    let all = sentences(paragraph);
    let sole = all.first().copied().filter(|_| all.len() == 1 && others.is_empty());
    let sentences = all.into_iter().filter(|sentence| !inside(sentence));
    let closed = |mut note: Note<'t>| {
        let stop = usize::from(paragraph.at(note.whole.end()) == Some('。'));
        let from = if note.whole.is_empty() { note.whole.end() + stop } else { note.whole.start() };
        note.whole = paragraph.cut(from, note.whole.end() + stop);
        note
    };
    let found: Vec<Note<'t>> = sentences.filter_map(closing).map(closed).take(bounds::NOTES).collect();
    let ending = sole.filter(|_| found.is_empty()).and_then(ending).map(closed);
    found.into_iter().chain(ending).collect()
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
    let said = sure(inner)?;
    if is_all(inner, &said) || !said.conventions.is_empty() {
        return note(inner, said, false);
    }
    led(inner, inner, said)
}

/// 新增企业30家，市甲局牵头，各县政府负责: a sentence that is all of its paragraph, with its lists at its end.
fn ending(sentence: Passage<'_>) -> Option<Note<'_>> {
    let inner = sentence.trim(&['。', ' ', '\t', '\n', '；']);
    let behind = split_outside(inner, &['，', '；']).into_iter().skip(1).map(|clause| inner.from(clause.start()));
    let behind = behind.filter(|rest| rest.len() <= LONGEST && rest.contains_any(VERBS)).take(CLAUSES);
    behind.into_iter().find_map(|rest| {
        let said = sure(rest)?;
        let begins = said.lists.first().is_some_and(|list| list.names.start() == rest.start());
        if !begins {
            return None;
        }
        if is_all(rest, &said) { note(rest, said, false) } else { led(rest, inner, said) }
    })
}

/// What words say that are lists for sure.
fn sure(inner: Passage<'_>) -> Option<Said<'_>> {
    let said = lists::read(inner);
    (!said.lists.is_empty() && said.lists.iter().all(is_sure)).then_some(said)
}

/// Whether each clause is a list or a time.
fn is_all(inner: Passage<'_>, said: &Said<'_>) -> bool {
    let over = |part: Passage<'_>, other: Passage<'_>| other.start() < part.end() && other.end() > part.start();
    let told = |part: &Passage<'_>| {
        let time = |time: &Passage<'_>| over(*part, *time) && is_bare_time(*time);
        said.lists.iter().any(|list| over(*part, list.names)) || said.times.iter().any(time)
    };
    split_outside(inner, &['，', '；']).iter().all(told)
}

/// 市甲局牵头，6月底前开工: who leads opens the words, and the rest is to be done.
fn led<'t>(words: Passage<'t>, sentence: Passage<'t>, said: Said<'t>) -> Option<Note<'t>> {
    let led = said.lists.first().is_some_and(|list| list.role == Role::Lead && list.names.start() == words.start());
    led.then(|| note(sentence.from(sentence.end()), Said { times: Vec::new(), ..said }, false))?
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
