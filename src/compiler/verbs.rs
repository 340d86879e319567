//! Verbs of plans, each once, with what it tells at its place.

use std::sync::OnceLock;

use self::Tells::{AtTime, OfBodies, OfDepartments, OfNoPlace};
use super::text::{Marks, Passage};
use super::words::{Beginnings, beginning, by_first};

/// What a verb tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    /// Behind a month, a quarter or a day: that it is done then. 3月摸底, 6月15日公示.
    AtTime,
    /// Behind a name: that it is a body or a place, which does it.
    OfBodies,
    /// The same, of departments alone: behind the name of a place it as well tells what is done there, 矿区治理.
    OfDepartments,
    /// At the beginning of words: that they are no name of a place. 培训乡厨, 到位市外资金, 提级改造县道.
    OfNoPlace,
}

/// Verbs that tell the same.
type Alike = (&'static [Tells], &'static [&'static str]);

/// The verbs.
const VERBS: &[Alike] = &[
    (
        &[AtTime],
        &[
            "通报情况",
            "巡检",
            "普查",
            "评比",
            "分析",
            "对账",
            "选址",
            "勘察",
            "设计",
            "开标",
            "进行",
            "部署",
            "动员",
            "复工",
            "进场",
            "施工",
            "动工",
            "开建",
            "合龙",
            "收尾",
            "交工",
            "结算",
            "审计",
            "报审",
            "报批",
            "送审",
            "征集",
            "论证",
            "建设",
            "结束",
            "签约",
            "入驻",
            "放流",
            "体检",
            "采样",
            "调试",
            "联调",
            "启用",
            "开放",
            "开业",
            "营业",
            "提请",
            "确定",
            "下发",
            "转发",
            "述职",
            "通气",
            "新增",
            "争创",
            "取消",
            "突破",
            "立项",
            "供水",
            "供热",
            "蓄水",
        ],
    ),
    (&[AtTime, OfBodies], &["通报", "汇总", "移交", "审议", "审定", "编制", "制定", "建立", "拆除", "提出", "划定"]),
    (
        &[AtTime, OfDepartments],
        &[
            "督查", "督导", "复核", "复查", "抽检", "考核", "评估", "评审", "总结", "调度", "研判", "摸底", "摸排",
            "招标", "整治", "公示", "申报", "举行", "实施", "推进", "征求", "起草", "修订", "形成", "改造", "清淤",
            "销号", "办结", "调研", "演练", "宣传", "签订", "播种", "补植", "接种", "兑现", "约谈", "新建", "打造",
            "推出", "遴选", "招录", "培育", "关闭", "成立", "组建", "设立", "试点", "研究", "会商",
        ],
    ),
    (
        &[AtTime, OfDepartments, OfNoPlace],
        &[
            "检查", "抽查", "巡查", "评选", "采购", "整改", "表彰", "举办", "完善", "更新", "搬迁", "走访", "慰问",
            "培训", "招聘", "投放", "种植", "监测", "更换", "安装", "发放", "引进", "修复", "治理", "创建", "推广",
        ],
    ),
    (&[AtTime, OfBodies, OfNoPlace], &["排查", "核查", "淘汰", "关停", "清理", "选派", "落实"]),
    (&[AtTime, OfNoPlace], &["巩固", "通过", "推开", "贯通", "创成", "升级", "压减", "打通"]),
    (
        &[OfBodies],
        &[
            "印发", "完成", "组织", "牵头", "会同", "报送", "出台", "开展", "提交", "公布", "下达", "上报", "发布",
            "启动", "督促", "指导", "负责", "要", "应", "须", "每", "分别", "安排", "消除", "验收", "拨付", "公开",
            "派员",
        ],
    ),
    (&[OfBodies, OfNoPlace], &["建成", "实现"]),
    (
        &[OfDepartments],
        &[
            "审核", "审查", "考评", "召开", "推动", "加强", "优化", "公告", "归集", "上线", "认定", "梳理", "登记",
            "申请", "审批", "办理", "回访", "反馈", "报告", "备案", "配齐", "处置", "打击", "防治", "筛查", "检修",
            "修改", "点评", "收回", "追回",
        ],
    ),
    (
        &[OfDepartments, OfNoPlace],
        &[
            "健全", "开通", "配备", "选聘", "安置", "帮扶", "救助", "化解", "查处", "取缔", "腾退", "征收", "出让",
            "收储", "供应", "储备", "维修", "养护", "疏浚", "绿化", "造林", "管护",
        ],
    ),
    (
        &[OfNoPlace],
        &[
            "到位", "利用", "提级", "硬化", "修缮", "吸引", "争取", "接待", "服务", "覆盖", "惠及", "带动", "转移",
            "命名", "培养", "承办", "扩建", "改建", "拓宽", "抚育", "调解", "清运", "回收", "盘活", "消化", "拆迁",
            "结对", "资助", "补贴", "补助", "奖励", "应用", "延伸", "连接", "布设", "加装", "配置", "购置", "投入",
            "扩大", "提高", "增加", "减少", "下降", "达到", "超过", "力争", "全面", "逐步", "开发", "收购", "发展",
            "新改", "规划", "轮训", "招引", "迁建", "整合", "撤并", "配套", "扩种",
        ],
    ),
];
/// What they begin with.
const BEGINNINGS: Marks = beginnings();

const fn beginnings() -> Marks {
    let (mut marks, mut rest) = (Marks::none(), VERBS);
    while let Some((alike, others)) = rest.split_first() {
        (marks, rest) = (marks.and_first_of_all(alike.1), others);
    }
    marks
}

/// A verb, with what it tells.
type Verb = (&'static str, &'static [Tells]);

/// The longest verb at a place that tells something, and its end.
pub(super) fn verb_at(text: Passage<'_>, at: usize, tells: Tells) -> Option<(&'static str, usize)> {
    static BY_FIRST: OnceLock<Beginnings<Verb>> = OnceLock::new();
    let first = text.at(at).filter(|first| BEGINNINGS.may_be(*first))?;
    let table = BY_FIRST.get_or_init(|| by_first(verbs(), |(verb, _)| verb));
    let telling = beginning(table, Some(first)).iter().filter(|(_, all)| all.contains(&tells));
    telling.filter_map(|(verb, _)| text.matches(at, verb).map(|end| (*verb, end))).max_by_key(|(_, end)| *end)
}

fn verbs() -> impl Iterator<Item = Verb> {
    VERBS.iter().flat_map(|(tells, verbs)| verbs.iter().map(move |verb| (*verb, *tells)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_verb_stands_in_the_list_once() {
        let mut verbs: Vec<&str> = verbs().map(|(verb, _)| verb).collect();
        verbs.sort_unstable();
        assert_eq!(verbs.windows(2).find(|pair| pair[0] == pair[1]), None);
    }

    #[test]
    fn a_verb_tells_what_it_is_marked_with_and_nothing_else() {
        let text = text_of("通报情况，培训，负责");
        let told = |at, tells| verb_at(text.whole(), at, tells).map(|(verb, _)| verb);
        assert_eq!((told(0, AtTime), told(0, OfBodies), told(0, OfNoPlace)), (Some("通报情况"), Some("通报"), None));
        assert_eq!((told(5, OfDepartments), told(5, OfBodies), told(5, OfNoPlace)), (Some("培训"), None, Some("培训")));
        assert_eq!((told(8, OfBodies), told(8, AtTime), told(9, OfBodies)), (Some("负责"), None, None));
    }
}
