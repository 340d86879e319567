//! Who stands beside a later date of a sentence and is not understood: 省甲局5月底前出台办法，各片区专班办7月底前制定细则. Nobody can
//! tell whom it means, but it is not the one who stands before.

use super::class;
use super::looks::{BUILT, LONGEST, PLACES, SURE, THINGS, URGES, looks};
use super::named;
use super::subject::{Kind, Subject};
use super::turned;
use super::verbs;
use crate::date::DatePhrase;
use crate::region;
use crate::text::{Passage, Terms, is_ideograph};

/// What ends the words for those who are addressed: 贵局, 你单位.
const OF_ADDRESSED: &Terms = &Terms::new(&["局", "委", "办", "厅", "司", "县", "市", "区", "单位", "公司", "部门"]);
/// What such words, and those for who is left over, begin with, a word before them included.
const OPENINGS: &str = "贵你请并商函同其剩余";
/// They are not longer.
const ADDRESSED: usize = 4;
/// A level, without who it is there.
const OWN_LEVEL: &[&str] =
    &["省级", "自治区级", "市级", "州级", "盟级", "县级", "区级", "旗级", "乡级", "镇级", "村级", "乡镇级", "国家级"];
/// What ends the words for a body in front of a verb that is not known.
const ALONE: &Terms = &Terms::new(&[
    "机构",
    "单位",
    "部门",
    "公司",
    "集团",
    "专班",
    "工作组",
    "工作队",
    "支队",
    "总队",
    "大队",
    "联合会",
    "协会",
    "商会",
    "委员会",
    "管委会",
    "办事处",
    "街道办",
]);
/// What is done to such a body: 新建养老机构.
const DEEDS: &Terms = &Terms::new(&[
    "新", "引", "培", "淘", "关", "改", "建", "增", "打造", "设立", "清", "整", "支持", "鼓励", "检查", "取缔", "注销",
    "规范", "扶持", "评", "认定", "选", "确定", "约谈", "走访", "服务", "组建", "成立", "处罚", "对", "向", "为", "从",
]);
/// What ends the words for those who do something, whoever stands before: 工业园区管理机构, 盟市所在地旗县区. What only stands
/// there may be built is none of them.
const SELF: &Terms = &Terms::new(&[
    "主体",
    "旗县区",
    "县市区",
    "旗县",
    "区县",
    "县区",
    "市县",
    "县（市、区）",
    "县（区）",
    "乡镇",
    "乡镇（街道）",
    "镇街",
    "卫生院",
    "卫生室",
    "两级",
    "三级",
    "地区",
    "沿线城市",
    "沿江城市",
    "沿海城市",
]);
/// The words for all of a kind without a word for all: 街道每月25日前汇总.
const BARE: &[&str] =
    &["街道", "社区", "村", "村（社区）", "镇街", "乡镇", "学校", "医院", "企业", "园区", "部门", "单位", "县区"];
/// Such words that tell of a kind of places: 农村地区.
const KINDS: &[&str] = &["农村", "城市", "城镇", "全地区", "本地区", "山区", "贫困"];
/// The words for those who are left, without their kind.
const REST: &[&str] = &["其余", "其他", "其它", "剩余", "余下"];

/// Who stands in front of a time that ends at `to`: of a later one all who look like somebody, of the first only those who are
/// addressed (贵局) or left over (其他苏木镇). `before` are the subjects of the sentence that stand before.
pub(super) fn before_time(clause: Passage<'_>, (from, to): (usize, usize), before: &[Subject]) -> Option<Subject> {
    let parted = clause.to(from).chars().iter().filter(|c| **c == '由').count() > 1;
    let opens = clause.at(clause.start()).is_some_and(|c| OPENINGS.contains(c));
    let body = before.iter().any(|subject| matches!(subject.kind, Kind::Body | Kind::Unsure));
    let words = named::words_before(clause, from);
    if !opens && !parted && !body {
        return alone(clause, words, to).then(|| of(clause.start(), words));
    }
    let addressed =
        words.len() <= ADDRESSED && words.strip_prefix(&["贵", "你"]).is_some_and(|w| w.ends_with_any(OF_ADDRESSED));
    let others = words.strip_prefix(REST).is_some() && words.ends_with_any(PLACES) && looks(words, false);
    if addressed || others || in_parts(words) {
        return Some(of(clause.start(), words));
    }
    if !body {
        return None;
    }
    let whole = |listed: &[&str]| words.matches_any(words.start(), listed).is_some_and(|(_, end)| end == words.end());
    let known = whole(REST) || whole(OWN_LEVEL); // 其余9月底前完成, 市级7月底前抽查
    let built = clause.from(to).strip_prefix(BUILT).is_some();
    (known || looks(words, built)).then(|| of(clause.start(), words))
}

