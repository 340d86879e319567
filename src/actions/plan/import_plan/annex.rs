//! Indicators as rows: those of measures, of the general part and of the annex's table by city.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::roster::Roster;
use crate::db::plan::plans::{IndicatorColumns, NewIndicator};
use crate::domain::draft::{CityTarget, Draft, DraftIndicator, Value};
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::obligation::fan_out::is_whole_region;
use crate::domain::plan::Comparator;
use crate::domain::typed::is_usable;

/// An indicator that a sentence names. Its position is set when all are there.
pub(super) fn indicator_row(plan_id: PlanId, measure_id: Option<MeasureId>, read: &DraftIndicator) -> NewIndicator {
    let (value, value_to) = read.value.map(Value::columns).unwrap_or_default();
    let (span_start, span_end) = read.span.columns();
    NewIndicator {
        plan_id,
        measure_id,
        unit_id: None,
        position: 0,
        columns: IndicatorColumns {
            name: read.name.clone(),
            op: read.op,
            value,
            value_to,
            unit: read.unit.clone(),
            qualifier: read.qualifier.clone(),
            baseline: read.baseline.clone(),
            due: read.due,
            scope: read.scope.join("、"),
        },
        proposed_unit: None,
        quote: read.quote.clone(),
        span_start,
        span_end,
    }
}

/// The annex's rows: one indicator a city and column. The region's own row repeats the general part and is
/// left to it; how a column binds (不低于, 不高于) stands there too, under the same name. That its unit does as well is a guess
/// where the column's head does not say it.
pub(super) fn city_rows(plan_id: PlanId, draft: &Draft, roster: &Roster) -> Vec<NewIndicator> {
    let cities = || draft.city_targets.iter().filter(|row| !is_whole_region(&row.city));
    let measured: BTreeSet<&str> =
        cities().flat_map(|row| row.targets.keys()).map(|column| CityTarget::measured(column).0).collect();
    let heads = Heads::of(&draft.document.text);
    let general = |name: &str| draft.plan.indicators.iter().find(|read| read.name.contains(name));
    let told: BTreeMap<&str, Bound<'_>> =
        measured.into_iter().map(|name| (name, Bound::of(name, general(name), &heads))).collect();
    let row = |row: &CityTarget, column: &str, value: f64| {
        let (measured, year) = CityTarget::measured(column);
        let bound = told.get(measured).copied().unwrap_or_default();
        NewIndicator {
            plan_id,
            measure_id: None,
            unit_id: roster.unit_named(&row.city),
            position: 0,
            columns: IndicatorColumns {
                name: column.to_owned(),
                op: bound.op,
                value: Some(value),
                value_to: None,
                unit: bound.unit.filter(|_| bound.told).map(str::to_owned),
                qualifier: None,
                baseline: None,
                due: year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)).filter(|due| is_usable(*due)),
                scope: row.city.clone(),
            },
            proposed_unit: bound.unit.filter(|_| !bound.told).map(str::to_owned),
            quote: format!("{} {column} {value}", row.city),
            span_start: 0,
            span_end: 0,
        }
    };
    let of_city =
        |city: &CityTarget| city.targets.iter().map(|(column, value)| row(city, column, *value)).collect::<Vec<_>>();
    cities().flat_map(of_city).collect()
}

/// How the values of a column bind.
#[derive(Clone, Copy)]
struct Bound<'d> {
    op: Comparator,
    /// As the general part has it.
    unit: Option<&'d str>,
    /// Whether the column's head says so too.
    told: bool,
}

impl Default for Bound<'_> {
    fn default() -> Self {
        Self { op: Comparator::Equal, unit: None, told: false }
    }
}

impl<'d> Bound<'d> {
    fn of(measured: &str, general: Option<&'d DraftIndicator>, heads: &Heads) -> Self {
        let Some(general) = general else { return Self::default() };
        let unit = general.unit.as_deref();
        Self { op: general.op, unit, told: unit.is_some_and(|unit| heads.tell(measured, unit)) }
    }
}

/// Between what a column measures and its unit stands no more than that: 浓度, 年均浓度目标值.
const FORM: usize = 10;

/// The document as the heads of its tables are looked for in it: without what is blank in it.
struct Heads(Vec<char>);

impl Heads {
    fn of(text: &str) -> Self {
        let plain = |c: char| match c {
            '（' => Some('('),
            '）' => Some(')'),
            '_' | '{' | '}' => None,
            c => Some(c).filter(|c| !c.is_whitespace()),
        };
        Self(text.chars().filter_map(plain).collect())
    }

    /// Whether a head says that a column is measured in that unit: PM2.5浓度（微克/立方米）.
    fn tell(&self, measured: &str, unit: &str) -> bool {
        let (Self(measured), Self(unit)) = (Self::of(measured), Self::of(&format!("（{unit}）")));
        let behind =
            self.0.windows(measured.len().max(1)).enumerate().filter(|(_, window)| *window == measured.as_slice());
        let mut rests = behind.filter_map(|(at, _)| self.0.get(at + measured.len()..));
        rests.any(|rest| {
            let open = rest.iter().take(FORM + 1).position(|c| *c == '(');
            open.and_then(|at| rest.get(at..)).is_some_and(|bracket| bracket.starts_with(&unit))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_of_a_column_is_told_by_its_head_alone() {
        let text = "PM2.5浓度不高于27.2微克/立方米。\n城市\t优良天数比率 (%)\tPM _{2.5} 浓度 （微克/立方米）\tPM10\n南宁\t96\t28\t50\n";
        let heads = Heads::of(text);
        for (measured, unit) in [("优良天数比率", "%"), ("PM2.5", "微克/立方米")] {
            assert!(heads.tell(measured, unit), "{measured}");
        }
        for (measured, unit) in
            [("PM10", "微克/立方米"), ("优良天数比率", "天"), ("优良天数比率", "微克/立方米"), ("", "%")]
        {
            assert!(!heads.tell(measured, unit), "{measured} {unit}");
        }
    }
}
