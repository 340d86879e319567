//! What must be there by a date: what stands behind it, with what stands before it and is meant.

use super::label;
use super::row;
use crate::date::DatePhrase;
use crate::owed;
use crate::parsed::Parsed;
use crate::sentence::split_outside;
use crate::text::Passage;

/// Verbs that need what stands before the date: 清单更新6月底前完成.
const BARE_VERBS: &[&str] = &[
    "完成",
    "基本完成",
    "全面完成",
    "全部完成",
    "建成",
    "建成投用",
    "投入使用",
    "达标",
    "到位",
    "完工",
    "办结",
    "各一次",
    "各1次",
    "各一轮",
    "前",
    "底",
    "内",
];
/// What stands around a content and is no part of it.
const BEFORE: &str = "，,、；;：:）)】]”’》。 ";
const BEHIND: &str = "，,、；;：:（(【[“‘ ";
/// What a clause opens with that goes on with what is done.
const GOES_ON: &[&str] = &["并", "且", "同时", "确保", "再", "做到", "实现", "报"];
/// A verb without an object is no longer.
const VERB: usize = 4;

/// What must be there by a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'t> {
    /// What stands before the date: 方案|3月底前印发.
    pub(super) label: Option<Passage<'t>>,
    /// What stands behind it, or all of it.
    pub(super) words: Passage<'t>,
}

impl<'t> Content<'t> {
    pub(super) fn only(words: Passage<'t>) -> Self {
        Self { label: None, words }
    }

    /// The words with what stands before them.
    pub(super) fn with(self, words: &str) -> String {
        self.label.map_or_else(|| words.to_owned(), |label| format!("{}{words}", label.brief()))
    }
}

/// What a date governs: up to the clause of the next date, or to the end of the statement.
pub(super) fn of<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Content<'t> {
    if let Some(words) = super::bracket::content(parsed, date) {
        return words;
    }
    let rest = rest(parsed, date);
    let label = label::of(parsed, date);
    if rest.is_empty() || is_bare_verb(rest) {
        return bare(parsed, date, rest, label);
    }
    let label = label.filter(|label| label::belongs(*label, rest));
    let first = split_outside(rest, &['，', ',']).first().copied().unwrap_or(rest);
    let goes_on = rest.from(first.end()).trim(&['，', ',']).strip_prefix(GOES_ON).is_some();
    let alone = label.is_some() && first.len() <= VERB && !goes_on; // 县道改造11月底前完工，绿化率…
    Content { label, words: if alone { first } else { rest } }
}

/// What stands behind a date, or behind the last one of its row.
fn rest<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Passage<'t> {
    let last = row::last(parsed, date);
    let end = end_of_content(parsed, last).min(parsed.statement(last.start).end());
    let rest = within_attribute(parsed, last, unmarked(parsed.whole.cut(last.to, end)));
    let except = parsed.clause(date.start).starts_with("除"); // 除某县9月底前完成外
    rest.strip_suffix(&["之外", "以外", "外"]).filter(|_| except).map_or(rest, |(rest, _)| rest)
}

/// The content of a date with a verb behind it that says nothing alone, or with nothing.
fn bare<'t>(parsed: &Parsed<'t>, date: &DatePhrase, rest: Passage<'t>, label: Option<Passage<'t>>) -> Content<'t> {
    let statement = parsed.statement(date.start);
    let clause = parsed.clause(date.start);
    let before = parsed.date_before(date.from).filter(|before| before.end > statement.start());
    let label =
        label.or_else(|| before.filter(|_| !opens_with_body(parsed, clause)).and_then(|d| label::of(parsed, d)));
    let same =
        before.filter(|before| label.is_some() && label::of(parsed, before).is_some()).map(|d| self::rest(parsed, d));
    let same = same.filter(|same| same.len() > rest.len() && !rest.is_empty() && same.starts_with(&rest.to_string()));
    if let Some(label) = label {
        let rest = same.unwrap_or(rest);
        return if rest.is_empty() { Content::only(label) } else { Content { label: Some(label), words: rest } };
    }
    let from = before.map_or(statement.start(), |date| date.to);
    let said = unmarked(parsed.whole.cut(from, clause.start().max(from)));
    if !said.is_empty() && !is_bare_verb(said) {
        return Content::only(said);
    }
    let all = statement.cut(before.map_or(statement.start(), |d| d.end).max(statement.start()), statement.end());
    Content::only(if rest.is_empty() { all.trim(&['，', ',']) } else { rest })
}

/// Whether a clause opens with somebody of its own: …，其他设区市9月底前完成.
fn opens_with_body(parsed: &Parsed<'_>, clause: Passage<'_>) -> bool {
    parsed.subjects.iter().any(|s| s.start == clause.start() && s.kind == owed::Kind::Body)
}

/// Words without the marks around them, nor a bracket or quotation mark that is closed or opened elsewhere.
pub(super) fn unmarked(words: Passage<'_>) -> Passage<'_> {
    let mut words = words;
    while words.at(words.start()).is_some_and(|c| BEFORE.contains(c)) {
        words = words.from(words.start() + 1);
    }
    while words.before(words.end()).is_some_and(|c| BEHIND.contains(c)) {
        words = words.to(words.end() - 1);
    }
    let count = |mark: char| words.chars().iter().filter(|c| **c == mark).count();
    let stray = |open, close| words.before(words.end()) == Some(close) && count(open) < count(close);
    if stray('（', '）') || stray('(', ')') || stray('“', '”') { words.to(words.end() - 1) } else { words }
}

/// Where the clause of the next date begins that is none of the same list.
pub(super) fn end_of_content(parsed: &Parsed<'_>, date: &DatePhrase) -> usize {
    let behind = parsed.dates.iter().filter(|d| d.start > date.start && d.from >= date.to);
    let start = |d: &DatePhrase| {
        let clause = parsed.clause(d.start).start();
        if clause > date.start {
            clause
        } else {
            row::joined(parsed, date, d).filter(|at| *at > date.to).unwrap_or(clause)
        }
    };
    behind.map(start).find(|start| *start > date.to).unwrap_or(parsed.whole.end())
}

pub(super) fn is_bare_verb(words: Passage<'_>) -> bool {
    BARE_VERBS.iter().any(|verb| words.matches(words.start(), verb) == Some(words.end()))
}

/// 按照2028年底前完成改造制定计划: the date reaches to the verb of the plan.
fn within_attribute<'t>(parsed: &Parsed<'t>, date: &DatePhrase, rest: Passage<'t>) -> Passage<'t> {
    if !parsed.whole.to(date.start).ends_with_any(&["按照", "按"]) {
        return rest;
    }
    let verb = ["制定", "编制"].iter().filter_map(|verb| rest.find(verb)).min();
    verb.filter(|at| *at > rest.start()).map_or(rest, |at| rest.to(at))
}
