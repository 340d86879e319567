//! What looks like a date, a figure or a role: found by its first characters, whatever the grammars of the fields make of it.

use super::beginnings::{begins, begins_date, begins_role};
use super::figure;
use super::helpers::helpers;
use super::pace;
use crate::bodies;
use crate::cursor::Cursor;
use crate::date;
use crate::numeral;
use crate::roles;
use crate::text::{Passage, Terms, is_ideograph};

/// Marks between clauses.
const CLAUSES: &[char] = &['，', ',', '：', '；', ';', '、'];
/// Numbers of months in words, longer ones first.
const MONTHS: &Terms = &Terms::new(&["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"]);
/// Words that are a time of the year by themselves.
const TIMES: &Terms = &Terms::new(&["年底", "年末", "年内", "年终", "年中", "上半年", "下半年"]);
/// What a time of the year has behind it where it binds.
const BINDING: &Terms = &Terms::new(&["以前", "之前", "前", "底", "末", "内", "止"]);
/// Characters before such a word that make it another: 三年内, 全年中小企业.
const COUNTED: &str = "一二三四五六七八九十两几多半每近全去上数";
/// What makes a year one of something: 2027年度, 2023年版, 2019年同期, 2024年以来.
const OF_A_YEAR: &str = "度版本同以来起的至到和及与";
/// Words behind a unit that say what it does.
const DOING: &Terms = &Terms::new(&[
    "要", "牵头", "配合", "负责", "主责", "主办", "协办", "承办", "参与", "参加", "协助", "兜底", "会同", "督办",
    "协同",
]);
/// What stands behind 要 where it tells no duty: 要求.
const NO_DUTY: &str = "求素点件闻道害";
/// Words before a name that are none of it.
const OPENINGS: &Terms = &Terms::new(&["由", "经", "报", "请", "对", "以及", "会同", "及", "和", "与"]);
/// A name is no longer.
const NAME: usize = 20;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A date; whether something is done by then.
    Date {
        /// 前, 底, 内 stand behind it.
        binds: bool,
    },
    /// How often, or how long from something on: 每两月, 10日内.
    Pace,
    /// A figure with a unit of measure.
    Figure(f64),
    /// The name of a unit in front of what it does.
    Role,
}

/// Something that is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) kind: Kind,
    /// Its words.
    pub(super) words: Passage<'t>,
    /// The clause around it.
    pub(super) clause: Passage<'t>,
}

impl Token<'_> {
    /// Whether it is nothing but a year that is no later than the plan's first: what is owed over that year stands for it.
    pub(super) fn is_of_first_year(&self, first: Option<u32>) -> bool {
        let mut cursor = Cursor::new(self.words, self.words.start());
        let year = cursor.eat_number(4).filter(|_| cursor.eat(&["年"]).is_some() && cursor.at() == self.words.end());
        let is_free = self.kind == Kind::Date { binds: false };
        is_free && year.is_some_and(|year| first.is_none_or(|first| year <= first))
    }

    /// A date before the first year of the plan tells what was, and binds nobody: 截至2024年底.
    pub(super) fn of_before(&mut self, first: Option<u32>) {
        let mut cursor = Cursor::new(self.words, self.words.start());
        let year = cursor.eat_number(4).filter(|_| cursor.eat(&["年"]).is_some());
        let past = year.zip(first).is_some_and(|(year, first)| year < first);
        if past && matches!(self.kind, Kind::Date { .. }) {
            self.kind = Kind::Date { binds: false };
        }
    }
}

