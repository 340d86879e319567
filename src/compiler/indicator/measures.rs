//! What is measured, by the ends of its names.

/// What the name of a bare figure ends with: 重污染天数比率0.0%.
pub(super) const MEASURES: &[&str] = &[
    "率",
    "比例",
    "占比",
    "比重",
    "浓度",
    "总量",
    "数量",
    "面积",
    "指数",
    "增速",
    "增幅",
    "涨幅",
    "降幅",
    "系数",
    "强度",
    "规模",
    "总额",
    "余额",
    "总值",
    "增加值",
    "产量",
    "存量",
    "成本",
];
