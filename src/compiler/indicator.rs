//! Indicators: what is measured and which figure it must reach.
//!
//! A figure binds where a comparator stands before it and its clause ends behind it (占比达到15%). A figure
//! that goes on (年运量150万吨以上的企业, 低于10%的工序) says where a rule applies and is no indicator.

use super::comparator;
use super::direction;
use super::figure::{self, Figure};
use super::parsed::{Context, Parsed};
use super::scope;
use super::share;
use super::text::Passage;
use crate::domain::draft::{DraftIndicator, Value};
use crate::domain::plan::Comparator;

/// Words before a name that are no part of it.
const LEADS: &[&str] = &["确保", "力争", "努力", "实现", "其中", "推动", "使", "要"];
/// Words behind a name that are no part of it.
const ENDS: &[&str] = &["分别", "均", "力争", "要", "应", "总体"];
/// What the name of a bare figure ends with: 重污染天数比率0.0%.
const MEASURES: &[&str] = &["率", "比例", "占比", "比重", "浓度", "总量", "数量", "面积", "指数"];

/// An indicator as it was found, before date and scope of its sentence are added.
#[derive(Debug, Clone)]
pub(super) struct Found<'t> {
    /// What is measured.
    pub(super) name: String,
    /// How the value binds.
    pub(super) op: Comparator,
    /// Number or range with its unit; none for a direction.
    pub(super) value: Option<(Value, &'static str)>,
    /// Qualifiers behind the figure.
    pub(super) qualifiers: Vec<&'static str>,
    /// What it is compared with.
    pub(super) baseline: Option<String>,
    /// Whom it covers, where the clause itself says so.
    pub(super) scope: Option<Vec<String>>,
    /// The words it was read from.
    pub(super) quote: Passage<'t>,
}

/// The indicators of a sentence, in order.
pub(super) fn indicators(parsed: &Parsed<'_>, context: Context<'_>) -> Vec<DraftIndicator> {
    let mut indicators: Vec<DraftIndicator> = Vec::new();
    for clause in &parsed.clauses {
        let mut inherited: Option<Vec<String>> = None;
        for part in conjuncts(*clause) {
            for mut found in read(parsed, part, context) {
                if found.name.is_empty() || scope::PLACES.contains(&found.name.as_str()) {
                    found.name = indicators.last().map_or_else(|| part.to_string(), |i| i.name.clone());
                }
                found.scope = found.scope.or_else(|| inherited.clone());
                let indicator = complete(found, parsed, *clause, context);
                inherited = Some(indicator.scope.clone());
                indicators.push(indicator);
            }
        }
    }
    indicators
}

/// The parts of a clause that 且 joins.
fn conjuncts(clause: Passage<'_>) -> Vec<Passage<'_>> {
    clause.split(&['且'])
}

fn read<'t>(parsed: &Parsed<'t>, part: Passage<'t>, context: Context<'_>) -> Vec<Found<'t>> {
    let part = undated(parsed, part);
    let figures = figure::figures(part);
    let mut found: Vec<Found<'t>> = groups(part, &figures).iter().flat_map(|g| bound(part, g, context)).collect();
    if found.is_empty() {
        found.extend(share::read(part, &figures).or_else(|| direction::read(part, context)));
    }
    found
}

/// The part behind the last date in it.
fn undated<'t>(parsed: &Parsed<'t>, part: Passage<'t>) -> Passage<'t> {
    let inside = |d: &&super::date::DatePhrase| d.start >= part.start() && d.end <= part.end();
    let end = parsed.dates.iter().rfind(inside).map_or(part.start(), |d| d.end);
    part.from(end)
}

/// Figures that 和 or 、 joins share comparator and qualifier: 分别增长18%和33.7%左右.
fn groups(part: Passage<'_>, figures: &[Figure]) -> Vec<Vec<Figure>> {
    let mut groups: Vec<Vec<Figure>> = Vec::new();
    for figure in figures {
        let joined =
            |last: &Figure| matches!(part.cut(last.end, figure.start).to_string().as_str(), "和" | "、" | "与");
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(joined) => group.push(*figure),
            _ => groups.push(vec![*figure]),
        }
    }
    groups
}

