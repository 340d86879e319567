//! What does not open the name of a body or a place: what is done to it, or with it.

use crate::text::{Passage, Terms};
use crate::verbs::{Tells, verb_at};

/// Prepositions and verbs in front of a body that somebody turns to: 向省政府报送, 配合省甲厅完成, 经省委审定.
const TURNED_TO: &Terms = &Terms::new(&[
    "向", "按", "配合", "协调", "接受", "通过", "会同", "根据", "结合", "支持", "推动", "协助", "委托", "依托", "商请",
    "提请", "邀请", "组织", "指导", "督促", "联系", "对接", "争取", "服从", "落实", "对照", "围绕", "参照", "报经",
    "报请", "呈报", "上报", "抄送", "移交", "征求", "听取", "服务", "参加", "参与", "协同", "提交", "交由", "转交",
    "授权", "聘请", "商", "经",
]);
/// Names that only open like one: 商务局, 经信局, 联合会, 组织部.
const NAMES: &Terms = &Terms::new(&[
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
]);

/// Whether words open with what somebody does with a body that is named behind it, and are no name themselves.
pub(super) fn turns_to(words: Passage<'_>) -> bool {
    const HOW: &Terms =
        &Terms::new(&["分两批", "分三批", "分批", "分期", "及时", "按时", "如期", "按期", "同步", "统一"]);
    let words = words.strip_prefix(HOW).unwrap_or(words); // 分两批|向省甲办报送
    let joint = words.strip_prefix(&["联合"]).is_some_and(|rest| !rest.starts_with("会") && !rest.starts_with("社"));
    joint || (words.strip_prefix(TURNED_TO).is_some() && words.strip_prefix(NAMES).is_none())
}

/// Whether words open with a verb of doing: no place is called so.
pub(super) fn does(words: Passage<'_>) -> bool {
    verb_at(words, words.start(), Tells::OfNoPlace).is_some()
}
