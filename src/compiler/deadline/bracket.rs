//! Dates in brackets: 签约（3月底前）, 动员阶段（3月1日—3月31日）开展摸排, 改造40栋（6月底前完成20栋）.

use super::words::{Content, end_of_content, is_bare_verb, unmarked};
use crate::date::DatePhrase;
use crate::figure;
use crate::parsed::Parsed;
use crate::sentence::{outer_brackets, split_outside};
use crate::text::Passage;

/// The bracket opens no further before the date.
const REACH: usize = 60;
/// What parts the things that have a bracket each.
const PARTS: &[char] = &['，', ',', '、', '；', ';', '：', '）', ')'];
/// Words of a date that binds.
const BOUNDS: &[&str] = &["前", "底", "末", "内", "至", "到"];
/// What is said besides the date and is no content.
const SAID: &[&str] = &["前完成", "止", "上报", "结束"];

/// What a date in a bracket governs: its own words there, else what goes on behind, else what stands before.
pub(super) fn content<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Option<Content<'t>> {
    let (open, close) = around(parsed, date)?;
    let whole = parsed.whole;
    let inner = unmarked(whole.cut(date.to, close.min(end_of_content(parsed, date)).min(before_next(parsed, date))));
    let before = thing(parsed, open);
    if !inner.is_empty() && !is_bare_verb(inner) && !SAID.contains(&inner.to_string().as_str()) {
        let figure = inner.at(inner.start()).is_some_and(|c| c.is_ascii_digit());
        let label = super::label::of(parsed, date).filter(|label| label.start() > open);
        let label = label.or_else(|| Some(uncounted(before)).filter(|b| figure && !b.is_empty()));
        return Some(Content { label, words: inner });
    }
    if let Some(own) = own(parsed, date, open) {
        let of_other = parsed.whole.to(date.from).ends_with_any(&["为", "是"]); // 11月底前（跨年项目为次年5月底前）完成整改
        let beside = parsed.date_before(open).is_some_and(|before| before.to == open); // 6月底前（其中重点企业4月底前）建成
        let shared =
            if (of_other || beside) && inner.is_empty() { around_bracket(parsed, (open, close)) } else { None };
        if let Some(words) = shared {
            return Some(Content { label: Some(own), words });
        }
        return Some(Content { label: Some(own), words: if inner.is_empty() { before } else { inner } });
    }
    let behind = whole.cut(close + 1, parsed.statement(date.start).end());
    let goes_on = behind.at(behind.start()).is_some_and(|c| !PARTS.contains(&c) || c == '：');
    let next = parsed.dates.iter().find(|d| d.start > close).map_or(whole.end(), |d| d.start);
    let end = if next < behind.end() {
        split_outside(behind, &['，', '、', '；', '）']).first().map_or(next, |p| p.end())
    } else {
        behind.end()
    };
    let behind = unmarked(behind.to(end));
    let words = if goes_on && !behind.is_empty() { behind } else { before };
    let counted = goes_on && words.at(words.start()).is_some_and(|c| c.is_ascii_digit()); // 改造管网（12月底前）60公里
    let label = Some(before).filter(|before| counted && !before.is_empty() && before.end() <= words.start());
    (!words.is_empty()).then_some(Content { label, words })
}

/// Where a bracket closes that stands right behind a date and names another for some: 11月底前（跨年项目为次年3月底前）|完成改造.
pub(super) fn behind_dated(parsed: &Parsed<'_>, at: usize) -> Option<usize> {
    parsed.whole.at(at).filter(|c| matches!(c, '（' | '('))?;
    let (open, close) = outer_brackets(parsed.whole.from(at)).first().copied()?;
    (open == at && is_dated(parsed.whole.cut(open + 1, close))).then_some(close + 1)
}

/// What is done, without such a bracket at its end.
pub(super) fn without_dated(words: Passage<'_>) -> Passage<'_> {
    let last = outer_brackets(words).last().copied().filter(|(open, close)| {
        close + 1 == words.end() && *open > words.start() && words.at(*open).is_some_and(|c| matches!(c, '（' | '('))
    });
    last.filter(|(open, close)| is_dated(words.cut(open + 1, *close))).map_or(words, |(open, _)| words.to(open))
}

fn is_dated(inner: Passage<'_>) -> bool {
    const OTHER: &[&str] = &["月", "年", "日", "季度"];
    inner.chars().iter().any(char::is_ascii_digit) && inner.contains_any(OTHER) && inner.contains_any(BOUNDS)
}

/// What is done by the date outside of a bracket that names another date for some: what goes on behind it, else what stands before.
fn around_bracket<'t>(parsed: &Parsed<'t>, (open, close): (usize, usize)) -> Option<Passage<'t>> {
    let date = parsed.date_before(open)?;
    let statement = parsed.statement(date.start);
    let clause = |words: Passage<'t>| unmarked(split_outside(words, &['，', '；']).first().copied().unwrap_or(words));
    let behind = clause(parsed.whole.cut(close + 1, statement.end().max(close + 1)));
    let before = clause(parsed.whole.cut(date.to, open.max(date.to)));
    let done = if before.is_empty() { behind } else { before };
    (!done.is_empty() && parsed.clause(open).start() <= date.start).then_some(done)
}

/// What stands in the bracket in front of a date: （其中重点河段|6月底前完成）.
fn own<'t>(parsed: &Parsed<'t>, date: &DatePhrase, open: usize) -> Option<Passage<'t>> {
    let before = parsed.whole.cut(open + 1, date.from);
    let from = (before.start()..before.end()).rev().find(|at| before.at(*at).is_some_and(|c| PARTS.contains(&c)));
    super::label::without_manner(from.map_or(before, |at| before.from(at + 1)))
}

/// The mark before the next date: （3月底前30%，|6月底前70%）.
fn before_next(parsed: &Parsed<'_>, date: &DatePhrase) -> usize {
    let next = parsed.dates.iter().find(|d| d.from >= date.to).map_or(parsed.whole.end(), |d| d.from);
    let between = parsed.whole.cut(date.to, next);
    let mark = ["，", "、", "；"].iter().filter_map(|mark| between.rfind(mark)).max();
    mark.filter(|_| next < parsed.whole.end()).unwrap_or(next)
}

/// The bracket that a date stands in.
fn around(parsed: &Parsed<'_>, date: &DatePhrase) -> Option<(usize, usize)> {
    let statement = parsed.statement(date.start);
    let open = |at: &usize| matches!(statement.at(*at), Some('（' | '('));
    let close = |at: &usize| matches!(statement.at(*at), Some('）' | ')'));
    let from = date.start.saturating_sub(REACH).max(statement.start());
    let opened = (from..date.start).rev().find(|at| open(at) || close(at)).filter(open)?;
    (date.end..statement.end()).find(|at| open(at) || close(at)).filter(close).map(|closed| (opened, closed))
}

/// What stands before a bracket, back to the mark before it.
fn thing<'t>(parsed: &Parsed<'t>, open: usize) -> Passage<'t> {
    let before = parsed.statement(open).to(open);
    let from = (before.start()..before.end()).rev().find(|at| before.at(*at).is_some_and(|c| PARTS.contains(&c)));
    unmarked(from.map_or(before, |at| before.from(at + 1)))
}

/// 新建站点6座 without its count, which another takes the place of.
pub(super) fn uncounted(thing: Passage<'_>) -> Passage<'_> {
    let last = figure::figures(thing).into_iter().next_back().filter(|figure| figure.end == thing.end());
    last.map_or(thing, |figure| thing.to(figure.start))
}
