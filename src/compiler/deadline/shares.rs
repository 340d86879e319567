//! What each date of a list has for itself: 6月底、9月底前分别完成一期、二期工程.

use super::words::Content;
use crate::cursor::Cursor;
use crate::date::DatePhrase;
use crate::figure;
use crate::numeral;
use crate::owed::{self, Subject};
use crate::parsed::Parsed;
use crate::text::{Passage, Terms};

/// Words that divide what follows among the dates.
const EACH: &[&str] = &["分别", "依次", "相继", "逐次"];
/// The same right before the dates.
const EACH_BEFORE: &[&str] = &["分别", "依次", "相继", "逐次", "分别于", "依次于", "分别在"];
/// Verbs that count for every part: 完成一期、二期.
const VERBS: &Terms = &Terms::new(&[
    "基本完成",
    "全面完成",
    "全部完成",
    "完成",
    "实现",
    "达到",
    "建成",
    "报送",
    "提交",
    "开展",
    "召开",
    "启动",
    "印发",
    "出台",
    "公布",
    "组织",
    "淘汰",
    "整治",
    "改造",
    "新建",
    "建设",
    "推进",
    "编制",
    "制定",
    "投运",
    "上线",
    "不低于",
    "不少于",
    "不高于",
    "不超过",
    "投入",
    "采购",
    "培训",
    "新增",
    "提高到",
    "提升到",
    "控制在",
    "降到",
    "降至",
    "消除",
    "安排",
    "落实",
    "划定",
    "移交",
    "拆除",
    "关停",
    "关闭",
    "清理",
    "排查",
    "安装",
    "更换",
    "投放",
    "发放",
    "治理",
    "修复",
    "销号",
    "清退",
    "处置",
    "搬迁",
    "腾退",
    "铺设",
    "建立",
    "修订",
    "举办",
    "征集",
    "签订",
    "拨付",
    "兑现",
    "归集",
]);
/// Verbs of a part of its own: 完成排查、验收销号.
const OWN: &Terms =
    &Terms::new(&["验收", "开工", "启动", "投产", "竣工", "交付", "通过", "建成", "完成", "印发", "报送", "上报"]);
/// What stands between the parts.
const BETWEEN: &[char] = &['、', '和', '及', '与'];

/// What a date of a list has for itself.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// What must be there by then.
    pub(super) content: Option<String>,
    /// Who owes it.
    pub(super) owner: Option<String>,
}

/// The share of a date in what its list divides, or the shares of those who owe different things by one date; one that says
/// nothing where all have all of it.
pub(super) fn of(
    parsed: &Parsed<'_>,
    date: &DatePhrase,
    content: Content<'_>,
    subject: Option<&Subject>,
) -> Vec<Share> {
    let list: Vec<&DatePhrase> = parsed.dates.iter().filter(|d| (d.from, d.to) == (date.from, date.to)).collect();
    let words = content.words;
    let before = parsed.whole.to(date.from).ends_with_any(EACH_BEFORE);
    let clause = words.split(&['，', '；']).first().copied().unwrap_or(words);
    let each = EACH.iter().find_map(|word| clause.find(word).map(|at| (at, at + word.chars().count())));
    if !(before || each.is_some()) {
        return vec![Share::default()];
    }
    let (name, rest) = each.map_or(("".to_owned(), words), |(at, end)| (words.to(at).brief(), words.from(end)));
    if list.len() < 2 {
        return of_owners(&name, rest, content, subject);
    }
    let at = list.iter().position(|d| d.start == date.start).unwrap_or(0);
    vec![of_date((at, list.len()), &name, rest, content, subject)]
}

/// 甲局、乙局6月底前分别印发方案、完成改造: each owes one of them.
fn of_owners(name: &str, rest: Passage<'_>, content: Content<'_>, subject: Option<&Subject>) -> Vec<Share> {
    let owners = subject.map(|subject| subject.owed.as_slice()).filter(|owed| owed.len() > 1).unwrap_or_default();
    let Some(parts) = parts(rest, owners.len()).filter(|_| !owners.is_empty()) else { return vec![Share::default()] };
    let share = |(part, owner): (String, &String)| Share {
        content: Some(content.with(&format!("{name}{part}"))),
        owner: Some(owner.clone()),
    };
    parts.into_iter().zip(owners).map(share).collect()
}

/// The share of the date at a place of a list of so many.
fn of_date(
    (at, count): (usize, usize),
    name: &str,
    rest: Passage<'_>,
    content: Content<'_>,
    subject: Option<&Subject>,
) -> Share {
    if let Some(part) = parts(rest, count).and_then(|parts| parts.get(at).cloned()) {
        return Share { content: Some(content.with(&format!("{name}{part}"))), owner: None };
    }
    let rest = rest.brief();
    if let Some(nouns) = content.label.and_then(|label| items(label, count)) {
        let (noun, tail) = nouns.get(at).map(|(noun, tail)| (*noun, tail.as_str())).unzip();
        let tail = tail.unwrap_or_default();
        let content = noun.map(|noun| format!("{noun}{tail}{name}{rest}"));
        return Share { content, owner: noun.and_then(owed::place_of) };
    }
    let owners = subject.map(|subject| &subject.owed).filter(|owed| owed.len() == count);
    Share {
        content: Some(content.with(&format!("{name}{rest}"))),
        owner: owners.and_then(|owed| owed.get(at).cloned()),
    }
}

