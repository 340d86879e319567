//! What is made and counted: 新建充电桩3万个, 培训100万人次, 培育20个示范园区.

use super::comparator;
use super::found::{Found, named};
use super::made_verbs::{HELPED, MADE, NEW};
use super::no_target;
use super::scope;
use crate::figure::{Figure, GOING_ON, Nature};
use crate::parsed::Context;
use crate::text::{Passage, Terms, is_ideograph};
use duban_domain::draft::Value;
use duban_domain::plan::Comparator::AtLeast;

/// Words that may stand around the verb.
const AROUND: &Terms = &Terms::new(&[
    "累计", "再", "共", "基本", "计划", "至少", "全部", "同步", "每年", "重点", "全年", "年内", "力争", "确保", "剩余",
    "其余", "余下", "现有", "存量", "在册",
]);
/// The whole that the things are in, between verb and figure: 完成全市14个水源地勘界.
const WHOLE: &[&str] = &["全国", "全省", "全区", "全市", "全县", "全域", "全镇"];
/// What a head holds that says the count was reached already, or is given to somebody.
const DONE: &[&str] = &["已", "给予", "奖励", "补贴", "补助"];
/// What a head ends with that makes the figure a part of a name: 项目的3个.
const BOUND: &Terms = &Terms::new(&["的", "第", "为", "按", "以", "由", "从", "在", "“"]);
/// Words for single things: 10个以上 counts them, while 3000平方米以上 says how big each is.
const SINGLE: &[char] =
    &['个', '家', '名', '所', '间', '项', '座', '户', '辆', '台', '套', '条', '件', '处', '场', '支', '位', '人'];
/// What says how big a thing is, and never how many there are: 新建220千伏变电站.
const SIZES: &[&str] = &["千伏", "kV", "KV", "毫米", "厘米"];
/// What stands before the figure of a clause that says nothing else is no longer.
const PLAIN: usize = 16;
/// What opens words that say how big something is, or how it is counted.
const OTHERS: &Terms = &Terms::new(&[
    "每", "按", "对", "第", "约", "其中", "前", "后", "近", "共", "达", "为", "由", "从", "比", "较", "在", "以", "于",
    "满", "距", "提前",
]);
/// What says that the figure is of something else than what is to be.
const STATED: &Terms = &Terms::new(&[
    "现有", "共有", "排名", "位列", "位居", "的", "每", "不", "超", "比", "含", "前", "后", "期限", "时间", "周期",
    "间隔", "距离", "周边", "范围", "半径", "厚度", "高度", "深度", "宽度", "以上", "以下", "年满", "名单",
]);
/// What does not open an object.
const NO_OBJECT: &Terms = &Terms::new(&["以", "内", "前", "后", "时", "的", "及", "）", "”"]);
/// An object is no longer.
const OBJECT: usize = 36;
/// The count of the next thing of a list stands no further behind.
const NEXT: usize = 16;
/// Nor is what stands before the verb.
const SUBJECT: usize = 14;
/// A number in words that is smaller may be a way of speaking: 实现三个转变.
const SPOKEN: f64 = 10.0;

/// A figure with its surroundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t, 'f> {
    /// The clause.
    pub(super) clause: Passage<'t>,
    /// The part of the clause that the figure is read in.
    pub(super) piece: Passage<'t>,
    /// The figure.
    pub(super) figure: &'f Figure,
    /// Whether it goes on with a list of things that are made: 新增床位500张、学位3万个.
    pub(super) listed: bool,
}

