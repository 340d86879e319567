//! Names that share their end: 铁路、水路货运量 for two figures.

use crate::text::Passage;

/// What ends the name of something measured; what stands before it in the last name may differ.
const NOUNS: &[&str] = &[
    "排放总量",
    "排放量",
    "货运量",
    "客运量",
    "周转量",
    "用水量",
    "用电量",
    "利用率",
    "处理率",
    "覆盖率",
    "达标率",
    "合格率",
    "普及率",
    "回收率",
    "处置率",
    "收集率",
    "使用率",
    "办结率",
    "可办率",
    "增加值",
    "零售总额",
    "进出口总额",
    "年均浓度",
    "平均浓度",
    "浓度",
    "产量",
    "销量",
    "面积",
    "投资",
    "收入",
    "比例",
    "办理时间",
    "办理时限",
    "审批时间",
    "审批时限",
    "占比",
    "比重",
    "数量",
    "总量",
    "增速",
];
/// What a whole name ends with.
const WHOLE: &[char] = &['率', '量', '值', '额', '数', '度', '例', '比', '积', '速', '重'];

/// The names of as many figures; one name for all where they are not listed.
pub(super) fn names(name: Passage<'_>, figures: usize) -> Vec<String> {
    let listed: Vec<String> = name.split(&['、', '和', '与']).iter().map(ToString::to_string).collect();
    let Some(last) = listed.last().filter(|_| listed.len() == figures && figures > 1) else {
        return vec![name.to_string(); figures];
    };
    let common = common(&listed, last);
    let is_whole = |item: &String| item == last || item.ends_with(WHOLE);
    listed.iter().map(|item| if is_whole(item) { item.clone() } else { format!("{item}{common}") }).collect()
}

/// What the last name ends with and the others leave out: a noun that is known, else what is longer than the first.
fn common(listed: &[String], last: &str) -> String {
    let known = NOUNS.iter().filter(|noun| last.ends_with(*noun)).max_by_key(|noun| noun.len());
    let width = listed.first().map_or(0, |first| first.chars().count());
    known.map_or_else(|| last.chars().skip(width).collect(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn what_the_first_leaves_out_stands_behind_the_last() {
        let read = |written: &str| names(text_of(written).whole(), 2);
        assert_eq!(read("公路、航空客运量"), ["公路客运量", "航空客运量"]);
        assert_eq!(read("氮氧化物、挥发性有机物排放量"), ["氮氧化物排放量", "挥发性有机物排放量"]);
        assert_eq!(read("毛入园率和义务教育巩固率"), ["毛入园率", "义务教育巩固率"]);
        assert_eq!(read("森林面积"), ["森林面积", "森林面积"]);
    }
}
