//! Bodies of a kind, where a date follows them: 各项目单位, 市直部门, 三区, 珠三角九市.

use super::{counted, others, verbs};
use crate::text::{Passage, Terms};

/// What ends the words for all of a kind.
pub(super) const KINDS: &Terms = &Terms::new(&[
    "单位",
    "部门",
    "企业",
    "学校",
    "医院",
    "公司",
    "集团",
    "机构",
    "乡镇",
    "街道",
    "村",
    "社区",
    "园区",
    "开发区",
    "中心",
    "银行",
    "项目部",
    "专班",
    "成员单位",
    "高校",
    "卫生院",
    "卫生室",
    "保健院",
    "幼儿园",
    "林场",
    "景区",
    "工作队",
]);
/// What ends the words for bodies of a kind, of which nothing says that they are all: 水泥企业, 中省驻市单位.
const DOERS: &[&str] = &["企业", "单位", "部门", "城市群", "都市圈", "经济区"];
/// What opens words for those of whom something is told: 被约谈的县（区）.
const TOLD: &[&str] = &["被", "未", "已", "列入", "纳入", "承担", "有任务", "存在"];
/// What ends them.
const OF_TOLD: &Terms = &Terms::new(&["县", "市", "区", "）", "企业", "单位", "部门", "乡镇", "街道", "地方", "地区"]);
/// Cities of a kind: 省会城市.
const CITIES: &Terms = &Terms::new(&[
    "省会城市",
    "县级城市",
    "地级城市",
    "地级及以上城市",
    "副省级城市",
    "重点城市",
    "试点城市",
    "中心城市",
    "设市城市",
]);
/// What words hold that say what is done to bodies of a kind, not which of them do it.
const DONE_TO: &Terms = &Terms::new(&[
    "对", "的", "推动", "支持", "鼓励", "督促", "指导", "组织", "引导", "帮助", "推进", "完成", "建成", "新增", "培育",
    "引进", "淘汰", "关闭", "关停", "检查", "将", "把", "使", "让", "协助", "确定", "遴选", "更新", "建立", "摸排",
    "排查", "整治", "整改", "改造", "建设", "清理", "实现", "开展", "落实", "为", "与", "和", "至", "从", "召开",
    "选取", "新建", "个", "家", "%", "涉及",
]);
/// What says that there are to be so many of them.
const COUNTED: &Terms =
    &Terms::new(&["达到", "突破", "超过", "增长", "增加", "不少于", "总数", "数量", "累计", "翻番", "家"]);
/// Offices of a level that may as well be built: 县疾控中心.
const CENTRES: &Terms = &Terms::new(&[
    "中心",
    "医院",
    "保健院",
    "研究院",
    "设计院",
    "监测站",
    "管理站",
    "推广站",
    "监督所",
    "管理所",
    "研究所",
    "服务站",
]);
/// What their names begin with.
const LEVELS: &Terms = &Terms::new(&["自治区", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡"]);
/// What only begins like them.
const NO_LEVELS: &[&str] = &["市民", "市场", "区域", "县域", "镇村", "乡村", "省际"];
/// What stands before the departments of a level.
const DIRECT: &[&str] = &["省直", "市直", "州直", "县直", "区直"];
/// The words for bodies of a kind are not longer.
const CLASS: usize = 14;

/// Whether it is said how many there are to be, and not which rate they reach: 达到30家.
pub(super) fn counts(behind: Passage<'_>) -> bool {
    behind.contains_any(COUNTED) && !behind.contains_any(&["率", "%"])
}

/// 县疾控中心: an office of a level, which does something where it is not built.
pub(super) fn is_centre(name: Passage<'_>) -> bool {
    let levelled = name.strip_prefix(LEVELS).is_some_and(|rest| rest.len() > 2);
    levelled && name.ends_with_any(CENTRES) && name.strip_prefix(NO_LEVELS).is_none() && !name.contains_any(DONE_TO)
}

/// 某某集团: a company, for all that its name tells.
pub(super) fn is_company(words: Passage<'_>) -> bool {
    words.ends_with_any(&["集团", "公司"])
        && (4..=CLASS).contains(&words.len())
        && !verbs::is_verb_at(words, words.start())
}

/// Bodies of a kind that no list has, where a date follows them: 各项目单位, 市直部门, 某某集团, 三区.
pub(super) fn class(words: Passage<'_>) -> Option<Vec<String>> {
    let all = words.starts_with("各") && words.len() <= CLASS && words.ends_with_any(KINDS);
    let direct = words.strip_prefix(DIRECT).is_some_and(|rest| rest.ends_with_any(&["部门", "单位", "机关"]));
    let company = is_company(words);
    let team = words.len() > 3
        && words.len() <= CLASS
        && words.ends_with_any(&["督导组", "工作组", "工作队", "专班", "指挥部", "工作站"]);
    let some = words.len() <= CLASS && words.ends_with_any(DOERS) && words.len() > 3;
    let told = words.len() <= CLASS
        && words.strip_prefix(TOLD).is_some()
        && words.contains("的")
        && words.ends_with_any(OF_TOLD);
    let cities = CITIES.iter().any(|kind| words.to_string() == *kind);
    let some_of_kind = others::is_counted(words);
    let whole = !words.contains_any(DONE_TO);
    let one = !words.contains("、") && (all || direct || company || team || some_of_kind || counted::is_group(words));
    (cities || told || (whole && (one || some))).then(|| vec![words.to_string()])
}
