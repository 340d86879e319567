//! Indicators without a figure: a direction (持续提高) or another quantity to compare with.

use super::baseline;
use super::comparator;
use super::found::{Found, named};
use super::measures::MEASURES;
use super::scope;
use crate::parsed::Context;
use crate::text::{Passage, Terms};
use duban_domain::plan::Comparator::{self, Down, Up};

/// Verbs of a direction; 改善 goes with what is measured.
const VERBS: &[(&str, Option<Comparator>)] = &[
    ("提高", Some(Up)),
    ("提升", Some(Up)),
    ("上升", Some(Up)),
    ("增长", Some(Up)),
    ("下降", Some(Down)),
    ("降低", Some(Down)),
    ("减少", Some(Down)),
    ("改善", None),
];
/// Adverbs that make the verb a target.
const MANNERS: &Terms = &Terms::new(&["持续", "稳步", "不断", "逐步", "逐年", "明显", "显著", "大幅", "进一步"]);
/// Things that improve by going down.
const HARMFUL: &[&str] = &["浓度", "污染", "强度"];

/// The indicator of a part without figures.
pub(super) fn read<'t>(part: Passage<'t>, context: Context<'_>) -> Option<Found<'t>> {
    direction(part, context).or_else(|| comparison(part))
}

fn direction<'t>(part: Passage<'t>, context: Context<'_>) -> Option<Found<'t>> {
    let (head, op) = VERBS.iter().find_map(|(verb, op)| part.strip_suffix(&[*verb]).map(|(head, _)| (head, *op)))?;
    let manner = head.strip_suffix(MANNERS).map(|(head, _)| head);
    let (name, baseline) = baseline::cut(named(manner.unwrap_or(head)));
    let target = manner.is_some() || baseline.is_some();
    if !target || !name.ends_with_any(MEASURES) {
        return None;
    }
    let op = op.unwrap_or(if name.contains_any(HARMFUL) { Down } else { Up });
    let (name, scope) = scope::opening(name, context);
    Some(without_figure(part, name, op, baseline, scope))
}

/// 登记数量高于销售数量.
fn comparison(part: Passage<'_>) -> Option<Found<'_>> {
    let (head, op, rest) = comparator::within(part)?;
    let name = named(head);
    let measured = name.ends_with_any(MEASURES);
    let compared = rest.ends_with_any(MEASURES) || rest.ends_with_any(&["同期", "平均", "水平"]);
    let counted = name.strip_suffix(&["数量", "总量"]).map(|(things, _)| things);
    let scope = counted.map(|things| vec![things.rfind("的").map_or(things, |at| things.from(at + 1)).to_string()]);
    (measured && compared).then(|| without_figure(part, name, op, Some(rest.to_string()), scope))
}

fn without_figure<'t>(
    quote: Passage<'t>,
    name: Passage<'_>,
    op: Comparator,
    baseline: Option<String>,
    scope: Option<Vec<String>>,
) -> Found<'t> {
    Found {
        name: name.to_string(),
        op,
        value: None,
        unit: None,
        qualifiers: Vec::new(),
        baseline,
        scope,
        quote,
        made: false,
        vague: false,
        due: None,
        nth: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    type Row = (String, Comparator, Option<String>, Option<Vec<String>>);

    fn found(written: &str) -> Option<Row> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
        let text = text_of(written);
        read(text.whole(), context).map(|f| (f.name, f.op, f.baseline, f.scope))
    }

    #[test]
    fn a_lasting_direction_of_a_measured_thing_is_an_indicator() {
        assert_eq!(found("清洁能源占比持续提高"), Some(("清洁能源占比".into(), Up, None, None)));
        let cities = Some(vec!["玉林".into(), "河池".into()]);
        assert_eq!(found("玉林、河池年均浓度同比改善"), Some(("年均浓度".into(), Down, Some("同比".into()), cities)));
    }

    #[test]
    fn a_quantity_may_be_compared_with_another() {
        let scope = Some(vec!["船舶".into()]);
        assert_eq!(
            found("确保登记的船舶数量高于在航数量"),
            Some(("登记的船舶数量".into(), Comparator::Above, Some("在航数量".into()), scope))
        );
    }

    #[test]
    fn an_appeal_is_no_indicator() {
        assert_eq!(found("进一步提高监测准确率"), None);
        assert_eq!(found("服务能力持续提升"), None);
        assert_eq!(found("加强管理"), None);
    }
}
