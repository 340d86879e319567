//! Whom or what an indicator covers.

use super::harmful::is_pollutant;
use super::measures::MEASURES;
use crate::bodies;
use crate::owed::{self, Kind};
use crate::parsed::{Context, Parsed};
use crate::sentence::split_outside;
use crate::text::{Passage, Terms};

/// Kinds of places that open the name of an indicator: 县城机扫率.
pub(super) const PLACES: &Terms = &Terms::new(&[
    "设区市",
    "县级市",
    "县城",
    "禁烧区",
    "建成区",
    "重点区域",
    "重点城市",
    "试点城市",
    "工业园区",
    "农村地区",
    "东部地区",
    "中部地区",
    "西部地区",
    "中西部地区",
    "东北地区",
]);
/// Classes of enterprises and bodies that open the name of an indicator.
const CLASSES: &[&str] = &[
    "规模以上工业企业",
    "规上工业企业",
    "规模以上企业",
    "规上企业",
    "重点用能单位",
    "公共机构",
    "国有企业",
    "民营企业",
];
/// A place at the end of a name is no longer.
const CLOSING: usize = 20;
/// The name of what is measured is no shorter: 企业数量 stays as it is.
const MEASURED: usize = 4;
/// Adjectives that count for every item of the list they open: 新增及更新公交车、叉车.
const SHARED: &[&str] = &["新增及更新", "新增和更新", "新建及改扩建", "新改扩建"];

/// The name without the scope that opens it, and that scope.
pub(super) fn opening<'t>(name: Passage<'t>, context: Context<'_>) -> (Passage<'t>, Option<Vec<String>>) {
    let (rest, scope) = opened(name, context);
    let listed = rest.start() > name.start() && matches!(rest.at(rest.start()), Some('、' | '和' | '与')); // 城区、农村处理率
    if listed { (name, None) } else { (rest, scope) }
}

fn opened<'t>(name: Passage<'t>, context: Context<'_>) -> (Passage<'t>, Option<Vec<String>>) {
    if let Some(subject) = owed::government_at(name, name.start(), context.registry) {
        return (name.from(subject.end), Some(subject.owed));
    }
    if let Some((end, places)) = owed::place_at(name, name.start()) {
        return (name.from(end), Some(places));
    }
    if let Some((place, end)) = name.matches_any(name.start(), PLACES) {
        return (name.from(end), Some(vec![place.to_owned()]));
    }
    let class = name.matches_any(name.start(), CLASSES).filter(|(_, end)| name.from(*end).len() >= MEASURED);
    match class {
        Some((class, end)) => (name.from(end), Some(vec![class.to_owned()])),
        None => (name, objects(name)),
    }
}

/// The name without the places that open or close it: 优良天数比率南宁市.
pub(super) fn around_name<'t>(name: Passage<'t>, context: Context<'_>) -> (Passage<'t>, Option<Vec<String>>) {
    match closing(name, context) {
        Some((name, places)) => (name, Some(places)),
        None => opening(name, context),
    }
}

/// Whether a name is nothing but a place.
pub(super) fn is_place(name: Passage<'_>, context: Context<'_>) -> bool {
    !name.is_empty() && opening(name, context).0.is_empty()
}

/// The places that close a name.
fn closing<'t>(name: Passage<'t>, context: Context<'_>) -> Option<(Passage<'t>, Vec<String>)> {
    if !name.ends_with_any(&["市", "县", "区", "旗", "州", "盟", "镇", "乡", "县城"]) {
        return None;
    }
    let measure = name.start() + 2;
    let from = measure.max(name.end().saturating_sub(CLOSING));
    let measured = |at: &usize| {
        name.to(*at).ends_with_any(MEASURES) || name.to(*at).ends_with_any(&["量"]) || is_pollutant(name.to(*at))
    };
    (from..name.end()).rev().filter(measured).find_map(|at| {
        let city = owed::government_at(name, at, context.registry).map(|subject| (subject.end, subject.owed));
        let kind = || name.matches_any(at, PLACES).map(|(place, end)| (end, vec![place.to_owned()]));
        let (end, places) = city.or_else(kind).or_else(|| owed::place_at(name, at))?;
        (end == name.end()).then(|| (name.to(at), places))
    })
}

