//! Departments, companies and places by their names, where they are the subject: 市水利局4月底前…, 4月底前市水利局印发….

use super::counted::listed;
use super::place;
use super::subject::{Kind, Subject};
use crate::bodies;
use crate::places;
use crate::registry::UnitRegistry;
use crate::sentence::split_outside;
use crate::text::Passage;

/// Words between a subject and a date or verb.
pub(super) const BETWEEN: &[&str] = &[
    "可延长至",
    "可延至",
    "延长至",
    "延期至",
    "顺延至",
    "推迟至",
    "延至",
    "可延长",
    "可延期",
    "可延",
    "延长",
    "延期",
    "顺延",
    "推迟",
    "延",
    "分别",
    "率先",
    "提前",
    "派员",
    "力争",
    "争取",
    "负责",
    "原则上",
    "应当",
    "要",
    "应",
    "须",
    "需",
    "将",
    "均",
    "都",
    "在",
    "于",
    "务必",
];
/// Words before a subject.
const OPENERS: &[&str] = &["其中", "同时", "并由", "请", "由", "除了", "除"];
/// Words that say how often, and open no name: 每月5日前市甲局.
const PACES: &[&str] = &["每年", "每半年", "每季", "每月", "每旬", "每周", "每日", "按月", "按季", "逐月", "逐季"];
/// What ends the words for all of a kind.
const KINDS: &[&str] = &[
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
    "林场",
    "景区",
    "工作队",
];
/// What ends the words for bodies of a kind, of which nothing says that they are all: 水泥企业, 中省驻市单位.
const DOERS: &[&str] = &["企业", "单位", "部门", "城市群", "都市圈", "经济区"];
/// What opens words for those of whom something is told: 被约谈的县（区）.
const TOLD: &[&str] = &["被", "未", "已", "列入", "纳入", "承担", "有任务", "存在"];
/// What ends them.
const OF_TOLD: &[&str] = &["县", "市", "区", "）", "企业", "单位", "部门", "乡镇", "街道", "地方", "地区"];
/// The level itself, without those below it: 市本级.
const OWN: &[&str] = &["省本级", "市本级", "县本级", "区本级", "州本级", "自治区本级"];
/// Cities of a kind: 省会城市.
const CITIES: &[&str] = &[
    "省会城市",
    "县级城市",
    "地级城市",
    "地级及以上城市",
    "副省级城市",
    "重点城市",
    "试点城市",
    "中心城市",
    "设市城市",
];
/// What words hold that say what is done to bodies of a kind, not which of them do it.
const DONE_TO: &[&str] = &[
    "对", "的", "推动", "支持", "鼓励", "督促", "指导", "组织", "引导", "帮助", "推进", "完成", "建成", "新增", "培育",
    "引进", "淘汰", "关闭", "关停", "检查", "将", "把", "使", "让", "协助", "确定", "遴选", "更新", "建立", "摸排",
    "排查", "整治", "整改", "改造", "建设", "清理", "实现", "开展", "落实", "为", "与", "和", "至", "从", "召开",
    "选取", "新建", "个", "家", "%", "涉及",
];
/// What says that there are to be so many of them.
const COUNTED: &[&str] = &["达到", "突破", "超过", "增长", "增加", "不少于", "总数", "数量", "累计", "翻番", "家"];
/// Bodies of a level that are no departments, and what their names begin with: 市总工会.
const OFFICES: &[&str] = &[
    "总工会",
    "工会",
    "联合会",
    "协会",
    "残联",
    "妇联",
    "文联",
    "科协",
    "工商联",
    "供销社",
    "联社",
    "法院",
    "检察院",
    "支队",
    "总队",
    "大队",
    "调查队",
    "海关",
    "银行",
];
const LEVELS: &[char] = &['省', '市', '州', '盟', '县', '区', '旗', '镇', '乡', '自'];
/// What stands before the departments of a level.
const DIRECT: &[&str] = &["省直", "市直", "州直", "县直", "区直"];
/// The words for bodies of a kind are not longer.
const CLASS: usize = 14;
/// A list of names is not longer.
const LIST: usize = 60;
/// A name right before a verb is not longer.
pub(super) const NAME: usize = 24;
/// What the last character of a body's name may be.
pub(super) const LAST: &[char] =
    &['厅', '局', '委', '办', '部', '署', '会', '府', '室', '司', '县', '区', '镇', '乡', '校'];
