//! Who stands beside a later date of a sentence and is not understood: 省甲局5月底前出台办法，各片区专班办7月底前制定细则. Nobody can
//! tell whom it means, but it is not the one who stands before.

use super::named;
use super::place;
use super::subject::{Kind, Subject};
use crate::date::DatePhrase;
use crate::text::{Passage, is_ideograph};

/// What ends the words for those who are addressed: 贵局, 你单位.
const OF_ADDRESSED: &[&str] = &["局", "委", "办", "厅", "司", "县", "市", "区", "单位", "公司", "部门"];
/// What such words, and those for who is left over, begin with, a word before them included.
const OPENINGS: &str = "贵你请并商函同其剩余";
/// They are not longer.
const ADDRESSED: usize = 4;
/// A level, without who it is there.
const OWN_LEVEL: &[&str] =
    &["省级", "自治区级", "市级", "州级", "盟级", "县级", "区级", "旗级", "乡级", "镇级", "村级", "乡镇级", "国家级"];
/// The words are not longer.
const LONGEST: usize = 14;
/// What ends the words for a body in front of a verb that is not known.
const ALONE: &[&str] = &[
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
];
/// What is done to such a body: 新建养老机构.
const DEEDS: &[&str] = &[
    "新", "引", "培", "淘", "关", "改", "建", "增", "打造", "设立", "清", "整", "支持", "鼓励", "检查", "取缔", "注销",
    "规范", "扶持", "评", "认定", "选", "确定", "约谈", "走访", "服务", "组建", "成立", "处罚", "对", "向", "为", "从",
];
/// What opens the words for all or some of a kind.
const GROUPS: &[&str] = &["各", "其他", "其余", "其它", "有关", "相关", "剩余"];
/// The words for those who are left, without their kind.
const REST: &[&str] = &["其余", "其他", "其它", "剩余", "余下"];
/// Bodies by names of two characters.
const SHORT: &[&str] = &["高校", "妇联", "残联", "文联", "科协", "工会", "团委", "法院", "党委"];
/// What ends the words for a body.
const BODIES: &[&str] = &[
    "厅",
    "局",
    "委",
    "办",
    "部",
    "署",
    "处",
    "委员会",
    "联合会",
    "工会",
    "协会",
    "商会",
    "学会",
    "管委会",
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
    "妇联",
    "残联",
    "法院",
    "检察院",
    "党工委",
    "媒体",
    "银行",
];
/// What ends the words for places.
const PLACES: &[&str] =
    &["县", "市", "区", "旗", "州", "盟", "镇", "乡", "村", "街道", "地方", "地区", "乡镇", "镇街", "县份"];
/// What ends the words for what may as well be built.
const SITES: &[&str] = &["中心", "医院", "学校", "中学", "小学", "学院", "大学", "站", "所", "院", "园区"];
/// The same behind a word for all or some of them.
const OF_GROUP: &[&str] =
    &["中小学", "企业", "社区", "片区", "街", "组", "队", "网点", "主体", "业主", "河长", "林长", "）"];
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
    "上线运行",
    "开业",
    "开放",
    "挂牌",
    "揭牌",
    "成立",
    "召开",
    "改造",
    "验收",
    "完成主体",
    "完成装修",
    "完成建设",
    "完成改造",
];
/// What words hold that tell of a thing, not of somebody.
const THINGS: &[&str] = &[
    "完成", "建成", "推进", "推动", "开展", "实施", "改造", "建设", "整治", "治理", "对", "将", "把", "使", "项目",
    "工程", "任务", "部署", "方案", "资金", "清单", "内部", "全部", "局部", "外部", "总部", "东部", "西部", "中部",
    "南部", "北部", "辖区", "按照",
];
/// What opens words in which somebody is urged or asked.
const URGES: &[&str] = &[
    "组织",
    "督促",
    "指导",
    "支持",
    "鼓励",
    "引导",
    "帮助",
    "协调",
    "要求",
    "涉及",
    "会同",
    "联合各",
    "联合有",
    "联合相",
    "配合",
    "报",
    "对",
    "将",
    "推动",
    "协助",
    "通过",
    "按照",
    "由于",
    "确保",
];
/// What ends words that are those for somebody whatever they tell besides: 建设单位.
const SURE: &[&str] = &[
    "单位",
    "部门",
    "专班",
    "工作组",
    "工作队",
    "联合会",
    "机构",
    "河长",
    "林长",
    "路长",
    "护林员",
    "网格员",
    "志愿者",
    "书记",
];
/// What 各 opens besides the words for all of a kind of bodies.
const NOT_ALL: &[&str] = &[
    "各项",
    "各类",
    "各种",
    "各阶段",
    "各环节",
    "各领域",
    "各处",
    "各条",
    "各批",
    "各标段",
    "各路段",
    "各节点",
    "各个",
    "各方面",
    "各点",
    "各段",
    "各期",
    "各线",
    "各自",
    "各1",
    "各一",
    "各2",
    "各两",
    "各新",
    "各建",
    "各完",
];

