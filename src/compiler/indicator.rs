//! Indicators: what is measured and which figure it must reach.
//!
//! A figure binds where a comparator stands before it and its clause ends behind it (占比达到15%), or where it counts
//! what is made (`counted`). A figure that goes on (年运量150万吨以上的企业, 低于10%的工序) says where a rule applies
//! and is no indicator.

mod baseline;
mod bound;
mod comparator;
mod counted;
mod direction;
mod made_verbs;
mod no_target;
mod scope;
mod share;
mod shared_name;
mod whole;

use self::bound::{Surroundings, groups, next_piece, of_group};
use super::figure::{self, Figure};
use super::parsed::{Context, Parsed};
use super::text::Passage;
use crate::domain::draft::{DraftIndicator, Value};
use crate::domain::plan::Comparator;

/// Words before a name that are no part of it.
const LEADS: &[&str] = &[
    "确保", "力争", "努力", "实现", "其中", "推动", "使", "要", "争取", "全年", "年内", "预计", "基本", "将", "到",
    "；",
];
/// Words behind a name that are no part of it.
const ENDS: &[&str] = &["分别", "均", "力争", "要", "应", "总体", "实现", "确保", "全部", "都", "将", "进一步"];

/// An indicator as it was found, before date and scope of its sentence are added.
#[derive(Debug, Clone)]
pub(super) struct Found<'t> {
    /// What is measured.
    pub(super) name: String,
    /// How the value binds.
    pub(super) op: Comparator,
    /// Number or range; none for a direction.
    pub(super) value: Option<Value>,
    /// The unit of the value.
    pub(super) unit: Option<String>,
    /// Qualifiers around the figure.
    pub(super) qualifiers: Vec<&'static str>,
    /// What it is compared with.
    pub(super) baseline: Option<String>,
    /// Whom it covers, where the clause itself says so.
    pub(super) scope: Option<Vec<String>>,
    /// The words it was read from.
    pub(super) quote: Passage<'t>,
    /// Whether it counts what is made: the next clause may go on with the list.
    pub(super) made: bool,
}

impl<'t> Found<'t> {
    /// What a figure says, before the words around it are read.
    pub(super) fn of(figure: &Figure, name: String, op: Comparator, quote: Passage<'t>) -> Self {
        Found {
            name,
            op,
            value: Some(figure.value),
            unit: figure.unit.clone(),
            qualifiers: figure.more.into_iter().collect(),
            baseline: None,
            scope: None,
            quote,
            made: false,
        }
    }
}

/// The indicators of a sentence, in order.
pub(super) fn indicators(parsed: &Parsed<'_>, context: Context<'_>) -> Vec<DraftIndicator> {
    let mut indicators: Vec<DraftIndicator> = Vec::new();
    let mut compared: Option<Passage<'_>> = None;
    let mut listed = false;
    for clause in parsed.clauses.iter().filter(|clause| !no_target::is_past(**clause, context.year)) {
        let mut inherited: Option<Vec<String>> = None;
        for part in conjuncts(*clause) {
            let all = read(parsed, Surroundings { clause: *clause, piece: part, listed }, context);
            listed = all.last().is_some_and(|found| found.made);
            for mut found in all {
                if found.name.is_empty() || scope::PLACES.contains(&found.name.as_str()) {
                    repeat(&mut found, indicators.last(), part);
                }
                found.scope = found.scope.or_else(|| inherited.clone());
                found.baseline = found.baseline.or_else(|| compared.map(|clause| clause.to_string()));
                let indicator = complete(found, parsed, *clause, context);
                inherited = Some(indicator.scope.clone());
                indicators.push(indicator);
            }
        }
        compared = baseline::is_comparison(undated(parsed, *clause)).then_some(*clause);
    }
    indicators
}

/// Takes the name of the indicator before, and how it binds where that is not said again: 增长10%，力争12%.
fn repeat(found: &mut Found<'_>, before: Option<&DraftIndicator>, part: Passage<'_>) {
    found.name = before.map_or_else(|| part.to_string(), |before| before.name.clone());
    let same = before.filter(|before| found.op == Comparator::Equal && before.unit == found.unit);
    found.op = same.map_or(found.op, |before| before.op);
}

