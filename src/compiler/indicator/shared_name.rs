//! Names that share their end: 铁路、水路货运量 for two figures.

use crate::text::{Passage, Terms};

/// What ends the name of something measured; what stands before it in the last name may differ.
const NOUNS: &Terms = &Terms::new(&[
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
]);
/// What a whole name ends with.
const WHOLE: &[char] = &['率', '量', '值', '额', '数', '度', '例', '比', '积', '速', '重'];

/// What may open a name in a list whose end the others share: 氮氧化物、挥发性有机物|重点工程减排量.
const HEADS: &Terms = &Terms::new(&[
    "氮氧化物",
    "挥发性有机物",
    "化学需氧量",
    "二氧化硫",
    "二氧化碳",
    "氨氮",
    "总磷",
    "总氮",
    "总铅",
    "总镉",
    "烟粉尘",
    "颗粒物",
    "VOCs",
    "NOx",
    "COD",
    "SO2",
    "NO2",
    "PM2.5",
    "PM10",
    "O3",
    "CO",
    "细颗粒物",
    "臭氧",
    "重金属",
    "城市",
    "县城",
    "城镇",
    "农村",
    "乡村",
    "乡镇",
    "城区",
    "市区",
    "建成区",
    "中心城区",
    "主城区",
    "设区市",
    "县级市",
    "公路",
    "铁路",
    "水路",
    "航空",
    "民航",
    "工业",
    "农业",
    "生活",
    "建筑",
    "交通",
    "新建",
    "改建",
    "常住人口",
    "户籍人口",
    "男性",
    "女性",
    "省级",
    "市级",
    "县级",
    "乡级",
    "村级",
    "国家级",
    "国控",
    "省控",
    "市控",
]);

/// Words for a kind of things or people, which the names of a list share: 甲病、乙病患者管理率.
const KINDS: &Terms = &Terms::new(&[
    "患者",
    "人群",
    "行业",
    "企业",
    "领域",
    "产业",
    "流域",
    "断面",
    "家庭",
    "人员",
    "机构",
    "学生",
    "居民",
    "建筑",
    "园区",
    "重点工程",
]);

/// The names of as many figures; one name for all where they are not listed.
pub(super) fn names(name: Passage<'_>, figures: usize) -> Vec<String> {
    if let Some(rest) = name.strip_prefix(&["城乡"]).filter(|_| figures == 2) {
        return ["城镇", "农村"].map(|place| format!("{place}{rest}")).into(); // 城乡居民收入分别增长6%、7%
    }
    let listed = listed(name);
    let Some(last) = listed.last().filter(|_| listed.len() == figures && figures > 1) else {
        return vec![name.to_string(); figures];
    };
    let common = behind_head(&listed, last)
        .or_else(|| behind_kind(&listed, last))
        .or_else(|| behind_alike(&listed, last))
        .unwrap_or_else(|| common(&listed, last));
    let is_whole = |item: &String| item == last || is_measured(item) || item.ends_with(&common);
    listed.iter().map(|item| if is_whole(item) { item.clone() } else { format!("{item}{common}") }).collect()
}

/// 审核率、联网率均达到100%: the whole names that one figure counts for; the name itself where it is one.
pub(super) fn whole(name: Passage<'_>) -> Vec<String> {
    const SHORTEST: usize = 3;
    let listed = listed(name);
    let rate = |item: &String| item.ends_with(['率', '例', '度']) && item.chars().count() >= SHORTEST;
    let several = listed.len() > 1 && listed.iter().all(|item| rate(item) && !HEADS.contains(&item.as_str()));
    if several { listed } else { vec![name.to_string()] }
}

/// 市级 behind 创成省级示范村: the same of another level.
pub(super) fn of_another_level(name: &str, before: &str) -> Option<String> {
    const LEVELS: &[&str] = &["国家级", "省级", "自治区级", "市级", "县级", "区级", "乡级", "村级"];
    let own = LEVELS.contains(&name);
    let level =
        LEVELS.iter().filter(|level| before.contains(*level)).max_by_key(|level| level.len()).filter(|_| own)?;
    Some(before.replacen(level, name, 1))
}

fn listed(name: Passage<'_>) -> Vec<String> {
    name.split(&['、', '和', '与']).iter().map(ToString::to_string).collect()
}

