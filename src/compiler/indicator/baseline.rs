//! What a figure is compared with: 比2020年, 较上年, 同比, 在2020年基础上.

use super::comparator;
use super::measures::MEASURES;
use crate::figure::{self, Figure, Nature};
use crate::text::{Passage, Terms};
use duban_domain::plan::Comparator;

/// Words that make 比 or 较 a comparison.
const REFERENCES: &Terms = &Terms::new(&[
    "上年",
    "去年",
    "上一年",
    "前一年",
    "前三年",
    "同期",
    "年初",
    "基准年",
    "现状",
    "“十",
    "全国",
    "全省",
    "全区",
    "全市",
]);
/// Comparisons that need nothing behind them.
const YEARLY: &[&str] = &["同比", "环比"];
/// What opens and closes a clause that only says what the next is compared with.
const CLAUSES: &[(&[&str], &[&str])] = &[
    (&["与", "同", "和"], &["相比", "比较"]),
    (&["在"], &["基础上"]),
    (&["相比", "对比", "较", "比", "以"], &["年", "年底", "同期", "基数"]),
];

/// The name without what it is compared with, and that.
pub(super) fn cut(name: Passage<'_>) -> (Passage<'_>, Option<String>) {
    if let Some((name, baseline)) = opening(name).or_else(|| from_to(name)).or_else(|| by_way(name)) {
        return (name, Some(baseline.to_string()));
    }
    let reference = |at: usize| {
        let next = at + 1;
        name.at(next).is_some_and(|c| c.is_ascii_digit()) || name.matches_any(next, REFERENCES).is_some()
    };
    let compared = |at: &usize| matches!(name.at(*at), Some('比' | '较')) && reference(*at);
    let at = (name.start()..name.end()).rev().find(compared);
    let at = at.or_else(|| YEARLY.iter().filter_map(|word| name.rfind(word)).max());
    match at.map(|at| (name.to(at), name.from(at))) {
        // 贷款同比增长 of at least so much: the growth is what is measured.
        Some((_, compared)) if comparator::growth(compared).is_some() => {
            (name, comparator::growth(compared).map(|baseline| baseline.to_string()))
        }
        Some((name, compared)) => (name, Some(compared.to_string())),
        None => (name, None),
    }
}

/// 在2020年基础上…, 与2020年相比…, 在法定时限基础上…, or behind the name.
fn opening(name: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let words = [("在", "基础上"), ("与", "相比"), ("同", "相比")];
    let find = |(open, close): &(&str, &str)| {
        let end = name.find(close)? + close.chars().count();
        let from = name.to(end).rfind(open)?;
        let told = name.cut(from, end).contains_any(&["年", "法定", "现有", "原有", "规定", "现行"]);
        told.then_some((from, end))
    };
    let (from, end) = words.iter().find_map(find)?;
    let before = name.to(from);
    let rest = if before.is_empty() { name.from(end) } else { before };
    Some((rest, name.cut(from, end)))
}

/// 时间由5天 before 压缩至2天: the figure it starts from.
fn from_to(name: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let at = ["由", "从"].iter().filter_map(|word| name.rfind(word)).max()?;
    let figure = name.from(at + 1).chars().iter().any(char::is_ascii_digit);
    (figure && at > name.start()).then(|| (name.to(at), name.from(at)))
}

/// 利用率提高5个百分点|达到30%: the way to what is reached.
fn by_way(name: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let way =
        figure::figures(name).pop().filter(|figure| figure.end == name.end() && figure.nature == Nature::Share)?;
    let rest = comparator::growth(name.to(way.start)).filter(|rest| rest.len() > 1)?;
    Some((rest, name.from(rest.end())))
}

/// 贷款增速高于各项贷款增速|2个百分点: what it is compared with, and whether it lies above that.
pub(super) fn against<'t>(name: Passage<'t>, figure: &Figure) -> Option<(Passage<'t>, String, Comparator)> {
    let points = figure.unit.as_deref().is_some_and(|unit| unit.ends_with("百分点"));
    let (head, op, rest) = comparator::within(name).filter(|_| points)?;
    let both = head.ends_with_any(MEASURES) && !rest.is_empty();
    let op = if matches!(op, Comparator::Below | Comparator::AtMost) { Comparator::Down } else { Comparator::Up };
    both.then(|| (head, name.from(head.end()).to_string(), op))
}

/// Whether a clause only says what the next is compared with: 与2020年相比.
pub(super) fn is_comparison(clause: Passage<'_>) -> bool {
    let fits =
        |(open, close): &(&[&str], &[&str])| clause.strip_prefix(*open).is_some() && clause.ends_with_any(*close);
    const LENGTH: usize = 20;
    clause.len() <= LENGTH && clause.contains("年") && CLAUSES.iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> (String, Option<String>) {
        let text = text_of(written);
        let (name, baseline) = cut(text.whole());
        (name.to_string(), baseline)
    }

    #[test]
    fn a_comparison_stands_before_or_behind_the_name() {
        for (written, name, baseline) in [
            ("用水量比2020年", "用水量", "比2020年"),
            ("火点数较上年", "火点数", "较上年"),
            ("货运量同比", "货运量", "同比"),
            ("贷款同比增长", "贷款同比增长", "同比"),
            ("浓度较2020年下降", "浓度较2020年下降", "较2020年"),
            ("在2020年基础上用水量", "用水量", "在2020年基础上"),
            ("用水量在上年基础上", "用水量", "在上年基础上"),
            ("办理时间由5天", "办理时间", "由5天"),
        ] {
            assert_eq!(read(written), (name.to_owned(), Some(baseline.to_owned())));
        }
        assert_eq!(read("占比"), ("占比".into(), None));
        assert_eq!(read("由甲局处理的比例"), ("由甲局处理的比例".into(), None));
    }

    #[test]
    fn a_clause_may_be_nothing_but_a_comparison() {
        let is = |written: &str| is_comparison(text_of(written).whole());
        assert!(is("与2020年相比") && is("在2020年基础上") && is("比2020年底"));
        assert!(!is("在现有基础上") && !is("与企业加强对比"));
    }
}