/// 甲类车、乙类车使用新能源比例, 甲、乙等车辆中新能源比例: the objects listed are the scope.
fn objects(name: Passage<'_>) -> Option<Vec<String>> {
    let rate = |at: &usize| matches!(name.at(at + 2), Some('量' | '率' | '额' | '费' | '面')); // 化肥、农药使用量
    let among = || (name.start()..name.end()).find(|at| name.at(*at) == Some('中') && is_among(name, *at));
    let end = name.find("使用").filter(|at| !rate(at)).into_iter().chain(among()).min()?;
    let listed = split_outside(name.to(end), &['、']);
    let shared = listed.first().and_then(|first| SHARED.iter().find(|s| first.starts_with(s)));
    let item = |(i, p): (usize, &Passage<'_>)| match shared {
        Some(shared) if i > 0 => format!("{shared}{p}"),
        _ => p.to_string(),
    };
    (listed.len() > 1).then(|| listed.iter().enumerate().map(item).collect())
}

/// 等车辆中新能源比例, but not 高中学位, 集中收集率.
fn is_among(name: Passage<'_>, at: usize) -> bool {
    let before = name.before(at).is_some_and(|c| "高初集其城当市空水".contains(c));
    let behind = name.at(at + 1).is_some_and(|c| "学心小型等级职专医央期部".contains(c));
    !before && !behind
}

/// The scope that the words around a clause give: a class in the clause before, a class obliged in the
/// sentence, the subject, the region.
pub(super) fn around(parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> Vec<String> {
    let before = parsed.clauses.iter().rfind(|c| c.end() <= clause.start()).copied();
    if let Some(class) = before.filter(|c| is_class(*c)) {
        return vec![class.brief()];
    }
    if let Some(place) = place_of(parsed, clause) {
        return place.owed.clone();
    }
    // 单位能耗, 企业开办时间: the class is a part of the name.
    let is_class = |s: &owed::Subject| s.kind == Kind::Class;
    let named = |s: &&owed::Subject| is_class(s) && !owed::is_obliged(parsed.clause(s.start), s.end);
    let subjects: Vec<owed::Subject> = parsed.subjects.iter().filter(|s| !named(s)).cloned().collect();
    match owed::governing(&subjects, clause.start(), clause.start()) {
        Some(s) if is_class(s) => vec![parsed.whole.cut(s.start, s.end).to_string()],
        Some(s) if !is_department_before(s, clause) => s.owed.clone(),
        _ => vec![urged(clause).unwrap_or_else(|| context.default_owner.to_owned())],
    }
}

/// 市甲局牵头制定办法；落实耕地3.6万亩: who did something in another clause is no place that figures are of.
fn is_department_before(subject: &owed::Subject, clause: Passage<'_>) -> bool {
    subject.end <= clause.start()
        && subject.owed.iter().all(|name| bodies::is_department(name) && !name.ends_with("政府"))
}

/// Who stands before the second date of a clause, for a figure behind it: 甲局6月底前培训300人、|乙局|9月底前培训200人.
pub(super) fn in_row(parsed: &Parsed<'_>, clause: Passage<'_>, at: usize) -> Option<Vec<String>> {
    let mut dates = parsed.dates.iter().filter(|d| d.start >= clause.start() && d.to <= at);
    let (first, last) = (dates.next()?, dates.next_back()?);
    let own = |s: &&owed::Subject| s.start > first.to && s.end <= last.from && s.end + 2 >= last.from;
    let own = |s: &&owed::Subject| own(s) && s.kind == Kind::Body;
    parsed.subjects.iter().rfind(own).map(|subject| subject.owed.clone())
}

/// The place that was named last in the statement: 桂河县优良率不低于93%，浓度不高于32.
fn place_of<'p>(parsed: &'p Parsed<'_>, clause: Passage<'_>) -> Option<&'p owed::Subject> {
    let statement = parsed.statement(clause.start());
    let last = parsed.subjects.iter().rfind(|s| s.start <= clause.start())?;
    if last.start < clause.start() && opens_with_area(clause) {
        return None;
    }
    (last.kind == Kind::Place && last.start >= statement.start()).then_some(last)
}

/// 山区公路通车率, 库区移民收入: the clause has an area of its own.
fn opens_with_area(clause: Passage<'_>) -> bool {
    (2..=4).any(|len| clause.to(clause.start() + len).ends_with_any(&["区", "县", "市", "镇", "乡", "村", "校", "院"]))
}

