//! Departments, companies and places by their names, where they are the subject: 市水利局4月底前…, 4月底前市水利局印发….

use super::place;
use super::subject::{Kind, Subject};
use crate::bodies;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// Words between a subject and a date or verb.
const BETWEEN: &[&str] =
    &["分别", "力争", "争取", "负责", "原则上", "应当", "要", "应", "须", "需", "将", "均", "都", "在", "于", "务必"];
/// Words before a subject.
const OPENERS: &[&str] = &["其中", "同时", "并由", "请", "由"];
/// A list of names is not longer.
const LIST: usize = 60;
/// A name right before a verb is not longer.
const NAME: usize = 24;
/// What the last character of a body's name may be.
const LAST: &str = "厅局委办部署会府室司";
/// Words that end like the name of a body and are none.
const NO_BODY: &[&str] = &[
    "全部",
    "内部",
    "外部",
    "局部",
    "交办",
    "承办",
    "主办",
    "经办",
    "开办",
    "举办",
    "兴办",
    "督办",
    "协办",
    "申办",
    "代办",
    "帮办",
    "通办",
    "可办",
    "社会",
    "机会",
    "大会",
    "年会",
    "现场会",
    "推进会",
    "座谈会",
    "发布会",
    "部署",
    "教室",
    "科室",
    "企业办",
];
/// What a body does.
const VERBS: &[&str] = &[
    "制定", "印发", "完成", "组织", "牵头", "会同", "报送", "出台", "开展", "编制", "提交", "公布", "建成", "下达",
    "上报", "发布", "启动", "建立", "督促", "指导", "汇总", "负责", "要", "应", "须", "每", "分别",
];

/// The subject that stands from the start of a clause to a date.
pub(super) fn before_date(clause: Passage<'_>, date: usize, registry: &UnitRegistry) -> Option<Subject> {
    let mut words = clause.to(date);
    while let Some((rest, _)) = words.strip_suffix(BETWEEN) {
        words = rest;
    }
    let words = words.strip_prefix(OPENERS).unwrap_or(words);
    let fits = (2..=LIST).contains(&words.len());
    let names = if fits { names(words, registry, true) } else { None };
    names.map(|owed| Subject { start: clause.start(), end: words.end(), owed, kind: Kind::Body })
}

/// The subject at `at` that a verb follows.
pub(super) fn before_verb(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let start = clause.matches_any(at, OPENERS).map_or(at, |(_, behind)| behind);
    let ends = (start + 3..=start + NAME).filter(|end| clause.before(*end).is_some_and(|c| LAST.contains(c)));
    let verb = |end: &usize| clause.matches_any(*end, VERBS).is_some();
    let owed = |end: usize| names(clause.cut(start, end), registry, false).map(|owed| (end, owed));
    let (end, owed) = ends.filter(verb).find_map(owed)?;
    Some(Subject { start: at, end, owed, kind: Kind::Body })
}

/// The parts of a list; 和 joins two where a department ends before it: 工业和信息化厅 is one.
fn parts(words: Passage<'_>) -> Vec<Passage<'_>> {
    let two = |part: Passage<'_>| {
        let and = |at: &usize| matches!(part.at(*at), Some('和' | '及' | '与')) && is_name(part.to(*at));
        (part.start()..part.end()).find(and)
    };
    let split = |part: &Passage<'_>| two(*part);
    words
        .split(&['、'])
        .into_iter()
        .flat_map(|part| match split(&part) {
            Some(at) => vec![part.to(at), part.from(at + 1)],
            None => vec![part],
        })
        .collect()
}

fn is_name(part: Passage<'_>) -> bool {
    bodies::is_department(&part.to_string()) || place::is_place(part)
}

/// The names of a list where all name bodies; places count where a date follows them.
fn names(words: Passage<'_>, registry: &UnitRegistry, places: bool) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let words = words.find("会同").or_else(|| words.find("联合")).map_or(words, |with| words.to(with)); // who is asked to help owes nothing
    for part in parts(words) {
        let name = part.to_string();
        let body = bodies::is_department(&name) && bodies::is_body(&name) && !part.ends_with_any(NO_BODY);
        let place = places && place::is_place(part);
        if !body && !place {
            return None;
        }
        names.push(registry.canonical(&name).map_or(name, str::to_owned));
    }
    Some(names)
}
