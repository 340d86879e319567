//! Figures reckoned over more than now, and adverbs in front of a name: 累计建成泵站, “十四五”期间累计完成改造, 再淘汰老旧车.

use super::found::Found;
use super::made_verbs::{MADE, NEW};
use crate::date::Years;
use crate::doubt::Doubts;
use crate::parsed::Parsed;

/// What a value of several years says of itself.
const OF_YEARS: &str = "多年累计";
/// The same of the years of a five-year plan.
const FIVE_YEARS: &[(&str, &str)] = &[
    ("十四五", "“十四五”期间累计"),
    ("十五五", "“十五五”期间累计"),
    ("十三五", "“十三五”期间累计"),
    ("十六五", "“十六五”期间累计"),
];
/// Lengths of several years in front of what is reckoned over them.
const LENGTHS: &[&str] = &["两年累计", "三年累计", "四年累计", "五年累计", "3年累计", "5年累计", "近三年累计"];
/// Adverbs that say nothing of what is made.
const ADVERBS: &[&str] = &["再", "又", "还要", "还"];

/// Cleans a name, and says over which time its figure is reckoned. That of several years is no value of one of them, which is doubted.
pub(super) fn settle(found: &mut Found<'_>, parsed: &Parsed<'_>, years: Years, doubts: &mut Doubts) {
    let mut several: Option<&'static str> = None;
    let mut name = found.name.as_str();
    if let Some((of, rest)) = five_years(name) {
        (several, name) = (Some(of), rest);
    } else if let Some(rest) = LENGTHS.iter().find_map(|length| name.strip_prefix(length)) {
        (several, name) = (Some(OF_YEARS), rest);
    }
    several = several.or_else(|| standing(found, parsed));
    let summed = name.strip_prefix("累计").filter(|rest| rest.chars().count() > 1);
    name = summed.unwrap_or(name);
    name = without_adverbs(name);
    if name.is_empty() {
        return;
    }
    let qualifier = several.or(summed.map(|_| "累计"));
    let name = name.to_owned();
    found.name = name;
    found.qualifiers.extend(qualifier);
    if several.is_some() && !years.are_several() && found.due.is_none() {
        doubts.warn(found.quote, "这是几年的累计数，不是本年度的数，请核对本年度应完成多少");
    }
}

/// “十四五”期间|完成改造.
fn five_years(name: &str) -> Option<(&'static str, &str)> {
    let bare = name.strip_prefix('“').unwrap_or(name);
    let (of, rest) = FIVE_YEARS.iter().find_map(|(word, of)| Some((*of, bare.strip_prefix(word)?)))?;
    let rest = rest.strip_prefix('”').unwrap_or(rest);
    let rest = ["规划期间", "规划期内", "期间", "时期", "期内"].iter().find_map(|period| rest.strip_prefix(period))?;
    Some((of, rest.trim_start_matches('，')))
}

/// “十四五”期间，累计完成改造: the clause in front, with no date between.
fn standing(found: &Found<'_>, parsed: &Parsed<'_>) -> Option<&'static str> {
    let statement = parsed.statement(found.quote.start());
    let before = statement.to(found.quote.start());
    let (at, of) = FIVE_YEARS.iter().find_map(|(word, of)| Some((before.rfind(word)?, *of)))?;
    let period = before.from(at).contains_any(&["期间，", "时期，", "期内，"]);
    let dated = parsed.dates.iter().any(|date| date.start > at && date.start < found.quote.end());
    (period && !dated).then_some(of)
}

fn without_adverbs(name: &str) -> &str {
    let made = |rest: &&str| NEW.iter().chain(MADE).any(|verb| rest.starts_with(verb));
    ADVERBS.iter().find_map(|word| name.strip_prefix(word)).filter(made).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    /// The indicators of a made-up measure, and what is doubted.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let registry = UnitRegistry::guangxi().unwrap();
        let document = format!("某市2025年度计划\n一、任务\n1.改造。{text}（牵头单位：市甲局）");
        let draft = compile(&document, &Options { registry: &registry, year: None });
        let found = draft.tasks.iter().flat_map(|task| &task.measures).flat_map(|measure| &measure.indicators);
        let row = |i: &duban_domain::draft::DraftIndicator| {
            let due = i.due.map(|due| due.to_string()).unwrap_or_default();
            format!("{}|{}|{due}", i.name, i.qualifier.as_deref().unwrap_or_default())
        };
        (found.map(row).collect(), draft.problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn a_name_has_no_adverb_in_front_and_a_sum_says_so() {
        for (text, row) in [
            ("再淘汰老旧车2万辆。", "淘汰老旧车||"),
            ("又新建水厂3座。", "新建水厂||"),
            ("累计建成泵站20座。", "建成泵站|累计|"),
            ("新增绿地30公顷。", "新增绿地||"),
            ("再新增充电桩500个。", "新增充电桩||"),
            ("再生水利用率达到30%。", "再生水利用率||"),
        ] {
            assert_eq!(read(text).0, [row], "{text}");
        }
    }

    #[test]
    fn a_value_of_several_years_is_none_of_this_year() {
        for (text, row) in [
            ("“十四五”期间累计完成改造120公里。", "完成改造|“十四五”期间累计|"),
            ("“十四五”期间，累计完成改造120公里。", "完成改造|“十四五”期间累计|"),
            ("三年累计改造农户1.2万户。", "改造农户|多年累计|"),
        ] {
            let (rows, doubts) = read(text);
            assert_eq!(rows, [row], "{text}");
            assert!(doubts.iter().any(|doubt| doubt.contains("几年的累计数")), "{text}: {doubts:?}");
        }
        let (rows, _) = read("“十四五”期间完成管网改造120公里，2025年完成30公里。");
        assert_eq!(rows[1].split_once('|').map(|(_, rest)| rest), Some("|2025-12-31"), "{rows:?}");
    }
}