/// What stands in a sentence, in order.
pub(super) fn tokens(sentence: Passage<'_>) -> Vec<Token<'_>> {
    let (mut found, mut at) = (Vec::new(), sentence.start());
    let mut title = 0u32;
    while at < sentence.end() {
        match sentence.at(at) {
            Some('《') => title += 1,
            Some('》') => title = title.saturating_sub(1),
            _ => {}
        }
        if title > 0 || !sentence.at(at).is_some_and(begins) {
            at += 1;
            continue;
        }
        let (helpers, token) = (helpers(sentence, at), token_at(sentence, at));
        let end = token.map_or(at + 1, |token: (Kind, usize, usize)| token.2.max(at + 1));
        at = helpers.last().map_or(end, |(_, end)| *end);
        let helpers = helpers.into_iter().map(|(from, to)| (Kind::Role, from, to));
        found.extend(token.into_iter().chain(helpers).map(|token| of(sentence, token)));
    }
    found
}

fn of(sentence: Passage<'_>, (kind, from, to): (Kind, usize, usize)) -> Token<'_> {
    Token { kind, words: sentence.cut(from, to), clause: clause(sentence, from, to) }
}

fn token_at(sentence: Passage<'_>, at: usize) -> Option<(Kind, usize, usize)> {
    let first = sentence.at(at)?;
    if begins_role(first) {
        return role(sentence, at).or_else(|| labelled(sentence, at));
    }
    if let Some(end) = pace::at(sentence, at) {
        return Some((Kind::Pace, at, end));
    }
    let digit = first.is_ascii_digit();
    let spoilt = if first.is_ascii_alphanumeric() { date::spoilt(sentence, at) } else { None };
    if let Some(end) = spoilt {
        return Some((Kind::Date { binds: true }, at, end));
    }
    if !digit && !begins_date(first) {
        return None;
    }
    let before = sentence.before(at);
    if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let part = before.is_some_and(|c| c == '.' || (digit && matches!(c, '〔' | '[')));
    date_at(sentence, at).or_else(|| {
        if part { None } else { figure::at(sentence, at).map(|(value, end)| (Kind::Figure(value), at, end)) }
    })
}

fn date_at(sentence: Passage<'_>, at: usize) -> Option<(Kind, usize, usize)> {
    let (end, binds) = in_figures(sentence, at)
        .or_else(|| short(sentence, at))
        .or_else(|| of_year(sentence, at))
        .or_else(|| day(sentence, at))?;
    Some((Kind::Date { binds }, at, end))
}

/// 2025-06-30, 2025.6.30.
fn in_figures(sentence: Passage<'_>, at: usize) -> Option<(usize, bool)> {
    let mut cursor = Cursor::new(sentence, at);
    numeral::year_in_figures(&mut cursor)?;
    let sign = cursor.eat(&["-", ".", "/"])?;
    cursor.eat_number(2)?;
    cursor.eat(&[sign])?;
    cursor.eat_number(2)?;
    Some((cursor.at(), true))
}

/// 9/30前, 09.30前, 20261130前.
fn short(sentence: Passage<'_>, at: usize) -> Option<(usize, bool)> {
    let mut cursor = Cursor::new(sentence, at);
    let packed = { cursor }.eat_number(8).filter(|day| (20_000_101..21_000_101).contains(day));
    match packed {
        Some(_) => drop(cursor.eat_number(8)),
        None => {
            cursor.eat_number(2).filter(|month| (1..=12).contains(month))?;
            cursor.eat(&[".", "/", "·"])?;
            cursor.eat_number(2).filter(|day| (1..=31).contains(day))?;
        }
    }
    cursor.eat(&["以前", "之前", "前"])?;
    Some((cursor.at(), true))
}

/// 2025年6月底前, 6月, 年底, 第三季度, and a bare year where 到 stands before it.
fn of_year(sentence: Passage<'_>, at: usize) -> Option<(usize, bool)> {
    let mut cursor = Cursor::new(sentence, at);
    let year = { cursor }.eat_number(4).filter(|year| *year >= 2000 || (20..60).contains(year)).is_some();
    let year = year && cursor.eat_number(4).is_some() && cursor.eat(&["年"]).is_some();
    if !year {
        cursor = Cursor::new(sentence, at);
    }
    let counted = sentence.before(at).is_some_and(|c| COUNTED.contains(c));
    let numbered = !counted && { month(&mut cursor) || quarter(&mut cursor) };
    let named = !numbered && (!counted || year) && cursor.eat(TIMES).is_some();
    let bare = year && !numbered && !named;
    let closed = cursor.eat(BINDING).is_some();
    let led = matches!(sentence.before(at), Some('到' | '至'));
    cursor.eat(BINDING);
    let found = numbered || named || (bare && (closed || led || opens_clause(sentence, at, cursor.at())));
    found.then(|| (cursor.at(), closed || led))
}

/// 2027年推广: a year before its clause, of which something is said.
fn opens_clause(sentence: Passage<'_>, at: usize, end: usize) -> bool {
    let opens = sentence.before(at).is_none_or(|c| CLAUSES.contains(&c));
    let is_sentence = sentence.contains_any(&["，", ",", "；", ";"]); // 二、2026年任务 is a heading
    opens && is_sentence && sentence.at(end).is_some_and(|c| is_ideograph(c) && !OF_A_YEAR.contains(c))
}

fn month(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let number = ahead.eat_number(2).is_some_and(|month| (1..=12).contains(&month)) || ahead.eat(MONTHS).is_some();
    if !number || ahead.eat(&["月"]).is_none() {
        return false;
    }
    let mut day = ahead;
    if day.eat_number(2).is_some() && day.eat(&["日", "号"]).is_some() {
        ahead = day;
    }
    ahead.eat(&["上旬", "中旬", "下旬", "份", "初"]);
    *cursor = ahead;
    true
}

fn quarter(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.eat(&["第"]);
    let found = ahead.eat(&["一", "二", "三", "四", "1", "2", "3", "4"]).is_some() && ahead.eat(&["季度"]).is_some();
    if found {
        *cursor = ahead;
    }
    found
}

/// 5日前.
fn day(sentence: Passage<'_>, at: usize) -> Option<(usize, bool)> {
    let mut cursor = Cursor::new(sentence, at);
    cursor.eat_number(2).filter(|day| (1..=31).contains(day))?;
    cursor.eat(&["日", "号"])?;
    cursor.eat(&["以前", "之前", "前"])?;
    Some((cursor.at(), true))
}

/// The name in front of a word that says what it does.
fn role(sentence: Passage<'_>, at: usize) -> Option<(Kind, usize, usize)> {
    let (word, end) = sentence.matches_any(at, DOING)?;
    if word == "要" && sentence.at(end).is_some_and(|c| NO_DUTY.contains(c)) {
        return None;
    }
    let head = sentence.cut(at.saturating_sub(2 * NAME), at);
    let head = roles::without_manner(head);
    let head = head.strip_suffix(&["等部门", "等单位", "等", "分别"]).map_or(head, |(head, _)| head);
    if head.contains("发挥") {
        return None; // 发挥市甲办牵头作用
    }
    let inside = head.chars().iter().rev().take_while(|c| is_ideograph(**c)).count();
    let mut name = head.from(head.end() - inside);
    let opening = name.chars().iter().rposition(|c| matches!(c, '由' | '是' | '请')).map(|at| name.start() + at + 1);
    name = opening.map_or(name, |from| name.from(from));
    while let Some(rest) = name.strip_prefix(OPENINGS) {
        name = rest;
    }
    let words = name.to_string();
    let body = (3..=NAME).contains(&name.len()) && bodies::is_body(&words) && !words.starts_with('各');
    body.then(|| (Kind::Role, name.start(), name.end()))
}

/// The first name behind a label: 责任单位：市甲局.
fn labelled(sentence: Passage<'_>, at: usize) -> Option<(Kind, usize, usize)> {
    let framed = at.checked_sub(1).and_then(|frame| roles::label_at(sentence, frame));
    let (_, from) = roles::label_at(sentence, at).or(framed)?;
    let rest = sentence.from(from).trim(&['：']);
    let inside = rest.chars().iter().take_while(|c| is_ideograph(**c)).count();
    let name = rest.to(rest.start() + inside);
    let body = (3..=NAME).contains(&name.len()) && bodies::is_body(&name.to_string());
    body.then(|| (Kind::Role, name.start(), name.end()))
}

fn clause(sentence: Passage<'_>, from: usize, to: usize) -> Passage<'_> {
    let mark = |at: &usize| sentence.at(*at).is_some_and(|c| CLAUSES.contains(&c));
    let mut reach = (from.saturating_sub(200).max(sentence.start())..from).rev();
    let start = reach.find(mark).map_or(sentence.start(), |at| at + 1);
    let end = (to..sentence.end().min(to + 200)).find(mark).unwrap_or(sentence.end());
    sentence.cut(start, end)
}
