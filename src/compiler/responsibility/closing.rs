//! Sentences that are nothing but lists with their verbs, and lines that are nothing but names: 甲厅牵头，乙厅配合，年内完成。

use crate::bodies;
use crate::bounds;
use crate::date;
use crate::lists::{self, List, Said};
use crate::named;
use crate::note::{Note, note};
use crate::roles::{self, Role};
use crate::sentence::{sentences, split_outside};
use crate::text::{Passage, Terms};

/// Such a sentence is not longer.
const LONGEST: usize = 300;
/// A sentence whose statements have lists of their own is not longer.
const STATEMENTS: usize = 1_000;
/// No more clauses before the lists of a sentence are looked at.
const CLAUSES: usize = 8;
/// Words of which such a sentence has one.
const VERBS: &[&str] = &["牵头", "负责", "主责", "主办", "承办"];
/// What the name of a group of places ends with.
const PLACES: &[char] = &['街', '县', '市', '区', '州', '地', '省', '镇', '乡', '盟', '旗', '）', '位', '门', '道'];

/// The notes of a paragraph that are sentences of it, besides those in `others`.
pub(super) fn notes<'t>(paragraph: Passage<'t>, others: &[Note<'t>]) -> Vec<Note<'t>> {
    if !has_verb(paragraph, others) {
        return names(paragraph).or_else(|| signed(paragraph)).filter(|_| others.is_empty()).into_iter().collect();
    }
    let inside = |sentence: &Passage<'_>| {
        others.iter().any(|note| note.whole.start() < sentence.end() && note.whole.end() > sentence.start())
    };
    let all = sentences(paragraph);
    let marked = all.last().copied().filter(|_| others.is_empty()).and_then(marked);
    let sentences = all.into_iter().filter(|sentence| !inside(sentence));
    let last = |sentence: Passage<'_>| paragraph.from(sentence.end()).trim(&['。', ' ', '\t', '\n']).is_empty();
    let closed = |mut note: Note<'t>| {
        let stop = usize::from(paragraph.at(note.whole.end()) == Some('。'));
        let from = if note.whole.is_empty() { note.whole.end() + stop } else { note.whole.start() };
        note.whole = paragraph.cut(from, note.whole.end() + stop);
        note
    };
    let of_sentence = |sentence: Passage<'t>| {
        if let Some(note) = closing(sentence) {
            return vec![note];
        }
        let each = of_statements(sentence);
        if each.is_empty() { ending(sentence).filter(|_| last(sentence)).into_iter().collect() } else { each }
    };
    let found: Vec<Note<'t>> = sentences.flat_map(of_sentence).map(closed).take(bounds::NOTES).collect();
    if found.is_empty() { marked.map(closed).into_iter().collect() } else { found }
}

/// 市甲局（牵头）、市乙局: a sentence that is nothing but names, where a bracket behind one of them says what that one does.
fn marked(sentence: Passage<'_>) -> Option<Note<'_>> {
    let says = sentence.contains_any(&["（牵头）", "（牵头单位）", "（主责）", "（配合）", "〔牵头〕"]);
    if says { names(sentence) } else { None }
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
    if says_what(&said) {
        return note(inner.from(inner.end()), Said { times: Vec::new(), ..said }, false);
    }
    if is_all(inner, &said) || !said.conventions.is_empty() {
        return note(inner, said, false);
    }
    led(inner, inner, said)
}

/// 甲区改造由市甲局负责: in front of a name stands what is to be done, more than 此项工作.
fn says_what(said: &Said<'_>) -> bool {
    const MATTERS: &Terms = &Terms::new(&["工作", "任务", "事项", "项目", "措施", "项", "均", "都", "统一"]);
    let told = |name: &Passage<'_>| {
        let by = name.find("由").filter(|at| *at > name.start() && name.before(*at) != Some('自'));
        by.is_some_and(|at| !name.to(at).ends_with_any(MATTERS) && named::names_only_units(name.from(at + 1)))
    };
    said.lists.iter().any(|list| split_outside(list.names, &['、', '，', '；']).iter().any(told))
}

/// The notes of the statements of a sentence, where each has lists of its own: 甲局牵头，6月底前完成；建桥2座，乙局牵头.
fn of_statements<'t>(sentence: Passage<'t>) -> Vec<Note<'t>> {
    let statements = split_outside(sentence, &['；', ';']);
    if statements.len() < 2 || sentence.len() > STATEMENTS {
        return Vec::new();
    }
    let note = |statement: Passage<'t>| {
        let own = closing(statement).filter(|note| !note.whole.is_empty());
        own.or_else(|| ending(statement).filter(|note| !note.whole.is_empty()))
    };
    statements.into_iter().map(note).collect::<Option<Vec<_>>>().unwrap_or_default()
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

/// Whether words are nothing but a date and a verb that says no more: 均于10月底前完成.
pub(crate) fn is_time(words: Passage<'_>) -> bool {
    is_bare_time(words) && !date::dates(words, Some(2000)).is_empty()
}

/// 10月底前完成: nothing is to be done but what the measure says.
fn is_bare_time(time: Passage<'_>) -> bool {
    const LONGEST: usize = 16;
    const ENDS: &Terms = &Terms::new(&[
        "完成", "前", "底", "末", "内", "月", "日", "年", "坚持", "推进", "实施", "落实", "到位", "办结", "开展", "度",
        "完工", "竣工", "通车", "投用",
    ]);
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
    let short = inner.len() <= LONGEST && inner.contains("、");
    let short = short && !paragraph.contains_any(&["：", "\t", "|"]) && !inner.contains_any(&["。", "——"]);
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

/// 新增企业10户——市甲局; 建成厂房2万平方米【市甲局】: departments behind a dash or in a frame, at the end of all that is said.
fn signed(paragraph: Passage<'_>) -> Option<Note<'_>> {
    let text = paragraph.trim(&['。', ' ', '\t', '\n', '；']);
    let dash = || text.rfind("——").map(|at| (at, text.from(at + 2)));
    let frame = || {
        let open = text.rfind("【").filter(|_| text.ends_with_any(&["】"]))?;
        Some((open, text.cut(open + 1, text.end() - 1)))
    };
    let (from, inner) = frame().or_else(dash).filter(|(from, _)| *from > text.start())?;
    let names = split_outside(inner, &['、', '，', '；']);
    let department = |name: &Passage<'_>| {
        let levelled = name.strip_prefix(&["省", "市", "州", "县", "区", "旗", "镇", "乡", "自治区", "各"]).is_some();
        levelled && bodies::is_body(&name.to_string())
    };
    let all = !names.is_empty() && inner.len() <= LONGEST && names.iter().all(department) && are_whole(inner);
    note(text.from(from), lists::read(inner), false).filter(|_| all)
}