/// The nouns of a list before its dates, a date each, with what the last has for all: 设计、招标分别于3月、5月底前完成.
fn items(label: Passage<'_>, count: usize) -> Option<Vec<(Passage<'_>, String)>> {
    let items =
        [&['、'][..], BETWEEN].into_iter().map(|marks| label.split(marks)).find(|items| items.len() == count)?;
    let (first, last) = (*items.first()?, *items.last()?);
    let place = owed::place_of(last)
        .filter(|_| owed::place_of(first).is_some_and(|place| place.len() == first.to_string().len()));
    let tail =
        place.map_or_else(|| tail(first, last), |place| last.from(last.start() + place.chars().count()).to_string());
    let whole = |(i, item)| (item, if i + 1 < count { tail.clone() } else { String::new() });
    Some(items.into_iter().enumerate().map(whole).collect())
}

/// 完成一期、二期工程 → 完成一期工程, 完成二期工程.
fn parts(rest: Passage<'_>, count: usize) -> Option<Vec<String>> {
    let clause = rest.split(&['，', '；']).first().copied()?;
    let verb = verb_of(clause);
    let listed = clause.from(verb.map_or(clause.start(), |(_, end)| end));
    let items =
        [&['、'][..], BETWEEN].into_iter().map(|marks| listed.split(marks)).find(|items| items.len() == count)?;
    let (first, last) = (items.first()?, items.last()?);
    let counted = counted_tail(*last, count);
    let of_all = || behind_figures(&items).unwrap_or_else(|| tail(*first, *last));
    let tail = counted.as_ref().map_or_else(of_all, |(_, tail)| tail.clone());
    let word = verb.map_or("", |(word, _)| word);
    let of = shared_head(&items).map_or_else(String::new, Passage::brief);
    let whole = |(i, item): (usize, &Passage<'_>)| {
        let verb = if item.strip_prefix(OWN).is_some() { "" } else { word };
        match counted.as_ref().filter(|_| i + 1 == count) {
            Some((head, tail)) => format!("{verb}{head}{tail}"),
            None if i > 0 && !of.is_empty() => format!("{verb}{of}{item}"),
            None => format!("{verb}{item}{}", if i + 1 < count { tail.as_str() } else { "" }),
        }
    };
    Some(items.iter().enumerate().map(whole).collect())
}

/// 10处、15处、6处|积水点整治: what stands behind the last figure is what all of them count.
fn behind_figures(items: &[Passage<'_>]) -> Option<String> {
    let first = |item: Passage<'_>| figure::figures(item).into_iter().next().filter(|f| f.start == item.start());
    let (last, others) = items.split_last()?;
    let alone = others.iter().all(|item| first(*item).is_some_and(|figure| figure.end == item.end()));
    let end = first(*last).map(|figure| figure.end).filter(|_| alone)?;
    Some(last.from(end).brief())
}

/// 全年任务的|40%、100%: what all figures are parts of stands before the first.
fn shared_head<'t>(items: &[Passage<'t>]) -> Option<Passage<'t>> {
    let figure = |words: Passage<'_>| words.chars().first().is_some_and(char::is_ascii_digit);
    let (first, others) = items.split_first()?;
    let alone = |item: &Passage<'_>| {
        figure::figures(*item).first().is_some_and(|f| f.start == item.start() && f.end == item.end())
    };
    let counted = figure::figures(*first).pop().filter(|f| f.end == first.end() && f.start > first.start() + 1);
    if let Some(counted) = counted.filter(|_| others.iter().all(alone)) {
        return Some(first.to(counted.start)); // 散煤替代|6万户、4.5万户
    }
    let from = first.rfind("的")? + 1;
    (figure(first.from(from)) && others.iter().all(|item| figure(*item))).then(|| first.to(from))
}

/// 丙|三个|片区治理: how many the parts are stands in the last, and what they all are behind it.
fn counted_tail(last: Passage<'_>, count: usize) -> Option<(Passage<'_>, String)> {
    const COUNTERS: &Terms =
        &Terms::new(&["个", "处", "座", "家", "条", "项", "所", "类", "片", "县", "区", "市", "镇"]);
    (last.start() + 1..last.end()).find_map(|at| {
        let mut cursor = Cursor::new(last, at);
        let number = numeral::number(&mut cursor)?;
        let counter = last.matches_any(cursor.at(), COUNTERS)?;
        let all = format!("{number}") == count.to_string();
        let whole = matches!(counter.0, "县" | "区" | "市" | "镇");
        let tail = last.from(if whole { cursor.at() } else { counter.1 });
        all.then(|| (last.to(at), tail.brief()))
    })
}

/// The verb that words open with, and where it ends.
pub(super) fn verb_of(words: Passage<'_>) -> Option<(&'static str, usize)> {
    words.matches_any(words.start(), VERBS)
}

/// What stands behind the last part only, where the parts before it end alike: 一期、二期|工程.
fn tail(first: Passage<'_>, last: Passage<'_>) -> String {
    let alike = first.before(first.end()).is_some_and(|c| last.at(last.start() + first.len() - 1) == Some(c));
    if alike { last.from(last.start() + first.len()).brief() } else { String::new() }
}
