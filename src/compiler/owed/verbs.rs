//! What bodies do.

use crate::text::Passage;

/// What a body or a place does.
const VERBS: &[&str] = &[
    "制定", "印发", "完成", "组织", "牵头", "会同", "报送", "出台", "开展", "编制", "提交", "公布", "建成", "下达",
    "上报", "发布", "启动", "建立", "督促", "指导", "汇总", "负责", "要", "应", "须", "每", "分别", "安排", "落实",
    "实现", "消除", "拆除", "关停", "淘汰", "清理", "排查", "提出", "审定", "审议", "通报", "移交", "验收", "拨付",
    "划定", "核查", "公开", "派员", "选派",
];
/// What departments do besides: behind the name of a place these as well tell what is done there, 矿区治理.
const OF_DEPARTMENTS: &[&str] = &[
    "抽查", "检查", "督查", "督导", "复核", "复查", "审核", "审查", "评估", "评审", "考核", "考评", "调度", "调研",
    "走访", "培训", "宣传", "举办", "召开", "举行", "监测", "抽检", "巡查", "整治", "整改", "治理", "改造", "新建",
    "修复", "采购", "招标", "签订", "更新", "推广", "推出", "实施", "推进", "推动", "加强", "优化", "完善", "健全",
    "修订", "起草", "研究", "征求", "公示", "公告", "发放", "兑现", "归集", "上线", "开通", "试点", "遴选", "认定",
    "评选", "表彰", "形成", "梳理", "摸排", "摸底", "登记", "申报", "申请", "审批", "办理", "办结", "回访", "反馈",
    "报告", "总结", "备案", "销号", "配备", "配齐", "安装", "更换", "投放", "培育", "引进", "招录", "招聘", "选聘",
    "安置", "帮扶", "慰问", "救助", "化解", "处置", "查处", "打击", "取缔", "关闭", "腾退", "搬迁", "征收", "出让",
    "收储", "供应", "储备", "播种", "种植", "防治", "接种", "筛查", "演练", "检修", "维修", "养护", "清淤", "疏浚",
    "绿化", "造林", "补植", "管护", "设立", "成立", "组建", "打造", "创建", "修改", "约谈", "点评", "研判", "会商",
    "收回", "追回",
];
/// What the names of departments end with, for that.
const DEPARTMENTS: &str = "厅局委办署府";

/// Whether a verb for what a body does stands at `at`.
pub(super) fn is_verb_at(clause: Passage<'_>, at: usize) -> bool {
    clause.matches_any(at, VERBS).is_some()
}

/// Whether one stands behind a name that ends at `at`.
pub(super) fn follows(clause: Passage<'_>, at: usize) -> bool {
    let department = clause.before(at).is_some_and(|c| DEPARTMENTS.contains(c));
    is_verb_at(clause, at) || (department && clause.matches_any(at, OF_DEPARTMENTS).is_some())
}
