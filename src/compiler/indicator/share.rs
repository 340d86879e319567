//! Shares and abilities: figures that stand before what they measure.

use super::found::{Found, named};
use crate::figure::{Figure, Nature};
use crate::text::{Passage, Terms};
use duban_domain::draft::Value;
use duban_domain::plan::Comparator::{AtLeast, Equal};

/// What is done to a share: 100%完成, 100%检验新车.
const DONE: &Terms =
    &Terms::new(&["完成", "检验", "覆盖", "达标", "建成", "整改", "落实", "安装", "联网", "淘汰", "关停", "实现"]);
/// What a head ends with whose figure says how to reckon, not what to reach: 按60%的….
const RECKONED: &[&str] = &["的", "按", "按照", "为", "以", "由", "从"];
/// Verbs before an ability.
const ABLE: &[&str] = &["实现", "具备", "形成", "达到"];
/// All of several things in full.
const HUNDREDS: &[&str] = &["个百分之百", "个100%"];

/// The indicator of a part without a comparator.
pub(super) fn read<'t>(part: Passage<'t>, figures: &[Figure]) -> Option<Found<'t>> {
    let single = || if let [figure] = figures { Some(figure) } else { None };
    hundreds(part).or_else(|| ability(part, single()?)).or_else(|| share(part, single()?))
}

fn found<'t>(quote: Passage<'t>, name: String, figure: &Figure, scope: Option<Vec<String>>) -> Found<'t> {
    let whole = figure.value == Value::Number(100.0) || !is_percent(figure);
    Found { scope, ..Found::of(figure, name, if whole { Equal } else { AtLeast }, quote) }
}

fn is_percent(figure: &Figure) -> bool {
    figure.unit.as_deref() == Some("%")
}

fn share<'t>(part: Passage<'t>, figure: &Figure) -> Option<Found<'t>> {
    let (head, tail) = (named(part.to(figure.start)), part.from(figure.end));
    if !is_percent(figure) || head.ends_with_any(RECKONED) {
        return None;
    }
    let verb = tail.matches_any(tail.start(), DONE);
    match verb {
        Some((verb, _)) if !head.is_empty() => {
            Some(found(part, format!("{head}{verb}率"), figure, Some(vec![head.to_string()])))
        }
        Some((verb, end)) => {
            let object = tail.from(end);
            let scope = (!object.is_empty()).then(|| vec![object.to_string()]);
            Some(found(part, format!("{object}{verb}率"), figure, scope))
        }
        None => {
            let striven = head.is_empty() && part.start() < figure.start && tail.contains_any(DONE);
            (striven && !tail.starts_with("的")).then(|| found(part, format!("{tail}比例"), figure, None))
        }
    }
}

/// 实现7—10天预报能力.
fn ability<'t>(part: Passage<'t>, figure: &Figure) -> Option<Found<'t>> {
    let (head, tail) = (part.to(figure.start), part.from(figure.end));
    let (subject, _) = head.strip_suffix(ABLE)?;
    let able = tail.ends_with_any(&["能力"]) && !tail.contains("的");
    let scope = (!subject.is_empty()).then(|| vec![subject.to_string()]);
    able.then(|| found(part, tail.to_string(), figure, scope))
}

/// 做到…“六个百分之百”.
fn hundreds(part: Passage<'_>) -> Option<Found<'_>> {
    let at = HUNDREDS.iter().find_map(|word| part.find(word))?;
    if part.to(at).contains_any(&["落实", "执行", "贯彻", "按照", "对照"]) {
        return None; // what is carried out has a name
    }
    let name = part.from(at.saturating_sub(1)).trim(&['“', '”']).to_string();
    let (value, unit) = (Value::Number(100.0), Some("%".to_owned()));
    let figure = Figure { start: at, end: at, value, unit, more: None, nature: Nature::Share };
    Some(found(part, name, &figure, None))
}