/// Whether an item says by itself what is measured.
fn is_measured(item: &str) -> bool {
    (item.ends_with(WHOLE) || NOUNS.iter().any(|noun| item.ends_with(noun))) && !HEADS.contains(&item)
}

/// What stands behind the head of the last name, where the others are nothing but such heads.
fn behind_head(listed: &[String], last: &str) -> Option<String> {
    let (_, others) = listed.split_last()?;
    let heads = others.iter().all(|item| HEADS.contains(&item.as_str()));
    let rest = HEADS.iter().filter_map(|head| last.strip_prefix(head)).min_by_key(|rest| rest.len())?;
    (heads && !rest.is_empty()).then(|| rest.to_owned())
}

/// 钢铁、水泥|行业产能占比: from the word for the kind on, where the others are nothing measured.
fn behind_kind(listed: &[String], last: &str) -> Option<String> {
    let (_, others) = listed.split_last()?;
    let at = KINDS.iter().filter_map(|kind| last.find(kind)).filter(|at| *at > 0).min()?;
    let whole = |item: &String| item.ends_with(WHOLE) || KINDS.iter().any(|kind| item.contains(kind));
    let measured = last.ends_with(WHOLE) && !others.iter().any(whole);
    measured.then(|| last.get(at..).map(str::to_owned)).flatten()
}

/// 废钢铁、废塑料|回收利用率: behind as many characters as the others have, where they begin or end alike and measure nothing.
fn behind_alike(listed: &[String], last: &str) -> Option<String> {
    let (_, others) = listed.split_last()?;
    let first = others.first()?;
    let width = first.chars().count();
    let head: String = last.chars().take(width).collect();
    let like = |one: &str| {
        one.chars().count() == width
            && (one.chars().next() == head.chars().next() || one.chars().last() == head.chars().last())
    };
    let rest: String = last.chars().skip(width).collect();
    let fits = width > 1 && rest.chars().count() > 1 && is_measured(&rest);
    (fits && others.iter().all(|item| like(item) && !is_measured(item))).then_some(rest)
}

/// What the last name ends with and the others leave out: a noun that is known, else what is longer than the first.
fn common(listed: &[String], last: &str) -> String {
    let known = NOUNS.iter().filter(|noun| last.ends_with(*noun)).max_by_key(|noun| noun.len());
    let width = listed.first().map_or(0, |first| first.chars().count());
    let alike = |first: &String| first.chars().last() == last.chars().nth(width.saturating_sub(1));
    let rest = || if listed.first().is_some_and(alike) { last.chars().skip(width).collect() } else { String::new() };
    known.map_or_else(
        || Some(rest()).filter(|rest| !rest.is_empty()).unwrap_or_else(|| of_deed(last)),
        ToString::to_string,
    )
}

/// 金属软管|更换率: how much is done of what stands before.
fn of_deed(last: &str) -> String {
    const DEED: usize = 3;
    let length = last.chars().count();
    let tail: String = last.chars().skip(length.saturating_sub(DEED)).collect();
    if length > DEED + 1 && last.ends_with('率') { tail } else { String::new() }
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
        assert_eq!(
            read("氮氧化物、挥发性有机物重点工程减排量"),
            ["氮氧化物重点工程减排量", "挥发性有机物重点工程减排量"]
        );
        assert_eq!(read("化学需氧量和氨氮重点工程减排量"), ["化学需氧量重点工程减排量", "氨氮重点工程减排量"]);
        assert_eq!(read("城市、县城污水处理率"), ["城市污水处理率", "县城污水处理率"]);
        assert_eq!(read("PM10和PM2.5平均浓度"), ["PM10平均浓度", "PM2.5平均浓度"]);
        assert_eq!(read("一期、二期工程"), ["一期工程", "二期工程"]);
        assert_eq!(read("甲类设备、某乙装置"), ["甲类设备", "某乙装置"]);
        assert_eq!(read("甲肝、乙肝患者规范管理率"), ["甲肝患者规范管理率", "乙肝患者规范管理率"]);
        assert_eq!(read("有色、建材行业先进产能占比"), ["有色行业先进产能占比", "建材行业先进产能占比"]);
        assert_eq!(read("自闭阀、金属软管更换率"), ["自闭阀更换率", "金属软管更换率"]);
        assert_eq!(read("城乡居民收入"), ["城镇居民收入", "农村居民收入"]);
        assert_eq!(read("森林面积"), ["森林面积", "森林面积"]);
    }
}
