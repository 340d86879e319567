//! One date, and several who each do something by then: 5月底前，甲市完成一期，乙市完成二期.

use super::words::{end_of_content, unmarked};
use crate::date::DatePhrase;
use crate::deal;
use crate::owed::{self, Kind, Subject};
use crate::parsed::{Context, Parsed};
use crate::text::Passage;

/// Words between who does it and what is done.
const BETWEEN: &[&str] = &["要", "应", "须", "负责", "分别", "力争", "全面", "各", "同步", "率先", "及时"];

/// Who does what by a date, where several are named that do something of their own; nothing else.
pub(super) fn parts<'t>(parsed: &Parsed<'t>, date: &DatePhrase, context: Context<'_>) -> Vec<(Subject, Passage<'t>)> {
    let mark = parsed.whole.at(date.to).is_some_and(|c| matches!(c, '，' | '：'));
    let start = date.to + usize::from(mark);
    let body = |s: &&Subject| s.kind == Kind::Body;
    let behind = parsed.subjects.iter().filter(body).find(|s| s.start == start);
    let before = || parsed.subjects.iter().filter(body).rfind(|s| s.end <= date.start && s.end + 2 >= date.from); // 甲市12月底前消除10条，乙市…
    let Some(first) = behind.or_else(before) else { return Vec::new() };
    let end = end(parsed, start, end_of_content(parsed, date));
    let opens = |s: &&Subject| s.start > start && s.start < end && parsed.clause(s.start).start() == s.start;
    let mut doers: Vec<Subject> = vec![first.clone()];
    doers.extend(parsed.subjects.iter().filter(body).filter(opens).cloned());
    let marks = (first.end.max(start) + 2..end).filter(|at| parsed.whole.at(*at) == Some('、'));
    let inside = |at: &usize| doers.iter().any(|s| s.start <= *at && *at < s.end);
    let more: Vec<Subject> = marks
        .filter(|at| !inside(at))
        .filter_map(|at| owed::doer_at(parsed.clause(at).to(end), at + 1, context.registry))
        .collect();
    doers.extend(more);
    doers.sort_by_key(|s| s.start);
    does(parsed, doers, (start, end))
}

/// What each does, up to the next; one without a verb of its own only goes on with what stands before.
fn does<'t>(parsed: &Parsed<'t>, doers: Vec<Subject>, (start, end): (usize, usize)) -> Vec<(Subject, Passage<'t>)> {
    let ends: Vec<usize> = doers.iter().skip(1).map(|s| s.start).chain([end]).collect();
    let mut found: Vec<(Subject, Passage<'t>)> = Vec::new();
    for (doer, end) in doers.into_iter().zip(ends) {
        let words = unmarked(parsed.whole.cut(doer.end.max(start), end));
        let mut done = words;
        while let Some(rest) = done.strip_prefix(BETWEEN) {
            done = rest;
        }
        match found.last_mut() {
            Some((_, before)) if deal::verb_of(done).is_none() => *before = before.through(words),
            _ => found.push((doer, done)),
        }
    }
    let whole = found.len() > 1 && found.iter().all(|(_, words)| deal::verb_of(*words).is_some() && words.len() > 2);
    if whole { found } else { Vec::new() }
}

/// Where the last of them ends: statements behind the first count as long as each opens with somebody.
fn end(parsed: &Parsed<'_>, start: usize, end: usize) -> usize {
    let named = |s: &Passage<'_>| parsed.subjects.iter().any(|one| one.start == s.start() && one.kind == Kind::Body);
    let behind = parsed.statements.iter().filter(|s| s.start() > start && s.start() < end);
    behind.into_iter().find(|s| !named(s)).map_or(end, |s| s.start())
}