/// The indicator of a figure that counts what is made.
pub(super) fn read<'t>(place: Place<'t, '_>, context: Context<'_>) -> Option<Found<'t>> {
    let Place { piece, figure, .. } = place;
    let head = piece.to(figure.start);
    let (tails, rest) = comparator::behind_figure(piece.from(figure.end));
    let next = rest.strip_prefix(&["、", "和"]).map(|rest| rest.to(rest.start() + NEXT));
    let paired = next.is_some_and(|next| next.chars().iter().any(char::is_ascii_digit)) && opens_with_verb(named(head));
    let least = place.listed || paired || tails.contains(&"以上"); // 绿色工厂5家、园区1个; 每县建成1个以上
    if !is_countable(figure, head, least) || head.contains_any(DONE) || head.ends_with_any(BOUND) {
        return None;
    }
    let ends = rest.is_empty() || rest.strip_prefix(GOING_ON).is_some();
    let mut found = if ends { before(place, rest, context) } else { behind(place, rest, &tails, context) }?;
    found.made = true;
    found.op = comparator::qualified(found.op, &tails);
    found.qualifiers.extend(tails);
    Some(found)
}

fn is_countable(figure: &Figure, head: Passage<'_>, least: bool) -> bool {
    let Value::Number(number) = figure.value else { return figure.nature == Nature::Count };
    let unit = figure.unit.as_deref().unwrap_or_default();
    let several = number > 1.0 || least || unit.starts_with(['万', '亿']) || head.contains_any(&["至少", "不少于"]);
    let counts = match figure.nature {
        Nature::Count => several,
        Nature::Words => number >= SPOKEN,
        _ => false,
    };
    counts && unit != "分" && !SIZES.contains(&unit)
}

/// 新建充电桩3万个.
fn before<'t>(place: Place<'t, '_>, rest: Passage<'t>, context: Context<'_>) -> Option<Found<'t>> {
    let Place { clause, piece, figure, listed } = place;
    let (head, near) = comparator::without_fillers(piece.to(figure.start));
    let (name, scope) = scope::opening(named(head), context);
    let plain = || rest.is_empty() && is_plain(name, figure, clause);
    let made = listed || name.contains_any(NEW) || opens_with_verb(head) || opens_with_verb(name) || plain();
    let condition = !rest.is_empty() && no_target::is_condition(clause, figure.end);
    let ranked = name.ends_with_any(&["前", "后"]); // 退出后10名
    if !made || ranked || condition || no_target::refuses(name, figure, clause) {
        return None;
    }
    let mut found = Found::of(figure, name.to_string(), AtLeast, piece.to(rest.start()));
    found.qualifiers.extend(near);
    found.scope = scope;
    Some(found)
}

/// 签约项目25个: a clause that says what there is to be, how many, and nothing else.
fn is_plain(name: Passage<'_>, figure: &Figure, clause: Passage<'_>) -> bool {
    let words = name.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '“' | '”'));
    let other = name.strip_prefix(OTHERS).is_some() || name.contains_any(STATED);
    let fits = (2..=PLAIN).contains(&name.len()) && words && !other;
    fits && figure.nature == Nature::Count && !no_target::speaks_of_terms(clause)
}

fn opens_with_verb(head: Passage<'_>) -> bool {
    let mut head = head;
    while let Some(rest) = head.strip_prefix(AROUND) {
        head = rest;
    }
    head.strip_prefix(NEW).or_else(|| head.strip_prefix(MADE)).is_some()
}

/// 培育20个示范园区, 培养不少于3000名医生.
fn behind<'t>(place: Place<'t, '_>, rest: Passage<'t>, tails: &[&str], context: Context<'_>) -> Option<Found<'t>> {
    let Place { clause, piece, figure, .. } = place;
    let (head, near) = comparator::without_fillers(piece.to(figure.start));
    let bound = comparator::before_figure(head)
        .filter(|bound| bound.head.strip_suffix(NEW).is_some() || opens_last(bound.head));
    let op = bound.as_ref().map_or(AtLeast, |bound| bound.op);
    let head = without_around(bound.map_or(head, |bound| bound.head));
    let inside = head.strip_suffix(WHOLE);
    let head = inside.map_or(head, |(head, _)| without_around(head));
    let (subject, verb) = head.strip_suffix(NEW).or_else(|| head.strip_suffix(MADE))?;
    let (subject, object) = (without_around(named(subject)), object(rest)?);
    let whom = subject.len() > SUBJECT || subject.strip_prefix(&["对", "按"]).is_some();
    if whom || is_size(figure, tails, verb) || no_target::refuses(object, figure, clause) {
        return None;
    }
    let mut found = Found::of(figure, format!("{verb}{object}"), op, piece.to(object.end()));
    found.qualifiers.extend(near);
    found.scope = inside.map(|(_, whole)| vec![whole.to_owned()]).or_else(|| scope::opening(subject, context).1);
    Some(found)
}

