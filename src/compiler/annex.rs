//! The annex: a table of targets by city.

use std::collections::BTreeMap;

use super::owed::REGION;
use super::registry::UnitRegistry;
use super::text::Passage;
use crate::domain::draft::CityTarget;

/// Words behind the measured thing in the head of a column that are no part of the key.
const PLAIN: &[&str] = &["年均浓度", "平均浓度", "浓度", "目标值", "目标"];
/// Rows that speak of the region as a whole.
const WHOLE: &[&str] = &["全区", "全省", "全市", "合计", "平均"];

/// The targets of cities in the annex, row by row; the region's own row included.
pub(super) fn city_targets(lines: &[Passage<'_>], registry: &UnitRegistry) -> Vec<CityTarget> {
    let mut columns: Vec<String> = Vec::new();
    let mut targets = Vec::new();
    for cells in lines.iter().map(|line| cells(*line)).filter(|cells| cells.len() > 1) {
        match city(&cells, registry) {
            Some(city) => targets.push(CityTarget { city, targets: values(&columns, &cells) }),
            None => columns = cells.iter().map(|cell| key(*cell)).collect(),
        }
    }
    targets.retain(|row| !row.targets.is_empty());
    targets
}

/// The cells of a row: between tabs, or between the bars of a Markdown table.
fn cells(line: Passage<'_>) -> Vec<Passage<'_>> {
    line.split(&['\t', '|'])
}

fn city(cells: &[Passage<'_>], registry: &UnitRegistry) -> Option<String> {
    let first = cells.first()?.to_string();
    if WHOLE.contains(&first.as_str()) {
        return Some(REGION.to_owned());
    }
    registry.city(&first).map(|c| c.short.clone())
}

/// The key of a column: its head without unit and form of the measurement.
fn key(cell: Passage<'_>) -> String {
    let bracket = cell.find("（").or_else(|| cell.find("("));
    let name = bracket.map_or(cell, |at| cell.to(at));
    name.strip_suffix(PLAIN).filter(|(rest, _)| !rest.is_empty()).map_or(name, |(rest, _)| rest).to_string()
}

fn values(columns: &[String], cells: &[Passage<'_>]) -> BTreeMap<String, f64> {
    let pairs = columns.iter().zip(cells).skip(1);
    let parsed = pairs.filter_map(|(column, cell)| {
        let number = cell.to_string().trim_end_matches('%').parse::<f64>().ok()?;
        number.is_finite().then(|| (column.clone(), number))
    });
    parsed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    fn read(written: &str) -> Vec<(String, Vec<(String, f64)>)> {
        let text = text_of(written);
        let lines = text.whole().split(&['\n']);
        let rows = city_targets(&lines, &UnitRegistry::guangxi().unwrap());
        rows.into_iter().map(|r| (r.city, r.targets.into_iter().collect())).collect()
    }

    #[test]
    fn a_row_of_a_city_takes_its_keys_from_the_head() {
        let rows = read("附表\n城市\t达标率（%）\tPM10浓度（微克/立方米）\n玉林市\t91.5\t40\n全区\t90.0\t41.5");
        assert_eq!(rows[0], ("玉林".into(), vec![("PM10".into(), 40.0), ("达标率".into(), 91.5)]));
        assert_eq!(rows[1].0, "全区");
    }

    #[test]
    fn a_table_of_something_else_gives_no_rows() {
        assert!(read("序号\t项目\n1\t某项目\n2\t另一项目").is_empty());
    }
}
