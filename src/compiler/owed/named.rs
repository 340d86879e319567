//! Departments, companies and places by their names, where they are the subject: 市水利局4月底前…, 4月底前市水利局印发….

use super::around::{BETWEEN, NOT_BEHIND, OPENERS, URGING};
use super::class::{self, class, counts, is_centre, is_company};
use super::counted::listed;
use super::looks::BUILT;
use super::place;
use super::subject::{Kind, Subject};
use super::turned;
use super::verbs::follows;
use crate::bodies;
use crate::places;
use crate::registry::UnitRegistry;
use crate::sentence::split_outside;
use crate::text::{Passage, Terms, is_ideograph};
use crate::verbs::{Tells, verb_at};

/// Words that say how often, and open no name: 每月5日前市甲局.
const PACES: &Terms =
    &Terms::new(&["每年", "每半年", "每季", "每月", "每旬", "每周", "每日", "按月", "按季", "逐月", "逐季"]);
/// The level itself, without those below it: 市本级.
const OWN: &[&str] = &["省本级", "市本级", "县本级", "区本级", "州本级", "自治区本级"];
/// Bodies of a level that are no departments, and what their names begin with: 市总工会.
const OFFICES: &Terms = &Terms::new(&[
    "总工会",
    "工会",
    "联合会",
    "协会",
    "残联",
    "妇联",
    "文联",
    "科协",
    "工商联",
    "供销社",
    "联社",
    "法院",
    "检察院",
    "支队",
    "总队",
    "大队",
    "调查队",
    "海关",
    "银行",
    "督查室",
    "研究室",
    "政研室",
    "常委会",
    "政协",
    "人大",
]);
const LEVELS: &[char] = &['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡', '自'];
/// A list of names is not longer.
const LIST: usize = 60;
/// A name right before a verb is not longer.
pub(super) const NAME: usize = 24;
/// What the last character of a body's name may be.
pub(super) const LAST: &[char] =
    &['厅', '局', '委', '办', '部', '署', '会', '府', '室', '司', '县', '区', '市', '镇', '乡', '校'];
/// Words that end like the name of a body and are none.
const NO_BODY: &Terms = &Terms::new(&[
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
]);
/// Offices of a body whose names open like what it does: 市政府督查室.
const ROOMS: &[&str] = &["督查室", "督查局", "研究室", "督查办", "调研室"];
/// What opens the words for some of a kind inside of a city.
const SOME: &Terms = &Terms::new(&["试点", "重点", "部分", "所有", "有关", "相关", "所辖", "各", "其他", "其余"]);
/// What they end with.
const OF_TOWNS: &[&str] = &["县", "区", "旗", "镇", "乡", "街道", "）"];
/// What opens the words for those to whom something is handed in.
const REPORTS: &[&str] = &["报", "送", "提请", "提交", "呈", "抄送", "交由", "转"];
/// What no name has of a time in front of it.
const TIMES: &[&str] = &["月底", "年底", "日前", "月前", "底前", "季度", "半年", "月初"];

/// What stands from the start of a clause to a date, without the words around that name nobody.
pub(super) fn words_before(clause: Passage<'_>, date: usize) -> Passage<'_> {
    let mut words = clause.to(date);
    while let Some((rest, _)) = words.strip_suffix(BETWEEN) {
        words = rest;
    }
    words.strip_prefix(OPENERS).unwrap_or(words)
}

/// The subject that stands from the start of a clause to a date.
pub(super) fn before_date(clause: Passage<'_>, date: usize, registry: &UnitRegistry) -> Option<Subject> {
    let words = words_before(clause, date);
    let fits = (2..=LIST).contains(&words.len());
    let counted = || words.ends_with_any(&["企业", "单位", "机构"]) && counts(clause.from(date)); // 规上企业年底前达到30家
    let named = |words: Passage<'_>| names(words, registry, true).or_else(|| listed(words)).or_else(|| class(words));
    let built = || words.ends_with_any(&["中心", "院", "站", "所"]) && clause.from(date).contains_any(BUILT);
    let subject = |words: Passage<'_>| {
        let owed = named(words)?;
        Some(Subject { start: clause.start(), end: words.end(), owed, kind: Kind::Body })
    };
    let by = || {
        if words.chars().iter().filter(|c| **c == '由').count() > 1 {
            return None; // 主干道由市甲局、背街小巷由各街道
        }
        let at = words
            .rfind("由")
            .filter(|at| !matches!(words.before(*at), None | Some('自' | '理' | '事' | '缘' | '案')))?;
        subject(words.from(at + 1)).map(|subject| Subject { start: at, ..subject }) // 未开工的由市乙局7月底前收回
    };
    if fits && !counted() && !built() { subject(words).or_else(by) } else { None }
}