/// Who stands in front of a time that ends at `to`: of a later one all who look like somebody, of the first only those who are
/// addressed (贵局) or left over (其他苏木镇). `before` are the subjects of the sentence that stand before.
pub(super) fn before_time(clause: Passage<'_>, (from, to): (usize, usize), before: &[Subject]) -> Option<Subject> {
    let parted = clause.to(from).chars().iter().filter(|c| **c == '由').count() > 1;
    let opens = clause.at(clause.start()).is_some_and(|c| OPENINGS.contains(c));
    if !opens && !parted && !before.iter().any(|subject| subject.kind == Kind::Body) {
        return None;
    }
    let words = named::words_before(clause, from);
    let addressed =
        words.len() <= ADDRESSED && words.strip_prefix(&["贵", "你"]).is_some_and(|w| w.ends_with_any(OF_ADDRESSED));
    let others = words.strip_prefix(REST).is_some() && words.ends_with_any(PLACES) && looks(words, false);
    if addressed || others || in_parts(words) {
        return Some(of(clause.start(), words));
    }
    before.iter().find(|subject| subject.kind == Kind::Body)?;
    let whole = |listed: &[&str]| words.matches_any(words.start(), listed).is_some_and(|(_, end)| end == words.end());
    let known = whole(REST) || whole(OWN_LEVEL); // 其余9月底前完成, 市级7月底前抽查
    let built = clause.from(to).strip_prefix(BUILT).is_some();
    (known || looks(words, built)).then(|| of(clause.start(), words))
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
    let verb = ends.clone().find(|end| named::is_verb_at(words, *end));
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
    let done = who.strip_prefix(DEEDS).is_some() || named::is_verb_at(who, who.start());
    rest.len() > 1 && goes_on && !done && who.ends_with_any(ALONE) && !who.contains_any(THINGS) && looks(who, false)
}

fn of(start: usize, words: Passage<'_>) -> Subject {
    Subject { start, end: words.end(), owed: vec![words.to_string()], kind: Kind::Unsure }
}

/// Whether words look like those for somebody; a thing that is built is none, unless all of a kind are meant.
fn looks(words: Passage<'_>, built: bool) -> bool {
    if SHORT.contains(&words.to_string().as_str()) {
        return true;
    }
    let group = words.strip_prefix(GROUPS).is_some();
    let plain = words.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '（' | '）' | '、'));
    let towns = words.ends_with_any(&["乡镇", "镇街", "地方", "地区"]);
    let place = words.ends_with_any(PLACES) && (towns || !place::is_no_place(words)) && !built;
    let site = words.ends_with_any(SITES) && !built;
    let of_group =
        group && (words.ends_with_any(PLACES) || words.ends_with_any(SITES) || words.ends_with_any(OF_GROUP));
    let all = words.starts_with("各") && words.strip_prefix(NOT_ALL).is_none() && !built; // 各水厂
    let ends = place || site || of_group || all || words.ends_with_any(BODIES) || words.ends_with_any(SURE);
    let short = (3..=LONGEST).contains(&words.len()) && words.strip_prefix(URGES).is_none();
    short && plain && ends && (words.ends_with_any(SURE) || !words.contains_any(THINGS))
}
