//! What must be there by a date: what stands behind it, with what stands before it and is meant.

use super::bracket;
use super::label;
use super::row;
use super::words::{Content, FIGURES, end_of_content, is_bare_verb, unmarked};
use crate::bodies;
use crate::date::{DatePhrase, Years};
use crate::deal;
use crate::owed::{self, OUTSIDE, is_except};
use crate::parsed::Parsed;
use crate::sentence::split_outside;
use crate::text::Passage;
use crate::undated;

/// What a clause opens with that goes on with what is done.
const GOES_ON: &[&str] = &["并", "且", "同时", "确保", "再", "做到", "实现", "报"];
/// A verb without an object is no longer.
const VERB: usize = 4;

/// What a date governs: up to the clause of the next date, or to the end of the statement.
pub(super) fn of<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Content<'t> {
    if let Some(words) = bracket::content(parsed, date) {
        return words;
    }
    let rest = rest(parsed, date);
    let label = label::of(parsed, date).filter(|label| !is_mark(*label));
    if rest.is_empty() || is_bare_verb(rest) {
        return bare(parsed, date, rest, label);
    }
    let label = label.filter(|label| label::belongs(*label, rest)).or_else(|| counted(parsed, date, rest));
    let label = label.or_else(|| handed_in(parsed, date, rest));
    let first = split_outside(rest, &['，', ',']).first().copied().unwrap_or(rest);
    let goes_on = rest.from(first.end()).trim(&['，', ',']).strip_prefix(GOES_ON).is_some();
    let each = date_lists(parsed, date) && rest.starts_with("各") && !goes_on; // 3月、9月各检查一次，整改率…
    let alone = label.is_some() && first.len() <= VERB && !goes_on; // 县道改造11月底前完工，绿化率…
    Content { label, words: if alone || each { first } else { rest } }
}

/// （2）|3月底前完成: what counts an item is no part of what is done.
fn is_mark(label: Passage<'_>) -> bool {
    const MARK: usize = 4;
    let counts = |c: &char| c.is_ascii_digit() || "（）().、一二三四五六七八九十".contains(*c);
    label.len() <= MARK && label.chars().iter().all(counts)
}

/// Whether a date is one of a list.
fn date_lists(parsed: &Parsed<'_>, date: &DatePhrase) -> bool {
    parsed.dates.iter().filter(|other| (other.from, other.to) == (date.from, date.to)).count() > 1
}

/// What is done up to a clause that has a time of its own: 4月底前完成招标，|签约后90日内上线.
pub(super) fn until_time<'t>(parsed: &Parsed<'t>, content: Content<'t>, years: Years) -> Content<'t> {
    let clauses = split_outside(content.words, &['，', ',']);
    let striven = |clause: &Passage<'_>| {
        clause.strip_prefix(&["力争", "争取"]).is_some_and(|rest| rest.contains_any(&["月", "年底", "季度"]))
    };
    let timed = clauses.iter().skip(1).find(|clause| striven(clause) || undated::has_time(parsed, **clause, years));
    let words = timed.map_or(content.words, |clause| unmarked(content.words.to(clause.start())));
    Content { words, ..content }
}

/// 6月底前归集2亿条、年底前3.5亿条: a figure alone has the name of the one before.
fn counted<'t>(parsed: &Parsed<'t>, date: &DatePhrase, rest: Passage<'t>) -> Option<Passage<'t>> {
    let figure = rest.at(rest.start()).is_some_and(|c| c.is_ascii_digit());
    let statement = parsed.statement(date.start).start();
    let before = parsed.date_before(date.from).filter(|before| before.start >= statement && before.to < date.from)?;
    if !figure && rest.strip_prefix(FIGURES).is_none() {
        return None;
    }
    let words = self::rest(parsed, before);
    if words.at(words.start()).is_some_and(|c| c.is_ascii_digit()) {
        return counted(parsed, before, words); // 6月底执行率55%、9月底80%、年底95%
    }
    let name = bracket::uncounted(words);
    let named = figure && name.end() < words.end() && name.len() > 1;
    if named { Some(name) } else { label::of(parsed, before) }
}

/// 编制规划，6月底前报省甲厅: what is handed in stands in front.
fn handed_in<'t>(parsed: &Parsed<'t>, date: &DatePhrase, rest: Passage<'t>) -> Option<Passage<'t>> {
    let whom = rest.strip_prefix(&["上报", "报送", "报"])?;
    let statement = parsed.statement(date.start).start();
    let from = parsed.date_before(date.from).map_or(statement, |before| before.to.max(statement));
    let said = unmarked(parsed.whole.cut(from, parsed.clause(date.start).start().max(from)));
    let subject = parsed.subjects.iter().find(|s| s.start == said.start() && s.kind == owed::Kind::Body);
    let said = subject.map_or(said, |subject| unmarked(said.from(subject.end)));
    let said = said.strip_prefix(&["应当", "要", "应", "须"]).unwrap_or(said);
    (said.len() > 1 && !is_bare_verb(said) && bodies::is_body(&whom.to_string())).then_some(said)
}