fn bound<'t>(part: Passage<'t>, group: &[Figure], context: Context<'_>) -> Vec<Found<'t>> {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
    let (qualifiers, rest) = comparator::behind_figure(part.from(last.end));
    let from = part.start();
    let Some((head, op)) = comparison(part.cut(from, first.start), rest) else { return Vec::new() };
    let op = if qualifiers.contains(&"以内") && op == Comparator::AtLeast { Comparator::AtMost } else { op };
    let (head, baseline) = baseline(named(head));
    let (name, scope) = scope::opening(head, context);
    let names = shared_names(name, group.len());
    let quote = part.cut(from, rest.start());
    let found = group.iter().zip(names).map(|(figure, name)| Found {
        name,
        op,
        value: Some((figure.value, figure.unit)),
        qualifiers: qualifiers.clone(),
        baseline: baseline.clone(),
        scope: scope.clone(),
        quote,
    });
    found.collect()
}

/// The words before the comparator, where the figure binds at all.
fn comparison<'t>(head: Passage<'t>, rest: Passage<'t>) -> Option<(Passage<'t>, Comparator)> {
    let ends = rest.is_empty() || rest.strip_prefix(&["并", "、", "（", "(", "和"]).is_some();
    let bare = || (head.ends_with_any(MEASURES) && rest.is_empty()).then_some((head, Comparator::Equal));
    if ends { comparator::before_figure(head).or_else(bare) } else { None }
}

