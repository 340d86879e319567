//! What a verb has for each of several: 完成一期、二期工程, 报送阶段总结和年度总结.

use super::cursor::Cursor;
use super::figure;
use super::numeral;
use super::text::{Passage, Terms};

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
    "上报",
    "通报",
    "发布",
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
pub(super) const BETWEEN: &[char] = &['、', '和', '及', '与'];

/// 完成一期、二期工程 → 完成一期工程, 完成二期工程.
pub(super) fn parts(rest: Passage<'_>, count: usize) -> Option<Vec<String>> {
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
pub(super) fn tail(first: Passage<'_>, last: Passage<'_>) -> String {
    let alike = first.before(first.end()).is_some_and(|c| last.at(last.start() + first.len() - 1) == Some(c));
    if alike { last.from(last.start() + first.len()).brief() } else { String::new() }
}