/// The subject at `at` that a verb follows.
pub(super) fn before_verb(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let start = clause.matches_any(at, OPENERS).map_or(at, |(_, behind)| behind);
    let start = if clause.matches_any(start, REPORTS).is_some() { clause.end() } else { start }; // 6月底前报市政府审定
    let all = |end: usize| clause.at(start) == Some('各') && clause.to(end).ends_with_any(class::KINDS);
    let company = |end: usize| is_company(clause.cut(start, end));
    let last = |end: usize| clause.before(end).is_some_and(|c| LAST.contains(&c)) || all(end) || company(end);
    let ends = (start + 3..=start + NAME).filter(|end| last(*end));
    let levelled = clause.at(start).is_some_and(|c| LEVELS.contains(&c)); // 请于收到之日起5日内反馈办理情况 names nobody
    let urged = levelled && clause.matches_any(at, URGING).is_some(); // 请市甲局研提意见
    let verb = |end: &usize| {
        let asked = start > at || company(*end); // 某集团同步完成, 由市甲局抓紧完善
        let ahead = clause.matches_any(*end, BETWEEN).map(|(_, behind)| behind).filter(|_| asked);
        let room = clause.from(*end).strip_prefix(ROOMS).is_some(); // 市政府|督查室
        let told = urged && clause.at(*end).is_some_and(|c| is_ideograph(c) && !NOT_BEHIND.contains(c));
        (!room && (told || follows(clause, *end)))
            || ahead.is_some_and(|at| follows(clause, at) || verb_at(clause, at, Tells::OfDepartments).is_some())
    };
    let kind = |end: usize| all(end) || company(end) || clause.to(end).ends_with_any(OFFICES);
    let places = |end: usize| kind(end) || clause.to(end).ends_with_any(&["县", "区", "市", "镇", "乡"]);
    let report = |end: usize| {
        clause.cut(start, end).contains_any(&["报市", "报省", "报县", "报区", "报州", "报自治", "报国", "报请"])
    };
    let owed = |end: usize| names(clause.cut(start, end), registry, places(end)).map(|owed| (end, owed));
    let (end, owed) = ends.filter(verb).filter(|end| !report(*end)).find_map(owed)?;
    Some(Subject { start: at, end, owed, kind: Kind::Body })
}

/// The parts of a list; 和 joins two where a department ends before it: 工业和信息化厅 is one.
fn parts(words: Passage<'_>) -> Vec<Passage<'_>> {
    let two = |part: Passage<'_>| {
        let and = |at: &usize| matches!(part.at(*at), Some('和' | '及' | '与')) && is_name(part.to(*at));
        (part.start()..part.end()).find(and)
    };
    let split = |part: &Passage<'_>| two(*part);
    split_outside(words, &['、'])
        .into_iter()
        .flat_map(|part| match split(&part) {
            Some(at) => vec![part.to(at), part.from(at + 1)],
            None => vec![part],
        })
        .collect()
}

fn is_name(part: Passage<'_>) -> bool {
    let name = part.to_string();
    bodies::is_department(&name) || place::is_place(part) || OWN.contains(&name.as_str())
}

/// A county, district or new area behind the name of its city: 某市|某县.
fn within_city<'t>(part: Passage<'t>, registry: &UnitRegistry) -> Option<Passage<'t>> {
    let cities = places::cities_at(part, part.start(), registry).map(|cities| cities.end);
    let other =
        || (part.start() + 3..part.end()).find(|end| part.before(*end) == Some('市') && place::is_place(part.to(*end)));
    let inner = part.from(cities.or_else(other)?);
    if inner.strip_prefix(SOME).is_some() {
        return inner.ends_with_any(OF_TOWNS).then_some(part); // 包头市试点旗县: no name, and those of this city alone
    }
    place::is_place(inner).then_some(inner)
}

/// The names of a list where all name bodies; places count where a date follows them.
pub(super) fn names(words: Passage<'_>, registry: &UnitRegistry, places: bool) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let words = words.find("会同").or_else(|| words.find("联合")).map_or(words, |with| words.to(with)); // who is asked to help owes nothing
    if words.is_empty() {
        return None; // 7月底前|联合市公安局开展执法
    }
    for part in parts(words) {
        if part.strip_prefix(PACES).is_some() {
            return None;
        }
        let name = part.to_string();
        if turned::turns_to(part) || part.contains_any(TIMES) {
            return None; // 6月底前|向省政府报送, 配合省甲厅完成
        }
        if name.contains('由') {
            return None; // 完工后由市甲局组织验收
        }
        let office = || places && name.starts_with(LEVELS) && part.ends_with_any(OFFICES);
        let office = || office() || (places && name.ends_with("管委会"));
        let body = (bodies::is_department(&name) || office()) && bodies::is_body(&name);
        let body = (body || (places && is_centre(part))) && !part.ends_with_any(NO_BODY);
        let inner = if places { within_city(part, registry) } else { None };
        let place = places && (place::is_place(part) || inner.is_some());
        let group = || super::group::at(part, part.start()).is_some_and(|(end, _)| end == part.end());
        if !body && !place && !OWN.contains(&name.as_str()) && !(places && (group() || class(part).is_some())) {
            return None;
        }
        let name = inner.map_or(name, |inner| inner.to_string());
        names.push(registry.canonical(&name).map_or(name, str::to_owned));
    }
    Some(names)
}