/// The name without the words around it.
pub(super) fn named(head: Passage<'_>) -> Passage<'_> {
    let mut name = head;
    while let Some(rest) = name.strip_prefix(LEADS) {
        name = rest;
    }
    while let Some((rest, _)) = name.strip_suffix(ENDS) {
        name = rest;
    }
    name
}

/// The name without what it is compared with: 比2020年, 较上年, 同比.
pub(super) fn baseline(name: Passage<'_>) -> (Passage<'_>, Option<String>) {
    const REFERENCES: &[&str] = &["上年", "去年", "上一年", "前一年", "同期", "“十"];
    let reference = |at: usize| {
        let next = at + 1;
        name.at(next).is_some_and(|c| c.is_ascii_digit()) || name.matches_any(next, REFERENCES).is_some()
    };
    let compared = |at: &usize| matches!(name.at(*at), Some('比' | '较')) && reference(*at);
    let at = (name.start()..name.end()).rev().find(compared);
    let at = at.or_else(|| name.rfind("同比")).or_else(|| name.rfind("环比"));
    match at {
        Some(at) => (name.to(at), Some(name.from(at).to_string())),
        None => (name, None),
    }
}

/// 铁路、水路货运量 for two figures: 铁路货运量 and 水路货运量.
fn shared_names(name: Passage<'_>, figures: usize) -> Vec<String> {
    let listed: Vec<String> = name.split(&['、', '和', '与']).iter().map(ToString::to_string).collect();
    let Some(last) = listed.last().filter(|_| listed.len() == figures && figures > 1) else {
        return vec![name.to_string(); figures];
    };
    let width = listed.first().map_or(0, |first| first.chars().count());
    let common: String = last.chars().skip(width).collect();
    listed.iter().map(|item| if item.ends_with(&common) { item.clone() } else { format!("{item}{common}") }).collect()
}

fn complete(found: Found<'_>, parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> DraftIndicator {
    let date = parsed.date_before(found.quote.start());
    let striven = |p: Passage<'_>| p.contains("力争");
    let strive = striven(found.quote) || date.is_some_and(|d| striven(parsed.whole.cut(d.start, d.end)));
    let qualifiers: Vec<&str> = strive.then_some("力争").into_iter().chain(found.qualifiers).collect();
    DraftIndicator {
        name: found.name,
        op: found.op,
        value: found.value.map(|(value, _)| value),
        unit: found.value.map(|(_, unit)| unit.to_owned()),
        qualifier: (!qualifiers.is_empty()).then(|| qualifiers.join("|")),
        baseline: found.baseline,
        due: date.and_then(|d| d.due.date()),
        scope: found.scope.unwrap_or_else(|| scope::around(parsed, clause, context)),
        quote: found.quote.to_string(),
        span: found.quote.span(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::registry::UnitRegistry;
    use crate::compiler::text::text_of;

    fn read_all(written: &str) -> Vec<DraftIndicator> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, year: Some(2025), default_owner: "全区" };
        let text = text_of(written);
        indicators(&Parsed::new(text.whole(), context), context)
    }

    fn short(written: &str) -> Vec<String> {
        let value = |i: &DraftIndicator| match i.value {
            Some(Value::Number(n)) => n.to_string(),
            Some(Value::Range(a, b)) => format!("{a}-{b}"),
            None => String::new(),
        };
        let row =
            |i: &DraftIndicator| format!("{}{}{}{}", i.name, i.op, value(i), i.unit.as_deref().unwrap_or_default());
        read_all(written).iter().map(row).collect()
    }

    #[test]
    fn a_figure_behind_a_comparator_binds() {
        assert_eq!(short("到2025年底，回收率达到35%以上"), ["回收率>=35%"]);
        assert_eq!(short("年均浓度不高于30微克/立方米，劣类比率0.0%"), ["年均浓度<=30微克/立方米", "劣类比率=0%"]);
        assert_eq!(short("记录保存期限不少于五年"), ["记录保存期限>=5年"]);
        assert_eq!(short("全区森林覆盖率稳定在62%左右"), ["森林覆盖率>=62%"]);
    }

    #[test]
    fn a_figure_that_says_where_a_rule_applies_is_none() {
        for threshold in [
            "年产量20万吨以上的企业接入专线",
            "淘汰35蒸吨/小时以下燃煤锅炉",
            "含量均低于15%的工序可不收集",
            "年销量达3000吨以上以及重点排污的站点安装监控",
            "推动3000平方米及以上工地安装视频",
            "加强年限超过10年的机械监管",
            "开展未来1—3个月分析",
            "按2%的比例抽查",
        ] {
            assert_eq!(short(threshold), Vec::<String>::new(), "{threshold}");
        }
    }

    #[test]
    fn two_figures_under_one_verb_are_two_indicators() {
        let found = read_all("到2025年底，全区公路、航空客运量比2020年分别增长8%和12.5%左右");
        let names: Vec<&str> = found.iter().map(|i| i.name.as_str()).collect();
        assert_eq!(names, ["公路客运量", "航空客运量"]);
        for indicator in &found {
            assert_eq!(indicator.baseline.as_deref(), Some("比2020年"));
            assert_eq!(indicator.qualifier.as_deref(), Some("左右"));
            assert_eq!(indicator.due.map(|d| d.to_string()).as_deref(), Some("2025-12-31"));
        }
    }

    #[test]
    fn a_share_may_stand_before_what_it_counts() {
        assert_eq!(short("列入清单的项目100%完成"), ["列入清单的项目完成率=100%"]);
        assert_eq!(short("100%检验新登记客车"), ["新登记客车检验率=100%"]);
        assert_eq!(short("到2027年底力争70%石化产能完成改造"), ["石化产能完成改造比例>=70%"]);
        assert_eq!(short("全区实现3—5天预警能力"), ["预警能力=3-5天"]);
        assert_eq!(short("督促各类矿山做到洒水、覆盖“三个百分之百”"), ["三个百分之百=100%"]);
    }

    #[test]
    fn a_place_alone_repeats_the_name_before_it() {
        let found = read_all("设区市污水集中收集率达到75%左右，县城达60%左右");
        assert_eq!(found[1].name, "污水集中收集率");
        assert_eq!(
            (found[0].scope.as_slice(), found[1].scope.as_slice()),
            (&["设区市".into()][..], &["县城".into()][..])
        );
    }

    #[test]
    fn striving_for_a_date_qualifies_its_figures() {
        let found = read_all("力争到2025年底，新能源比例达到80%以上");
        assert_eq!(found[0].qualifier.as_deref(), Some("力争|以上"));
    }
}
