//! What does not open the name of a body or a place: what is done to it, or with it.

use crate::text::Passage;

/// Prepositions and verbs in front of a body that somebody turns to: 向省政府报送, 配合省甲厅完成, 经省委审定.
const TURNED_TO: &[&str] = &[
    "向", "按", "配合", "协调", "接受", "通过", "会同", "根据", "结合", "支持", "推动", "协助", "委托", "依托", "商请",
    "提请", "邀请", "组织", "指导", "督促", "联系", "对接", "争取", "服从", "落实", "对照", "围绕", "参照", "报经",
    "报请", "呈报", "上报", "抄送", "移交", "征求", "听取", "服务", "参加", "参与", "协同", "提交", "交由", "转交",
    "授权", "聘请", "商", "经",
];
/// Names that only open like one: 商务局, 经信局, 联合会, 组织部.
const NAMES: &[&str] = &[
    "商务",
    "商会",
    "商业",
    "商贸",
    "经信",
    "经济",
    "经发",
    "经开",
    "经合",
    "经贸",
    "经管",
    "组织部",
    "组织人",
    "服务中",
    "服务局",
    "服务办",
    "服务保",
    "会同县",
    "会同市",
    "指导中",
    "指导站",
    "协调办",
    "协调小",
    "督促检",
    "支持中",
    "通过市",
    "商州",
    "商丘",
    "商洛",
    "商水",
    "商城",
    "商河",
    "商南",
    "商都",
    "经棚",
    "服务区",
];
/// Verbs in front of what is made, trained or moved somewhere: 培训乡厨, 到位市外资金, 提级改造县道.
const DEEDS: &[&str] = &[
    "到位", "利用", "培训", "养护", "提级", "硬化", "修缮", "维修", "更新", "清理", "落实", "引进", "吸引", "争取",
    "接待", "服务", "覆盖", "惠及", "带动", "转移", "招聘", "选派", "发放", "评选", "命名", "表彰", "培养", "举办",
    "承办", "慰问", "走访", "检查", "抽查", "扩建", "改建", "升级", "拓宽", "建成", "打通", "疏浚", "治理", "修复",
    "种植", "造林", "抚育", "绿化", "管护", "巡查", "监测", "调解", "化解", "查处", "整改", "核查", "排查", "清运",
    "回收", "出让", "供应", "盘活", "消化", "收储", "征收", "拆迁", "安置", "搬迁", "帮扶", "结对", "资助", "救助",
    "补贴", "补助", "奖励", "投放", "推广", "应用", "开通", "延伸", "连接", "贯通", "布设", "安装", "更换", "加装",
    "配备", "配置", "购置", "采购", "投入", "完善", "健全", "巩固", "扩大", "提高", "增加", "减少", "压减", "下降",
    "实现", "达到", "超过", "力争", "全面", "逐步", "开发", "取缔", "关停", "淘汰", "腾退", "收购", "发展", "新改",
    "规划", "轮训", "招引", "迁建", "整合", "撤并", "创建", "创成", "储备", "选聘", "配套", "扩种",
];

/// Whether words open with what somebody does with a body that is named behind it, and are no name themselves.
pub(super) fn turns_to(words: Passage<'_>) -> bool {
    let joint = words.strip_prefix(&["联合"]).is_some_and(|rest| !rest.starts_with("会") && !rest.starts_with("社"));
    joint || (words.strip_prefix(TURNED_TO).is_some() && words.strip_prefix(NAMES).is_none())
}

/// Whether words open with a verb of doing: no place is called so.
pub(super) fn does(words: Passage<'_>) -> bool {
    words.strip_prefix(DEEDS).is_some()
}
