//! Who stands beside a later date of a sentence and is not understood: 省甲局5月底前出台办法，各片区专班办7月底前制定细则. Nobody can
//! tell whom it means, but it is not the one who stands before.

use super::named;
use super::place;
use super::subject::{Kind, Subject};
use crate::date::DatePhrase;
use crate::text::{Passage, is_ideograph};

/// The words are not longer.
const LONGEST: usize = 14;
/// What opens the words for all or some of a kind.
const GROUPS: &[&str] = &["各", "其他", "其余", "其它", "有关", "相关", "剩余"];
/// The words for those who are left, without their kind.
const REST: &[&str] = &["其余", "其他", "其它", "剩余", "余下"];
/// What ends the words for somebody.
const ENDS: &[&str] = &[
    "厅",
    "局",
    "委",
    "办",
    "部",
    "署",
    "县",
    "市",
    "区",
    "旗",
    "州",
    "盟",
    "镇",
    "乡",
    "村",
    "街道",
    "委员会",
    "联合会",
    "工会",
    "协会",
    "商会",
    "学会",
    "管委会",
    "监管局",
    "单位",
    "部门",
    "机构",
    "公司",
    "集团",
    "支队",
    "总队",
    "大队",
    "工作队",
    "专班",
    "工作组",
    "联社",
    "办事处",
    "支行",
    "分行",
    "高校",
];
/// The same behind a word for all or some of them.
const ENDS_OF_GROUP: &[&str] =
    &["学校", "医院", "中心", "社区", "园区", "企业", "片区", "街", "站", "所", "院", "）", "银行", "县份", "地区"];
/// What a place or a thing is that somebody does by then: 示范区9月底前建成.
const BUILT: &[&str] = &[
    "建成",
    "基本建成",
    "全面建成",
    "开工",
    "竣工",
    "完工",
    "通车",
    "投用",
    "投产",
    "封顶",
    "交付",
    "开园",
    "启用",
    "运营",
    "运行",
    "投入",
    "主体",
    "上线",
    "开业",
    "开放",
    "挂牌",
    "揭牌",
    "成立",
    "召开",
    "改造",
    "验收",
];
/// What words hold that tell of a thing, not of somebody.
const THINGS: &[&str] = &[
    "完成", "建成", "推进", "推动", "开展", "实施", "改造", "建设", "整治", "治理", "对", "将", "把", "使", "项目",
    "工程", "任务", "工作", "方案", "资金", "清单", "内部", "全部", "局部", "外部", "东部", "西部", "中部", "南部",
    "北部",
];

/// Who stands in front of a later date. `before` are the subjects of the sentence that stand before.
pub(super) fn before_date(clause: Passage<'_>, date: &DatePhrase, before: &[Subject]) -> Option<Subject> {
    let first = before.iter().rfind(|subject| subject.kind == Kind::Body)?;
    let words = named::words_before(clause, date.from);
    let places = first.owed.iter().all(|name| {
        name.ends_with(['县', '市', '区', '旗', '州', '盟', '镇', '乡', '）']) || name.chars().count() == 2
    });
    let rest = places && REST.contains(&words.to_string().as_str()); // 其余9月底前完成
    let built = clause.from(date.to).strip_prefix(BUILT).is_some();
    (rest || looks(words, built)).then(|| of(clause.start(), words))
}

/// Who stands right behind a later date, in front of what is done.
pub(super) fn behind_date(clause: Passage<'_>, date: &DatePhrase, before: &[Subject]) -> Option<Subject> {
    before.iter().find(|subject| subject.kind == Kind::Body && subject.end <= date.from)?;
    let ends = date.to + 2..=(date.to + LONGEST).min(clause.end());
    let end = ends.into_iter().find(|end| named::is_verb_at(clause, *end))?;
    let words = clause.cut(date.to, end);
    (words.len() > 2 && looks(words, false)).then(|| of(date.to, words))
}

fn of(start: usize, words: Passage<'_>) -> Subject {
    Subject { start, end: words.end(), owed: vec![words.to_string()], kind: Kind::Unsure }
}

/// Whether words look like those for somebody; a thing that is built is none, unless all of a kind are meant.
fn looks(words: Passage<'_>, built: bool) -> bool {
    let group = words.strip_prefix(GROUPS).is_some();
    let plain = words.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '（' | '）' | '、'));
    let ends = words.ends_with_any(ENDS) && (group || !place::is_no_place(words));
    let ends = ends || (group && words.ends_with_any(ENDS_OF_GROUP));
    (3..=LONGEST).contains(&words.len()) && plain && ends && !built && !words.contains_any(THINGS)
}