/// Who is meant where the name of an indicator opens with words that leave somebody out: 除甲市外，其他设区市达标率….
pub(super) fn meant(scope: Vec<String>, parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> Vec<String> {
    let [word] = scope.as_slice() else { return scope };
    let open = owed::are_others(word) || context.registry.group(word).is_some();
    let inside = |s: &&owed::Subject| s.kind == Kind::Body && s.end > clause.start() && s.end <= clause.end();
    let told = |s: &&owed::Subject| {
        let left_out = s.owed.first().is_some_and(|first| first.starts_with('除'));
        (open || left_out) && parsed.whole.cut(s.start, s.end).contains(word)
    };
    parsed.subjects.iter().filter(inside).find(told).map_or(scope.clone(), |subject| subject.owed.clone())
}

/// The scope of one of several values that 分别 deals out: 甲市、乙市分别新建20、30公里.
pub(super) fn of_each(scope: Vec<String>, nth: Option<(usize, usize)>, clause: Passage<'_>) -> Vec<String> {
    let own = nth.filter(|(_, count)| scope.len() == *count && clause.contains("分别"));
    own.and_then(|(nth, _)| scope.get(nth).cloned()).map_or(scope, |place| vec![place])
}

/// 年吞吐量500万人次以上的机场: a clause that only says to whom the next applies.
fn is_class(clause: Passage<'_>) -> bool {
    let noun = clause.rfind("的").map(|at| clause.end() - at - 1);
    noun.is_some_and(|len| (1..=4).contains(&len)) && clause.contains_any(&["以上的", "以下的", "以内的"])
}

/// 督促某类工地做到…: those who are urged.
fn urged(clause: Passage<'_>) -> Option<String> {
    let from = clause.find("督促")? + 2;
    let to = ["做到", "落实", "达到"].iter().filter_map(|verb| clause.find(verb)).filter(|at| *at > from).min()?;
    Some(clause.cut(from, to).brief())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doubt::Doubts;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    fn with_context<T>(read: impl Fn(Context<'_>) -> T) -> T {
        let registry = UnitRegistry::guangxi().unwrap();
        read(Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" })
    }

    fn read(written: &str) -> (String, Option<Vec<String>>) {
        let text = text_of(written);
        with_context(|c| {
            let (name, scope) = opening(text.whole(), c);
            (name.to_string(), scope)
        })
    }

    #[test]
    fn a_place_or_government_opens_a_name() {
        assert_eq!(read("全区回收率"), ("回收率".into(), Some(vec!["全区".into()])));
        assert_eq!(read("县城机扫率"), ("机扫率".into(), Some(vec!["县城".into()])));
        assert_eq!(read("百色、河池年均浓度"), ("年均浓度".into(), Some(vec!["百色".into(), "河池".into()])));
        assert_eq!(read("回收率"), ("回收率".into(), None));
        assert_eq!(read("公共机构人均能耗"), ("人均能耗".into(), Some(vec!["公共机构".into()])));
    }

    #[test]
    fn a_list_of_objects_is_the_scope() {
        let scope = Some(vec!["新增及更新客车".into(), "新增及更新货车".into()]);
        assert_eq!(read("新增及更新客车、货车使用新能源比例").1, scope);
    }

    #[test]
    fn a_class_that_is_a_part_of_the_name_is_no_scope() {
        let scope = |written: &str| {
            let text = text_of(written);
            with_context(|c| {
                let parsed = Parsed::new(text.whole(), c, &mut Doubts::default());
                around(&parsed, parsed.clauses[0], c)
            })
        };
        assert_eq!(scope("单位产值能耗下降3%"), ["全区"]);
        assert_eq!(scope("企业应使处理率达到90%"), ["企业"]);
    }

    #[test]
    fn a_class_in_the_clause_before_is_the_scope() {
        let text = text_of("年吞吐量50万人次以上的车站，充电率达到95%");
        let scope = with_context(|c| {
            let parsed = Parsed::new(text.whole(), c, &mut Doubts::default());
            around(&parsed, parsed.clauses[1], c)
        });
        assert_eq!(scope, ["年吞吐量50万人次以上的车站"]);
    }
}