/// Words that end like the name of a body and are none.
const NO_BODY: &[&str] = &[
    "全部",
    "内部",
    "外部",
    "局部",
    "交办",
    "承办",
    "主办",
    "经办",
    "开办",
    "举办",
    "兴办",
    "督办",
    "协办",
    "申办",
    "代办",
    "帮办",
    "通办",
    "可办",
    "社会",
    "机会",
    "大会",
    "年会",
    "现场会",
    "推进会",
    "座谈会",
    "发布会",
    "部署",
    "教室",
    "科室",
    "企业办",
];
/// What opens the words for those to whom something is handed in.
const REPORTS: &[&str] = &["报", "送", "提请", "提交", "呈", "抄送", "交由", "转"];
/// What a body does.
const VERBS: &[&str] = &[
    "制定", "印发", "完成", "组织", "牵头", "会同", "报送", "出台", "开展", "编制", "提交", "公布", "建成", "下达",
    "上报", "发布", "启动", "建立", "督促", "指导", "汇总", "负责", "要", "应", "须", "每", "分别", "安排", "落实",
    "实现", "消除", "拆除", "关停", "淘汰", "清理", "排查", "提出", "审定", "审议", "通报", "移交", "验收", "拨付",
    "划定", "核查", "公开", "派员", "选派",
];

