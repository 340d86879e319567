//! Whether the cities' targets, all met exactly, meet the region's.

use chrono::Datelike;

use super::draft::{CityTarget, DraftIndicator, Value};
use super::plan::Comparator;

/// The row of the region in a table of city targets.
const REGION: &str = "全区";

/// A target of the region that cities miss although each meets its own.
#[derive(Debug, Clone, PartialEq)]
pub struct CitiesMissRegion {
    /// The column of the table: PM2.5.
    pub target: String,
    /// How many cities the mean is of.
    pub cities: usize,
    /// The plain mean of the cities' targets.
    pub mean: f64,
    /// How the region's target binds.
    pub op: Comparator,
    /// The region's target.
    pub region: f64,
}

/// Compares the mean of the cities' targets with the region's, column by column. A column belongs to the
/// indicator whose name contains it, one of a year to the indicator that is due in it.
pub fn cities_that_miss_the_region(rows: &[CityTarget], region: &[DraftIndicator]) -> Vec<CitiesMissRegion> {
    let mut columns: Vec<&String> = rows.iter().flat_map(|row| row.targets.keys()).collect();
    columns.sort();
    columns.dedup();
    columns.into_iter().filter_map(|column| compare(column, rows, region)).collect()
}

fn compare(column: &str, rows: &[CityTarget], region: &[DraftIndicator]) -> Option<CitiesMissRegion> {
    let (name, year) = CityTarget::measured(column);
    let of_year = |i: &&DraftIndicator| year.is_none() || i.due.map(|due| due.year()) == year;
    let indicator = region.iter().filter(of_year).find(|i| i.name.contains(name))?;
    if !is_mean(indicator.unit.as_deref().unwrap_or_default()) {
        return None;
    }
    let Some(Value::Number(target)) = indicator.value else { return None };
    let values = rows.iter().filter(|row| row.city != REGION).filter_map(|row| row.targets.get(column));
    let (sum, cities) = values.fold((0.0, 0usize), |(sum, n), value| (sum + value, n + 1));
    if cities == 0 {
        return None;
    }
    let mean = sum / f64::from(u32::try_from(cities).unwrap_or(u32::MAX));
    let miss = CitiesMissRegion { target: column.to_owned(), cities, mean, op: indicator.op, region: target };
    (!holds(mean, indicator.op, target)).then_some(miss)
}

/// Whether the region's value is a mean of the cities': shares and concentrations are, counts are sums.
fn is_mean(unit: &str) -> bool {
    unit.is_empty() || unit.contains(['%', '‰', '/', '天', '℃'])
}

/// Whether a mean meets a target, up to the rounding of two decimals.
fn holds(mean: f64, op: Comparator, target: f64) -> bool {
    const ROUNDING: f64 = 0.005;
    match op {
        Comparator::AtLeast | Comparator::Above => mean > target - ROUNDING,
        Comparator::AtMost | Comparator::Below => mean < target + ROUNDING,
        Comparator::Equal => (mean - target).abs() < ROUNDING,
        Comparator::Up | Comparator::Down | Comparator::Unknown(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::draft::Span;

    fn row(city: &str, value: f64) -> CityTarget {
        CityTarget { city: city.into(), targets: [("达标率".to_owned(), value)].into() }
    }

    fn region(op: Comparator, value: f64) -> DraftIndicator {
        DraftIndicator {
            name: "水质达标率".into(),
            op,
            value: Some(Value::Number(value)),
            unit: Some("%".into()),
            qualifier: None,
            baseline: None,
            due: None,
            scope: vec![REGION.into()],
            quote: String::new(),
            span: Span(0, 0),
        }
    }

    #[test]
    fn cities_on_target_can_still_miss_the_region() {
        let rows = [row("甲", 90.0), row("乙", 91.0), row("全区", 92.0)];
        let found = cities_that_miss_the_region(&rows, &[region(Comparator::AtLeast, 92.0)]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].mean, found[0].cities), (90.5, 2));
    }

    #[test]
    fn a_column_of_a_year_belongs_to_that_year_and_a_count_has_no_mean() {
        let dated = |key: &str| CityTarget { city: "甲".into(), targets: [(key.to_owned(), 90.0)].into() };
        let target = DraftIndicator { due: NaiveDate::from_ymd_opt(2025, 12, 31), ..region(Comparator::AtLeast, 92.0) };
        let missed = |key: &str, target: &DraftIndicator| {
            cities_that_miss_the_region(&[dated(key)], std::slice::from_ref(target)).len()
        };
        assert_eq!(missed("达标率（2025年）", &target), 1);
        assert_eq!(missed("达标率（2024年）", &target), 0);
        assert_eq!(missed("达标率", &DraftIndicator { unit: Some("万人".into()), ..target }), 0);
    }

    #[test]
    fn cities_that_add_up_are_no_problem() {
        let rows = [row("甲", 90.0), row("乙", 94.0)];
        assert!(cities_that_miss_the_region(&rows, &[region(Comparator::AtLeast, 92.0)]).is_empty());
        assert!(cities_that_miss_the_region(&rows, &[region(Comparator::AtMost, 91.0)]).len() == 1);
        assert!(cities_that_miss_the_region(&rows, &[]).is_empty());
    }
}