/// What stands behind a date, or behind the last one of its row.
fn rest<'t>(parsed: &Parsed<'t>, date: &DatePhrase) -> Passage<'t> {
    let last = row::last(parsed, date);
    let statement = parsed.statement(last.start);
    let charged = owed::charged(&parsed.subjects, statement).map(|s| s.start).filter(|start| *start >= last.to);
    let all = parsed.whole.at(last.to) == Some('：'); // 6月底前：完成甲；完成乙
    let own = if all { parsed.whole.end() } else { statement.end() };
    let reason = reasons(parsed).find(|start| *start > last.to).unwrap_or(own); // 6月底前完成，某县|因封冻较早，8月底前完成
    let end = end_of_content(parsed, last).min(own).min(charged.unwrap_or(own)).min(reason);
    let from = bracket::behind_dated(parsed, last.to).unwrap_or(last.to).min(end);
    let rest = within_attribute(parsed, last, bracket::without_dated(unmarked(parsed.whole.cut(from, end))));
    let except = is_except(parsed.clause(date.start)); // 除某县9月底前完成外
    rest.strip_suffix(OUTSIDE).filter(|_| except).map_or(rest, |(rest, _)| rest)
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
    if let Some(date) = before.filter(|date| !is_except(parsed.clause(date.start))) {
        let reason = reasons(parsed).find(|start| *start > date.to && *start < clause.start());
        let said = unmarked(parsed.whole.cut(date.to, reason.unwrap_or(clause.start()).max(date.to)));
        return again(parsed, said, rest, reason.is_some() || opens_with_body(parsed, clause));
    }
    let from = before.map_or(statement.start(), |date| date.to);
    let said = unmarked(parsed.whole.cut(from, clause.start().max(from)));
    let except = before.is_some_and(|date| is_except(parsed.clause(date.start)));
    let said = said.strip_suffix(OUTSIDE).filter(|_| except).map_or(said, |(said, _)| said);
    let reason = reasons(parsed).any(|start| start == said.start());
    if !said.is_empty() && !is_bare_verb(said) && !is_except(said) && !reason {
        return Content::only(said);
    }
    let all = statement.cut(before.map_or(statement.start(), |d| d.end).max(statement.start()), statement.end());
    Content::only(if rest.is_empty() { all.trim(&['，', ',']) } else { rest })
}

/// Where somebody stands of whom it is said why the time is another: 高山市因施工期短，可于10月底前完成.
fn reasons(parsed: &Parsed<'_>) -> impl Iterator<Item = usize> {
    let told =
        move |s: &&owed::Subject| s.kind == owed::Kind::Body && owed::opens_with_reason(parsed.whole.from(s.end));
    parsed.subjects.iter().filter(told).map(|s| s.start)
}

/// What was said of the date before, which this one goes on with: 6月底前完成30台，其他县9月底前完成; 6月底前启动改造，9月底前完成. A verb alone
/// and a part of the whole are not taken over: 5月底前开工，…7月底前完工; 上半年完成50%，下半年全部完成.
/// Nor are the figures of one carried over to another who goes on with it.
fn again<'t>(parsed: &Parsed<'t>, said: Passage<'t>, rest: Passage<'t>, other: bool) -> Content<'t> {
    let subject = parsed.subjects.iter().find(|s| s.start == said.start() && s.kind == owed::Kind::Body);
    let said = subject.map_or(said, |subject| unmarked(said.from(subject.end)));
    let said = said.strip_prefix(&["分别", "各自", "依次"]).unwrap_or(said);
    let object = deal::verb_of(said).map_or(said, |(_, end)| unmarked(said.from(end)));
    let object = without_share(object);
    let part = object.at(object.start()).is_some_and(|c| c.is_ascii_digit()); // the others' share is not that of the first
    let part = part || (other && object.chars().iter().any(char::is_ascii_digit));
    let part = part || (!rest.is_empty() && said.contains_any(&["率", "比例", "占比"]) && said.contains("%")); // 完工率达到80%，…全面完成
    let alone = object.start() == said.start() && said.len() <= VERB;
    if alone || object.is_empty() || part || object.strip_prefix(FIGURES).is_some() {
        return Content::only(if rest.is_empty() { said } else { rest });
    }
    let same = rest.is_empty() || said.starts_with(&rest.to_string()) || object.start() == said.start();
    if same { Content::only(said) } else { Content { label: Some(object), words: rest } }
}

/// 管网改造|的40%: what a share is of.
fn without_share(object: Passage<'_>) -> Passage<'_> {
    let Some(at) = object.rfind("的").filter(|_| object.ends_with_any(&["%"])) else { return object };
    let share = object.from(at + 1);
    let figure = share.chars().iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%'));
    if figure { object.to(at) } else { object }
}

/// Whether a clause opens with somebody of its own: …，其他设区市9月底前完成.
fn opens_with_body(parsed: &Parsed<'_>, clause: Passage<'_>) -> bool {
    let who = |s: &owed::Subject| matches!(s.kind, owed::Kind::Body | owed::Kind::Unsure);
    parsed.subjects.iter().any(|s| s.start == clause.start() && who(s))
}

/// 按照2028年底前完成改造制定计划: the date reaches to the verb of the plan.
fn within_attribute<'t>(parsed: &Parsed<'t>, date: &DatePhrase, rest: Passage<'t>) -> Passage<'t> {
    if !parsed.whole.to(date.start).ends_with_any(&["按照", "按"]) {
        return rest;
    }
    let verb = ["制定", "编制"].iter().filter_map(|verb| rest.find(verb)).min();
    verb.filter(|at| *at > rest.start()).map_or(rest, |at| rest.to(at))
}