fn opens_last(head: Passage<'_>) -> bool {
    without_around(head).strip_suffix(MADE).is_some()
}

fn without_around(head: Passage<'_>) -> Passage<'_> {
    let mut head = head;
    while let Some((rest, _)) = head.strip_suffix(AROUND) {
        head = rest;
    }
    head
}

/// Whether the figure says how big each thing is, not how many there are.
fn is_size(figure: &Figure, tails: &[&str], verb: &str) -> bool {
    let unit = figure.unit.as_deref().unwrap_or_default();
    let single = unit.ends_with(SINGLE) && !HELPED.contains(&verb);
    unit.contains('/') || (!tails.is_empty() && !single)
}

/// What is made: the words behind the figure, up to the next one of a list.
fn object(rest: Passage<'_>) -> Option<Passage<'_>> {
    let digit = (rest.start()..rest.end()).find(|at| rest.at(*at).is_some_and(|c| c.is_ascii_digit()));
    let next = digit.and_then(|at| ["、", "和", "并"].iter().filter_map(|mark| rest.to(at).rfind(mark)).max());
    let object = next.map_or(rest, |at| rest.to(at));
    let fits = (2..=OBJECT).contains(&object.len()) && object.strip_prefix(NO_OBJECT).is_none();
    fits.then_some(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::figures;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    fn found(written: &str) -> Option<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
        let text = text_of(written);
        let whole = text.whole();
        let figure = figures(whole).pop().unwrap();
        let place = Place { clause: whole, piece: whole, figure: &figure, listed: false };
        read(place, context).map(|found| format!("{}{}{}", found.name, found.op, found.unit.unwrap_or_default()))
    }

    #[test]
    fn what_is_made_is_counted() {
        for (written, name) in [
            ("新建改建充电桩3万个", "新建改建充电桩>=万个"),
            ("城镇新增就业20万人以上", "城镇新增就业>=万人"),
            ("完成投资500亿元", "完成投资>=亿元"),
            ("培养不少于300名基层护士", "培养基层护士>=名"),
            ("打造10个以上示范园区", "打造示范园区>=个"),
            ("力争建设约100间规范化工作室", "建设规范化工作室>=间"),
            ("新增5万个学位", "新增学位>=万个"),
            ("完成全市14个乡镇级水源地勘界立标", "完成乡镇级水源地勘界立标>=个"),
            ("改造剩余1.2万户供水管道", "改造供水管道>=万户"),
        ] {
            assert_eq!(found(written).as_deref(), Some(name), "{written}");
        }
    }

    #[test]
    fn a_clause_that_says_nothing_else_is_a_count_whatever_its_verb() {
        for (written, name) in [
            ("签约项目25个", "签约项目>=个"),
            ("加固桥梁3座", "加固桥梁>=座"),
            ("更换老旧管网23.4公里", "更换老旧管网>=公里"),
            ("上线18项服务", "上线服务>=项"),
        ] {
            assert_eq!(found(written).as_deref(), Some(name), "{written}");
        }
        for written in ["排名进入前10位", "防护距离50米", "对规模企业30家", "每辆补助3万元", "河道两侧范围20米"]
        {
            assert_eq!(found(written), None, "{written}");
        }
    }

    #[test]
    fn what_only_tells_sizes_and_sums_is_not() {
        for written in [
            "推动3000平方米及以上工地安装视频",
            "淘汰35蒸吨/小时以下燃煤锅炉",
            "支持5人以上小微企业",
            "把100项任务分解到部门",
            "一次性奖励100万元",
            "已建成站点500个",
            "实现三个转变",
            "引进注册资本500万元以上的企业",
            "新建项目工期3年",
        ] {
            assert_eq!(found(written), None, "{written}");
        }
    }
}