/// 整治责任主体|于6月底前申请验收: whom no list has, in front of the first time, and who surely does something.
fn alone(clause: Passage<'_>, words: Passage<'_>, to: usize) -> bool {
    const GROUP: usize = 20;
    let each = words.strip_prefix(&["每个", "每村"]).is_some() && !words.contains_any(THINGS);
    let bare = BARE.contains(&words.to_string().as_str());
    let group = words.ends_with_any(SELF) && words.strip_prefix(KINDS).is_none() && words.len() <= GROUP;
    let level = OWN_LEVEL.contains(&words.to_string().as_str());
    let sure = (words.ends_with_any(SURE) || words.starts_with("各")) && looks(words, false);
    if !(each || bare || group || level || sure) || words.is_empty() {
        return false;
    }
    let behind = clause.from(to);
    let charged = words.ends_with_any(&["责任主体", "实施主体", "责任单位"]); // 整治责任主体
    let built = !charged && (behind.contains_any(BUILT) || class::counts(behind));
    let deed = !charged && words.strip_prefix(DEEDS).is_some();
    let done = deed || (!charged && !each && verbs::is_verb_at(words, words.start())) || turned::turns_to(words);
    let all = region::ALL.iter().any(|all| words.starts_with(all)) || words.contains_any(&["%", "对", "将", "把"]);
    !built && !done && !all && words.strip_prefix(URGES).is_none()
}

/// 主干道由甲局、背街小巷由各街道: each does a part of it.
fn in_parts(words: Passage<'_>) -> bool {
    words.contains("、") && words.chars().iter().filter(|c| **c == '由').count() > 1
}

/// Who stands right behind a later date, in front of what is done.
pub(super) fn behind_date(clause: Passage<'_>, date: &DatePhrase, before: &[Subject]) -> Option<Subject> {
    before.iter().find(|subject| subject.kind == Kind::Body && subject.end <= date.from)?;
    in_front_of_verb(clause.from(date.to))
}

/// Who opens the clause behind one that is nothing but a later date: 8月底前，|各行业主管部门|完成整治.
pub(super) fn behind_comma(
    clause: Passage<'_>,
    last: Option<Passage<'_>>,
    dates: &[DatePhrase],
    before: &[Subject],
) -> Option<Subject> {
    let last = last?;
    let date = dates.get(dates.partition_point(|date| date.start < last.start()))?;
    let whole = date.start == last.start() && date.end == last.end();
    before.iter().find(|subject| whole && subject.kind == Kind::Body && subject.end <= date.from)?;
    in_front_of_verb(clause)
}

fn in_front_of_verb(words: Passage<'_>) -> Option<Subject> {
    let ends = words.start() + 2..=(words.start() + LONGEST).min(words.end());
    let verb = ends.clone().find(|end| verbs::is_verb_at(words, *end));
    let known =
        verb.map(|end| words.to(end)).filter(|who| looks(*who, words.from(who.end()).strip_prefix(BUILT).is_some()));
    let who = known.or_else(|| ends.map(|end| words.to(end)).find(|who| is_body(words, *who)))?;
    Some(of(words.start(), who))
}

/// 第三方机构|评估: the words for a body, whatever it does.
fn is_body(words: Passage<'_>, who: Passage<'_>) -> bool {
    let rest = words.from(who.end());
    let goes_on =
        rest.at(rest.start()).is_some_and(|c| is_ideograph(c) && !"的数和与及等均全达为内化名个家".contains(c));
    let done = who.strip_prefix(DEEDS).is_some() || verbs::is_verb_at(who, who.start());
    rest.len() > 1 && goes_on && !done && who.ends_with_any(ALONE) && !who.contains_any(THINGS) && looks(who, false)
}

fn of(start: usize, words: Passage<'_>) -> Subject {
    Subject { start, end: words.end(), owed: vec![words.to_string()], kind: Kind::Unsure }
}
