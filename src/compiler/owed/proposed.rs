//! Classes of bodies and places in their own words: 各中小学, 沿河乡镇, 盟市所在地旗县区. Who knows the region can tell who they are, so
//! that they are proposed as they are written; nobody can tell who 其余, 第三方机构 or 贵局 is.

use super::others;
use super::subject::{Kind, Subject};
use crate::text::{Passage, Terms};

/// What makes all or some of a kind.
const WHICH: &[&str] = &["各", "每个", "每村", "有关", "相关", "所有"];
/// What the words for a class end with, whatever stands before.
const KINDS: &Terms = &Terms::new(&[
    "旗县区",
    "旗县",
    "县市区",
    "县区",
    "区县",
    "市县",
    "县（市、区）",
    "县（市）",
    "县（区）",
    "乡镇",
    "乡镇（街道）",
    "镇（街道）",
    "镇街",
    "街道",
    "社区",
    "村",
    "高校",
    "高等学校",
    "中小学",
    "中小学校",
    "乡镇学校",
    "学校",
    "幼儿园",
    "医院",
    "卫生院",
    "卫生室",
    "医疗机构",
    "企业",
    "建设单位",
    "施工单位",
    "部门",
    "河长",
    "林长",
    "沿线城市",
    "沿江城市",
    "沿海城市",
]);
/// What words hold that tell of one body, or of so many that nobody can tell which they are.
const OF_ONE: &Terms = &Terms::new(&["的", "由", "新组建", "第三方", "名单", "上述", "其中", "两级", "三级"]);

/// Whether nobody can tell whom the words for a subject mean, where they are all that is known of it.
pub(crate) fn is_unknown(subject: &Subject, whole: Passage<'_>) -> bool {
    subject.kind == Kind::Unsure && !is_class(whole.cut(subject.start, subject.end))
}

fn is_class(words: Passage<'_>) -> bool {
    let counted = words.chars().iter().any(char::is_ascii_digit);
    let others = others::OTHERS.iter().any(|word| words.starts_with(word));
    let kind = words.strip_prefix(WHICH).is_some() || words.ends_with_any(KINDS);
    kind && !counted && !others && !words.contains("、") && !words.contains_any(OF_ONE)
}