/// The parts of a clause that 且 joins.
fn conjuncts(clause: Passage<'_>) -> Vec<Passage<'_>> {
    clause.split(&['且'])
}

fn read<'t>(parsed: &Parsed<'t>, place: Surroundings<'t>, context: Context<'_>) -> Vec<Found<'t>> {
    let part = undated(parsed, place.piece);
    let figures = figure::figures(part);
    let mut found: Vec<Found<'t>> = Vec::new();
    let (mut from, mut listed) = (part.start(), place.listed);
    for group in groups(part, &figures) {
        let of_group = of_group(Surroundings { piece: part.from(from), listed, ..place }, &group, context);
        let next = group.last().and_then(|figure| next_piece(part, figure.end));
        (from, listed) = (next.unwrap_or(from), next.is_some() && of_group.iter().any(|found| found.made));
        found.extend(of_group);
    }
    if found.is_empty() {
        found.extend(
            share::read(part, &figures).or_else(|| whole::read(part)).or_else(|| direction::read(part, context)),
        );
    }
    found
}

/// The part behind the last date in it.
fn undated<'t>(parsed: &Parsed<'t>, part: Passage<'t>) -> Passage<'t> {
    let inside = |d: &&super::date::DatePhrase| d.start >= part.start() && d.end <= part.end();
    let end = parsed.dates.iter().rfind(inside).map_or(part.start(), |d| d.end);
    part.from(end)
}

/// The name without the words around it.
pub(super) fn named(head: Passage<'_>) -> Passage<'_> {
    let mut name = head;
    while let Some(rest) = name.strip_prefix(LEADS).or_else(|| behind_year(name)) {
        name = rest;
    }
    while let Some((rest, _)) = name.strip_suffix(ENDS) {
        name = rest;
    }
    name
}

/// 2025年企业成本 without the year.
fn behind_year(name: Passage<'_>) -> Option<Passage<'_>> {
    let year = name.chars().iter().take(4).filter(|c| c.is_ascii_digit()).count();
    name.from(name.start() + year).strip_prefix(&["年"]).filter(|_| year == 4)
}

fn complete(found: Found<'_>, parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> DraftIndicator {
    let date = parsed.date_before(found.quote.start());
    let striven = |p: Passage<'_>| p.contains("力争");
    let strive = striven(found.quote) || date.is_some_and(|d| striven(parsed.whole.cut(d.start, d.end)));
    let mut qualifiers: Vec<&str> = strive.then_some("力争").into_iter().collect();
    found.qualifiers.into_iter().for_each(|word| {
        if !qualifiers.contains(&word) {
            qualifiers.push(word);
        }
    });
    DraftIndicator {
        name: found.name,
        op: found.op,
        value: found.value,
        unit: found.unit,
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
    fn what_is_made_is_listed_from_clause_to_clause() {
        assert_eq!(short("新增床位500张、学位2万个"), ["新增床位>=500张", "学位>=2万个"]);
        assert_eq!(short("引进团队20个，紧缺人才300余名"), ["引进团队>=20个", "紧缺人才>=300名"]);
        assert_eq!(
            short("用电、用气办理时间分别压缩至3个、5个工作日以内"),
            ["用电办理时间<=3个工作日", "用气办理时间<=5个工作日"]
        );
    }

    #[test]
    fn a_clause_may_name_the_baseline_of_the_next() {
        let found = read_all("与2020年相比，排放量下降8%、用水量下降5%");
        assert_eq!(found.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["排放量", "用水量"]);
        assert!(found.iter().all(|i| i.baseline.as_deref() == Some("与2020年相比")));
        assert_eq!(read_all("办理时间由5天压缩至2天")[0].baseline.as_deref(), Some("由5天"));
        assert_eq!(short("进出口增长10%，力争12%"), ["进出口up10%", "进出口up12%"]);
    }

    #[test]
    fn terms_and_the_past_are_no_indicators() {
        for written in
            ["2019年新增就业32万人", "贴息期限不超过1年", "最高不超过300万元", "年龄不超过45周岁", "去年完成投资3亿元"]
        {
            assert_eq!(short(written), Vec::<String>::new(), "{written}");
        }
    }

    #[test]
    fn striving_for_a_date_qualifies_its_figures() {
        let found = read_all("力争到2025年底，新能源比例达到80%以上");
        assert_eq!(found[0].qualifier.as_deref(), Some("力争|以上"));
    }
}
