//! Indicators as rows: those of measures, of the general part and of the annex's table by city.

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
        quote: read.quote.clone(),
        span_start,
        span_end,
    }
}

/// The annex's rows: one indicator a city and column. The region's own row repeats the general part and is
/// left to it; how a column binds (不低于, 不高于) stands there too, under the same name.
pub(super) fn city_rows(plan_id: PlanId, draft: &Draft, roster: &Roster) -> Vec<NewIndicator> {
    let cities = draft.city_targets.iter().filter(|row| !is_whole_region(&row.city));
    cities
        .flat_map(|row| {
            row.targets.iter().map(|(column, value)| {
                let (measured, year) = CityTarget::measured(column);
                let general = draft.plan.indicators.iter().find(|read| read.name.contains(measured));
                NewIndicator {
                    plan_id,
                    measure_id: None,
                    unit_id: roster.unit_named(&row.city),
                    position: 0,
                    columns: IndicatorColumns {
                        name: column.clone(),
                        op: general.map_or(Comparator::Equal, |read| read.op),
                        value: Some(*value),
                        value_to: None,
                        unit: general.and_then(|read| read.unit.clone()),
                        qualifier: None,
                        baseline: None,
                        due: year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)).filter(|due| is_usable(*due)),
                        scope: row.city.clone(),
                    },
                    quote: format!("{} {column} {value}", row.city),
                    span_start: 0,
                    span_end: 0,
                }
            })
        })
        .collect()
}