/// What stands from the start of a clause to a date, without the words around that name nobody.
pub(super) fn words_before(clause: Passage<'_>, date: usize) -> Passage<'_> {
    let mut words = clause.to(date);
    while let Some((rest, _)) = words.strip_suffix(BETWEEN) {
        words = rest;
    }
    words.strip_prefix(OPENERS).unwrap_or(words)
}

/// Whether a verb for what a body does stands at `at`.
pub(super) fn is_verb_at(clause: Passage<'_>, at: usize) -> bool {
    clause.matches_any(at, VERBS).is_some()
}

/// The subject that stands from the start of a clause to a date.
pub(super) fn before_date(clause: Passage<'_>, date: usize, registry: &UnitRegistry) -> Option<Subject> {
    let words = words_before(clause, date);
    let fits = (2..=LIST).contains(&words.len());
    let counted = || words.ends_with_any(&["企业", "单位"]) && clause.from(date).contains_any(COUNTED); // 规上企业年底前达到30家
    let named = || names(words, registry, true).or_else(|| listed(words)).or_else(|| class(words));
    let names = if fits && !counted() { named() } else { None };
    names.map(|owed| Subject { start: clause.start(), end: words.end(), owed, kind: Kind::Body })
}

/// Bodies of a kind that no list has, where a date follows them: 各项目单位, 市直部门, 某某集团, 三区.
fn class(words: Passage<'_>) -> Option<Vec<String>> {
    let all = words.starts_with("各") && words.len() <= CLASS && words.ends_with_any(KINDS);
    let direct = words.strip_prefix(DIRECT).is_some_and(|rest| rest.ends_with_any(&["部门", "单位", "机关"]));
    let company = words.len() > 3 && words.len() <= CLASS && words.ends_with_any(&["集团", "公司"]);
    let team = words.len() > 3
        && words.len() <= CLASS
        && words.ends_with_any(&["督导组", "工作组", "专班", "指挥部", "工作站"]);
    let some = words.len() <= CLASS && words.ends_with_any(DOERS) && words.len() > 3;
    let told = words.len() <= CLASS
        && words.strip_prefix(TOLD).is_some()
        && words.contains("的")
        && words.ends_with_any(OF_TOLD);
    let cities = CITIES.iter().any(|kind| words.to_string() == *kind);
    let counted = super::others::is_counted(words);
    let whole = !words.contains_any(DONE_TO);
    let one = !words.contains("、") && (all || direct || company || team || counted);
    (cities || told || (whole && (one || some))).then(|| vec![words.to_string()])
}

/// The subject at `at` that a verb follows.
pub(super) fn before_verb(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let start = clause.matches_any(at, OPENERS).map_or(at, |(_, behind)| behind);
    let start = if clause.matches_any(start, REPORTS).is_some() { clause.end() } else { start }; // 6月底前报市政府审定
    let ends = (start + 3..=start + NAME).filter(|end| clause.before(*end).is_some_and(|c| LAST.contains(&c)));
    let verb = |end: &usize| clause.matches_any(*end, VERBS).is_some();
    let places = |end: usize| clause.to(end).ends_with_any(&["县", "区", "镇", "乡"]);
    let report = |end: usize| {
        clause.cut(start, end).contains_any(&["报市", "报省", "报县", "报区", "报州", "报自治", "报国", "报请"])
    };
    let owed = |end: usize| names(clause.cut(start, end), registry, places(end)).map(|owed| (end, owed));
    let (end, owed) = ends.filter(verb).filter(|end| !report(*end)).find_map(owed)?;
    Some(Subject { start: at, end, owed, kind: Kind::Body })
}

/// The parts of a list; 和 joins two where a department ends before it: 工业和信息化厅 is one.
fn parts(words: Passage<'_>) -> Vec<Passage<'_>> {
    let two = |part: Passage<'_>| {
        let and = |at: &usize| matches!(part.at(*at), Some('和' | '及' | '与')) && is_name(part.to(*at));
        (part.start()..part.end()).find(and)
    };
    let split = |part: &Passage<'_>| two(*part);
    split_outside(words, &['、'])
        .into_iter()
        .flat_map(|part| match split(&part) {
            Some(at) => vec![part.to(at), part.from(at + 1)],
            None => vec![part],
        })
        .collect()
}

fn is_name(part: Passage<'_>) -> bool {
    let name = part.to_string();
    bodies::is_department(&name) || place::is_place(part) || OWN.contains(&name.as_str())
}

/// A county, district or new area behind the name of its city: 某市|某县.
fn within_city<'t>(part: Passage<'t>, registry: &UnitRegistry) -> Option<Passage<'t>> {
    let cities = places::cities_at(part, part.start(), registry).map(|cities| cities.end);
    let other =
        || (part.start() + 3..part.end()).find(|end| part.before(*end) == Some('市') && place::is_place(part.to(*end)));
    let inner = part.from(cities.or_else(other)?);
    place::is_place(inner).then_some(inner)
}

/// The names of a list where all name bodies; places count where a date follows them.
pub(super) fn names(words: Passage<'_>, registry: &UnitRegistry, places: bool) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let words = words.find("会同").or_else(|| words.find("联合")).map_or(words, |with| words.to(with)); // who is asked to help owes nothing
    for part in parts(words) {
        if part.strip_prefix(PACES).is_some() {
            return None;
        }
        let name = part.to_string();
        let office = || places && name.starts_with(LEVELS) && part.ends_with_any(OFFICES);
        let office = || office() || (places && name.ends_with("管委会"));
        let body = (bodies::is_department(&name) || office()) && bodies::is_body(&name) && !part.ends_with_any(NO_BODY);
        let inner = if places { within_city(part, registry) } else { None };
        let place = places && (place::is_place(part) || inner.is_some());
        let group = || super::group::at(part, part.start()).is_some_and(|(end, _)| end == part.end());
        if !body && !place && !OWN.contains(&name.as_str()) && !(places && (group() || class(part).is_some())) {
            return None;
        }
        let name = inner.map_or(name, |inner| inner.to_string());
        names.push(registry.canonical(&name).map_or(name, str::to_owned));
    }
    Some(names)
}
