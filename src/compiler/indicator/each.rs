//! Parts of things that are all counted: 保留的23台锅炉全部完成改造, 80%以上的行政村完成治理.

use super::comparator;
use super::found::{Found, named};
use crate::figure::{Figure, Nature};
use crate::text::{Passage, Terms};
use duban_domain::draft::Value;
use duban_domain::plan::Comparator::AtLeast;

/// None of them is left out.
const ALL: &[&str] = &["全部", "全面", "均", "都"];
/// What is done to them, where it is said that none is left out.
const DONE: &Terms = &Terms::new(&[
    "完成", "实现", "建成", "达到", "达标", "淘汰", "关停", "关闭", "拆除", "整改", "整治", "改造", "销号", "投运",
    "投用", "投产", "联网", "验收", "通过", "取缔", "搬迁", "退出", "配备", "安装", "清零", "开工", "竣工",
]);
/// What is done to them, where that is not said.
const PLAINLY: &Terms =
    &Terms::new(&["完成", "实现", "建成", "达到", "通过", "配备", "设立", "开展", "投入", "创建", "建立"]);
/// What the words before the figure hold that says it was done already, or who is paid.
const NOT: &Terms =
    &Terms::new(&["已", "每", "给予", "奖励", "补助", "补贴", "对", "按", "约", "不足", "超过", "其中有"]);
/// What the words behind it hold that makes them no aim.
const NOT_BEHIND: &[&str] = &["用于", "给予", "奖励", "补助", "补贴", "由", "以内"];
/// Units that say how big a thing is.
const SIZES: &[&str] = &["米", "毫米", "厘米", "千伏", "蒸吨", "立方米"];
/// The thing is no longer.
const NOUN: usize = 24;

/// The indicator of things that are counted and all done.
pub(super) fn count<'t>(part: Passage<'t>, figure: &Figure) -> Option<Found<'t>> {
    let Value::Number(number) = figure.value else { return None };
    let (head, tail) = (part.to(figure.start), part.from(figure.end));
    let several = number > 1.0 || figure.unit.as_deref().is_some_and(|unit| unit.starts_with(['万', '亿']));
    let sized = figure.unit.as_deref().is_some_and(|unit| SIZES.contains(&unit)); // 4.3米焦炉
    if figure.nature != Nature::Count || !several || sized || head.contains_any(NOT) || tail.contains_any(NOT_BEHIND) {
        return None;
    }
    let whole = split(tail, ALL).and_then(|(noun, rest)| rest.strip_prefix(DONE).map(|_| (noun, rest)));
    let plain = || split(tail, PLAINLY).map(|(noun, _)| (noun, tail.from(noun.end())));
    let (noun, verb) = whole.or_else(plain)?;
    fits(noun).then(|| Found::of(figure, format!("{noun}{verb}"), AtLeast, part))
}

/// The indicator of a share of things that is to be done: 80%以上的行政村完成治理.
pub(super) fn share<'t>(part: Passage<'t>, figure: &Figure) -> Option<Found<'t>> {
    let (tails, tail) = comparator::behind_figure(part.from(figure.end));
    let things = tail.strip_prefix(&["的"])?;
    let head = named(part.to(figure.start));
    if figure.nature != Nature::Share || !head.is_empty() || things.contains_any(NOT_BEHIND) {
        return None;
    }
    let (noun, _) = split(things, ALL).or_else(|| split(things, PLAINLY))?;
    let verb = things.from(noun.end());
    let verb = verb.strip_prefix(ALL).unwrap_or(verb);
    let mut found = Found::of(figure, format!("{noun}{verb}比例"), AtLeast, part);
    found.qualifiers.extend(tails);
    fits(noun).then_some(found)
}

/// What stands before and behind the first of the words.
fn split<'t>(tail: Passage<'t>, words: &[&str]) -> Option<(Passage<'t>, Passage<'t>)> {
    let found = words.iter().filter_map(|word| tail.find(word).map(|at| (at, at + word.chars().count())));
    found.min().map(|(at, end)| (tail.to(at), tail.from(end)))
}

fn fits(noun: Passage<'_>) -> bool {
    (1..=NOUN).contains(&noun.len()) && !noun.contains_any(&["的", "（", "以上", "以下", "以内"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::figures;
    use crate::text::text_of;

    fn found(written: &str) -> Option<String> {
        let text = text_of(written);
        let figure = figures(text.whole()).pop().unwrap();
        count(text.whole(), &figure).or_else(|| share(text.whole(), &figure)).map(|found| found.name)
    }

    #[test]
    fn things_that_are_all_done_are_counted() {
        for (written, name) in [
            ("保留的23台锅炉全部完成改造", "锅炉完成改造"),
            ("30台燃煤锅炉全部淘汰到位", "燃煤锅炉淘汰到位"),
            ("120个入河排污口均完成整治", "入河排污口完成整治"),
            ("推动5座污水处理厂实现提标改造", "污水处理厂实现提标改造"),
            ("80%以上的行政村完成生活污水治理", "行政村完成生活污水治理比例"),
            ("力争90%的工业园区全部建成设施", "工业园区建成设施比例"),
        ] {
            assert_eq!(found(written).as_deref(), Some(name), "{written}");
        }
        for written in [
            "已有30台锅炉完成改造",
            "1座水厂完成改造",
            "30%的资金用于完成改造",
            "对35家企业开展检查",
            "按10%的比例开展抽查",
            "10个工作日内完成审批",
            "全省4.3米焦炉全部退出",
        ] {
            assert_eq!(found(written), None, "{written}");
        }
    }
}
