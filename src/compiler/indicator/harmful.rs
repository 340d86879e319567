//! What is better the less there is of it: PM2.5浓度28.5 is an upper bound, where nothing else is said.

use crate::text::{Passage, Terms};

/// What the names of such things end with.
const LESS: &Terms = &Terms::new(&[
    "PM2.5浓度",
    "PM10浓度",
    "颗粒物浓度",
    "年均浓度",
    "平均浓度",
    "臭氧浓度",
    "污染物浓度",
    "评价浓度",
    "O3浓度",
    "NO2浓度",
    "SO2浓度",
    "PM2.5",
    "PM10",
    "O3",
    "NO2",
    "SO2",
    "细颗粒物",
    "可吸入颗粒物",
    "臭氧",
    "能耗强度",
    "水耗强度",
    "排放强度",
    "碳排放强度",
    "单位产品能耗",
    "单位能耗",
    "排放量",
    "排放总量",
    "质量综合指数",
    "空气综合指数",
    "降尘量",
    "污染天数",
    "超标天数",
    "死亡率",
    "发生率",
    "事故率",
    "投诉率",
    "漏损率",
    "损失率",
    "失业率",
    "超标率",
    "不合格率",
    "返贫率",
    "致贫率",
    "受害率",
    "发病率",
    "差错率",
    "辍学率",
    "空置率",
    "负债率",
    "不良率",
    "浓度（PM2.5）",
    "（PM2.5）",
    "（PM10）",
    "办理时限",
    "办理时间",
    "办结时限",
]);
/// Less of it is not meant: 减排量.
const MORE: &[&str] = &["减排量", "削减量", "减排总量", "溶解氧浓度"];
/// Pollutants whose name alone stands for the concentration.
const POLLUTANTS: &[&str] =
    &["PM2.5", "PM10", "O3", "NO2", "SO2", "细颗粒物", "可吸入颗粒物", "臭氧", "（PM2.5）", "（PM10）"];

/// Whether less of it is better.
pub(super) fn is_harmful(name: Passage<'_>) -> bool {
    let name = name.trim(&[' ']);
    name.ends_with_any(LESS) && !name.ends_with_any(MORE)
}

/// Whether a name is that of a pollutant, or of its concentration.
pub(super) fn is_pollutants_name(name: &str) -> bool {
    POLLUTANTS.iter().any(|pollutant| name.ends_with(pollutant)) || name.ends_with("浓度")
}

/// Whether words end with a pollutant: PM2.5 28.5微克/立方米.
pub(super) fn is_pollutant(head: Passage<'_>) -> bool {
    head.trim(&[' ']).ends_with_any(POLLUTANTS)
}
